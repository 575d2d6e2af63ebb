import { lowerBound } from '../columns/lower-bound.ts';
import { float64Column } from '../columns/memory.ts';
import type { LineAddress } from './address.ts';

/** What a reader of the index needs: see `LineIndex.columns`. */
export interface LineIndexColumns {
  readonly count: number;
  readonly byteOffsets: Float64Array;
  readonly lines: Float64Array;
}

/** Places nearer to the last one than this are left out: one a chunk of 1 MiB is kept, whatever was cut off its end. */
const NEAREST_BYTES = 512 * 1024;

/**
 * On which line the file stands, for about one place a MiB: where to begin to count line feeds. Within a longer record
 * there are no places, unless it was too long to be held. Rows ascend.
 */
export class LineIndex {
  private count = 1;
  private byteOffsets = float64Column(64);
  private lines = float64Column(64).fill(1, 0, 1);

  /** Takes a place that is not before the last one. */
  add(byteOffset: number, line: number): void {
    if (byteOffset - this.byteOffsets[this.count - 1] < NEAREST_BYTES) return;
    if (this.count === this.lines.length) this.grow();
    this.byteOffsets[this.count] = byteOffset;
    this.lines[this.count] = line;
    this.count++;
  }

  /** The last known place at or before `byteOffset`; the beginning of the file where there is no other. */
  nearestBefore(byteOffset: number): LineAddress {
    return this.placeAt(this.lastNotAbove(this.byteOffsets, byteOffset));
  }

  /** A known place from which on line `line` begins, the nearest; for line 1, and all before it, that of the file. */
  nearestBeforeLine(line: number): LineAddress {
    // A place on the line itself may lie behind its beginning.
    return this.placeAt(this.lastNotAbove(this.lines, line - 1));
  }

  /** What another thread needs to read the index as it is now; it goes on holding true when the index grows. */
  columns(): LineIndexColumns {
    const { count, byteOffsets, lines } = this;
    return { count, byteOffsets, lines };
  }

  /** The index that `columns` were taken of, to read. */
  static ofColumns({ count, byteOffsets, lines }: LineIndexColumns): LineIndex {
    const index = new LineIndex();
    index.count = count;
    index.byteOffsets = byteOffsets;
    index.lines = lines;
    return index;
  }

  private placeAt(row: number): LineAddress {
    return { byteOffset: this.byteOffsets[row], line: this.lines[row] };
  }

  /** The last row in which an ascending column is at most `value`; 0 where there is none. */
  private lastNotAbove(column: Float64Array, value: number): number {
    return Math.max(0, lowerBound(this.count, (row) => column[row] <= value) - 1);
  }

  private grow(): void {
    this.byteOffsets = grown(this.byteOffsets);
    this.lines = grown(this.lines);
  }
}

function grown(column: Float64Array): Float64Array {
  const larger = float64Column(column.length * 2);
  larger.set(column);
  return larger;
}
