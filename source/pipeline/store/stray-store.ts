import { allocate } from '../columns/memory.ts';
import { MOST_KEPT_STRAY_RUNS, type StrayRows } from './stray-batch.ts';

const SEGMENT_ROWS = 4096;
/** Three numbers of 8 bytes, and a flag. */
const ROW_BYTES = 25;

/** The columns of 4,096 runs as views of one buffer. */
export interface StraySegment {
  readonly byteOffset: Float64Array;
  readonly byteLength: Float64Array;
  readonly line: Float64Array;
  readonly isPrefix: Uint8Array;
}

/** The columns of a store, to be sent to another thread: see `StrayStore.columns`. */
export interface StrayColumns {
  readonly count: number;
  readonly prefixCount: number;
  readonly firstPrefix: number | undefined;
  readonly firstOther: number | undefined;
  readonly segments: StraySegment[];
}

function createSegment(): StraySegment {
  const buffer = allocate(ROW_BYTES * SEGMENT_ROWS);
  return {
    byteOffset: new Float64Array(buffer, 0, SEGMENT_ROWS),
    byteLength: new Float64Array(buffer, 8 * SEGMENT_ROWS, SEGMENT_ROWS),
    line: new Float64Array(buffer, 16 * SEGMENT_ROWS, SEGMENT_ROWS),
    isPrefix: new Uint8Array(buffer, 24 * SEGMENT_ROWS, SEGMENT_ROWS),
  };
}

/** The stray runs that are kept, in file order, as columns: of each kind the first MOST_KEPT_STRAY_RUNS. */
export class StrayStore {
  /** How many are kept. */
  count = 0;
  /** How many of them a record follows on their line. */
  prefixCount = 0;
  /** The first of these, and the first of the others: indices of runs. */
  firstPrefix: number | undefined;
  firstOther: number | undefined;
  private readonly segments: StraySegment[];

  /** @internal */
  constructor(segments: StraySegment[] = []) {
    this.segments = segments;
  }

  /** The columns as they are now, for another thread; they stay valid when the store grows. @internal */
  columns(): StrayColumns {
    const { count, prefixCount, firstPrefix, firstOther, segments } = this;
    return { count, prefixCount, firstPrefix, firstOther, segments };
  }

  /** A read-only store over the columns of another one. @internal */
  static ofColumns({ segments, ...facts }: StrayColumns): StrayStore {
    return Object.assign(new StrayStore(segments), facts);
  }

  /** Appends the first `count` runs of a scan, without those past the limit. @internal */
  appendRows({ byteOffset, byteLength, line, isPrefix }: StrayRows, count = isPrefix.length): void {
    const { segments } = this;
    for (let i = 0; i < count; i++) {
      const ofItsKind = isPrefix[i] === 1 ? this.prefixCount : this.count - this.prefixCount;
      if (ofItsKind >= MOST_KEPT_STRAY_RUNS) continue;
      if (isPrefix[i] === 1) this.firstPrefix ??= this.count;
      else this.firstOther ??= this.count;
      this.prefixCount += isPrefix[i];
      const index = this.count++;
      const row = index % SEGMENT_ROWS;
      const segmentNumber = (index - row) / SEGMENT_ROWS;
      // After `cutTo` there may be more segments than are in use.
      if (segmentNumber === segments.length) segments.push(createSegment());
      const segment = segments[segmentNumber];
      segment.byteOffset[row] = byteOffset[i];
      segment.byteLength[row] = byteLength[i];
      segment.line[row] = line[i];
      segment.isPrefix[row] = isPrefix[i];
    }
  }

  /** Takes back all runs after those of earlier columns, which no dataset has shown. @internal */
  cutTo({ segments: _, ...facts }: StrayColumns): void {
    Object.assign(this, facts);
  }

  /** The byte the run begins at, from 0. */
  byteOffsetOf(index: number): number {
    return this.segment(index).byteOffset[index % SEGMENT_ROWS];
  }

  /** Its length in bytes. */
  byteLengthOf(index: number): number {
    return this.segment(index).byteLength[index % SEGMENT_ROWS];
  }

  /** The line it is on, from 1. */
  lineOf(index: number): number {
    return this.segment(index).line[index % SEGMENT_ROWS];
  }

  /** Whether a record follows the run on its line. */
  isPrefix(index: number): boolean {
    return this.segment(index).isPrefix[index % SEGMENT_ROWS] === 1;
  }

  private segment(index: number): StraySegment {
    return this.segments[Math.floor(index / SEGMENT_ROWS)];
  }
}
