import { grown } from '../columns/memory.ts';
import type { FileStart } from './file-table.ts';
import type { ScanCounters } from './scan-counters.ts';

/**
 * How many runs are kept of those that a record follows on their line, and of all others: the first of each (spec
 * section 1). So a lone run is kept however many records of the file have a prefix (decision 020).
 */
export const MOST_KEPT_STRAY_RUNS = 100_000;

/** The initial capacity: most files have few runs. */
const FEW = 64;

/** Stray runs as plain data for another thread: columns of one length, as in `StrayBatch`. */
export interface StrayRows {
  readonly byteOffset: Float64Array<ArrayBuffer>;
  readonly byteLength: Float64Array<ArrayBuffer>;
  readonly line: Float64Array<ArrayBuffer>;
  readonly isPrefix: Uint8Array<ArrayBuffer>;
}

/**
 * Stray runs as a scan finds them, in file order, before a store takes them; the sibling of RejectionBatch. A run is the
 * stray text of one line: from the first stray byte after the line's beginning or the last record's end to the last one
 * before the line or the next record begins. What separates records elsewhere may lie inside it.
 *
 * The run that has not ended is kept in the counters, and so in checkpoints: wherever a window or a chunk is cut, it ends
 * once. All runs are counted there; no more are held here than a store may keep.
 */
export class StrayBatch implements StrayRows {
  count = 0;
  byteOffset = new Float64Array(FEW);
  byteLength = new Float64Array(FEW);
  line = new Float64Array(FEW);
  /** 1 for a run that a record follows on its line. */
  isPrefix = new Uint8Array(FEW);
  /** How many may still be kept, and how many came since `clear`: of prefixes, and of others. */
  private prefixRoom = MOST_KEPT_STRAY_RUNS;
  private otherRoom = MOST_KEPT_STRAY_RUNS;
  private prefixes = 0;
  private others = 0;

  constructor(private readonly counters: ScanCounters) {}

  /** Removes all runs. */
  clear(): void {
    this.count = 0;
    this.prefixes = 0;
    this.others = 0;
  }

  /** From now on holds no run that will not be kept anyway: at least these runs come before in the input. */
  expectAfter({ strayRuns, strayPrefixes }: Pick<ScanCounters, 'strayRuns' | 'strayPrefixes'>): void {
    this.prefixRoom = MOST_KEPT_STRAY_RUNS - strayPrefixes;
    this.otherRoom = MOST_KEPT_STRAY_RUNS - (strayRuns - strayPrefixes);
  }

  /** Adds a run and counts it; see the columns. Its bytes are counted by the caller. */
  append(byteOffset: number, byteLength: number, line: number, isPrefix = false): void {
    const { counters } = this;
    counters.strayRuns++;
    if (isPrefix) {
      counters.strayPrefixes++;
      if (this.prefixes++ >= this.prefixRoom) return;
    } else if (this.others++ >= this.otherRoom) return;
    const row = this.count++;
    if (row === this.isPrefix.length) this.grow();
    this.byteOffset[row] = byteOffset;
    this.byteLength[row] = byteLength;
    this.line[row] = line;
    this.isPrefix[row] = isPrefix ? 1 : 0;
  }

  /** Takes stray bytes on the line at `line`: they begin a run, or continue the one that is open. */
  addBytes(byteOffset: number, byteLength: number, line: number): void {
    const { counters } = this;
    if (counters.strayBytesOnLine === 0) {
      counters.openStrayOffset = byteOffset;
      counters.openStrayLine = line;
    }
    counters.strayBytesOnLine += byteLength;
    counters.openStrayEndOffset = byteOffset + byteLength;
  }

  /** Ends the run that is open, if one is, because a record begins. */
  endBeforeRecord(): void {
    if (this.counters.strayBytesOnLine > 0) this.end(true);
  }

  /** Ends the run that is open, if one is, because its line or the input ends. */
  endOfLine(): void {
    if (this.counters.strayBytesOnLine > 0) this.end(false);
  }

  /** Turns lines counted from the beginning of the scan into lines counted from the beginning of the file. */
  shift(lines: number): void {
    for (let row = 0; row < this.count; row++) this.line[row] += lines;
  }

  /** Turns offsets and lines within a file into those of the whole input, as stores keep them. */
  moveTo({ byteBase, lineBase }: FileStart): void {
    if (byteBase === 0 && lineBase === 0) return;
    for (let row = 0; row < this.count; row++) {
      this.byteOffset[row] += byteBase;
      this.line[row] += lineBase;
    }
  }

  /** Returns a function that removes all runs that were added after this call. */
  mark(): () => void {
    const { count, prefixes, others } = this;
    return () => {
      Object.assign(this, { count, prefixes, others });
    };
  }

  /** Inserts runs, which are counted already, before those of the scan: they are in what precedes it. */
  prepend(runs: StrayBatch): void {
    if (runs.count === 0) return;
    const own = this.toRows();
    this.count += runs.count;
    while (this.isPrefix.length < this.count) this.grow();
    for (const name of COLUMN_NAMES) {
      this[name].set(runs[name].subarray(0, runs.count));
      this[name].set(own[name], runs.count);
    }
  }

  /** Copies the runs for another thread. */
  toRows(): StrayRows {
    const { count } = this;
    return {
      byteOffset: this.byteOffset.slice(0, count),
      byteLength: this.byteLength.slice(0, count),
      line: this.line.slice(0, count),
      isPrefix: this.isPrefix.slice(0, count),
    };
  }

  private end(isPrefix: boolean): void {
    const { counters } = this;
    const { openStrayOffset, openStrayEndOffset, openStrayLine } = counters;
    counters.strayBytesOnLine = 0;
    this.append(openStrayOffset, openStrayEndOffset - openStrayOffset, openStrayLine, isPrefix);
  }

  private grow(): void {
    const length = 2 * this.isPrefix.length;
    this.byteOffset = grown(this.byteOffset, new Float64Array(length));
    this.byteLength = grown(this.byteLength, new Float64Array(length));
    this.line = grown(this.line, new Float64Array(length));
    this.isPrefix = grown(this.isPrefix, new Uint8Array(length));
  }
}

const COLUMN_NAMES = ['byteOffset', 'byteLength', 'line', 'isPrefix'] as const;
