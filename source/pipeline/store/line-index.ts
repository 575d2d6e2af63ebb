import { lowerBound } from '../columns/lower-bound.ts';
import { float64Column, grown } from '../columns/memory.ts';
import type { LineAddress } from './address.ts';

/** The columns of an index, to be sent to another thread: see `LineIndex.columns`. */
export interface LineIndexColumns {
  readonly count: number;
  readonly byteOffsets: Float64Array;
  readonly lines: Float64Array;
}

/** Places are kept at least this far apart: about one for each chunk of 1 MiB, wherever chunks are cut. */
const NEAREST_BYTES = 512 * 1024;

/**
 * The line of about one place in each MiB of the input, from which line-lookup counts line feeds. A record longer than
 * that has no place inside, unless it is over `maxRecordBytes`. Rows ascend.
 */
export class LineIndex {
  private count = 1;
  private byteOffsets = float64Column(64);
  private lines = float64Column(64).fill(1, 0, 1);

  /** Adds a place, at or after the last one. */
  add(byteOffset: number, line: number): void {
    if (byteOffset - this.byteOffsets[this.count - 1] < NEAREST_BYTES) return;
    this.append(byteOffset, line);
  }

  /** Adds the first line of a file after another: line feeds are not counted across the border between them. */
  addFile(byteOffset: number, linesBefore: number): void {
    this.append(byteOffset, linesBefore + 1);
  }

  private append(byteOffset: number, line: number): void {
    if (this.count === this.lines.length) this.grow();
    this.byteOffsets[this.count] = byteOffset;
    this.lines[this.count] = line;
    this.count++;
  }

  /** How many places there are, for `cutTo`. */
  get length(): number {
    return this.count;
  }

  /** Removes all but the first `length` places: the others are in a file that is left out. */
  cutTo(length: number): void {
    this.count = length;
  }

  /** Returns the last known place at or before `byteOffset`; the start of the input if there is none. */
  nearestBefore(byteOffset: number): LineAddress {
    return this.placeAt(this.lastNotAbove(this.byteOffsets, byteOffset));
  }

  /** Returns the nearest known place from which to count to the start of `line`; the start of the input for line 1. */
  nearestBeforeLine(line: number): LineAddress {
    // A place on the line itself may lie after the line's start.
    return this.placeAt(this.lastNotAbove(this.lines, line - 1));
  }

  /** The columns as they are now, for another thread; they stay valid when the index grows. */
  columns(): LineIndexColumns {
    const { count, byteOffsets, lines } = this;
    return { count, byteOffsets, lines };
  }

  /** A read-only index over the columns of another one. */
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

  /** Returns the last row in which an ascending column is at most `value`, or 0. */
  private lastNotAbove(column: Float64Array, value: number): number {
    return Math.max(0, lowerBound(this.count, (row) => column[row] <= value) - 1);
  }

  private grow(): void {
    const length = 2 * this.lines.length;
    this.byteOffsets = grown(this.byteOffsets, float64Column(length));
    this.lines = grown(this.lines, float64Column(length));
  }
}
