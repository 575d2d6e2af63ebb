import { lowerBound } from '../columns/lower-bound.ts';
import { allocate } from '../columns/memory.ts';
import { REASONS } from '../validate/reasons.ts';
import type { RejectionBatch } from './rejection-batch.ts';
import { type RejectionMember, RejectionMembers } from './rejection-members.ts';

const SEGMENT_ROWS = 4096;
/** Record numbers take 32 bits. */
const MOST_RECORDS = 0xffffffff;

/** Three numbers of 8 bytes, one of 4 and one of 1. */
const ROW_BYTES = 29;

/** The columns of 4,096 rejections as views of one buffer. */
export interface RejectionSegment {
  readonly recordNumber: Uint32Array;
  readonly reason: Uint8Array;
  readonly byteOffset: Float64Array;
  readonly byteLength: Float64Array;
  readonly line: Float64Array;
}

const COLUMN_NAMES = ['recordNumber', 'reason', 'byteOffset', 'byteLength', 'line'] as const;

/** The columns of a store, to be sent to another thread: see `RejectionStore.columns`. */
export interface RejectionColumns {
  readonly count: number;
  readonly countByReason: Float64Array;
  readonly segments: RejectionSegment[];
  /** See `RejectionMembers`. */
  readonly members: RejectionMember[];
  readonly membersEndRow: number;
}

function createSegment(): RejectionSegment {
  const buffer = allocate(ROW_BYTES * SEGMENT_ROWS);
  return {
    byteOffset: new Float64Array(buffer, 0, SEGMENT_ROWS),
    byteLength: new Float64Array(buffer, 8 * SEGMENT_ROWS, SEGMENT_ROWS),
    line: new Float64Array(buffer, 16 * SEGMENT_ROWS, SEGMENT_ROWS),
    recordNumber: new Uint32Array(buffer, 24 * SEGMENT_ROWS, SEGMENT_ROWS),
    reason: new Uint8Array(buffer, 28 * SEGMENT_ROWS, SEGMENT_ROWS),
  };
}

/**
 * All rejections in file order, as columns: 29 bytes each. Their text is not kept; `rereadRejection` makes it again from
 * the record's bytes (decision 002).
 */
export class RejectionStore {
  /** How many rejections there are: their indices go from 0 to this. */
  count = 0;
  /** Rejections by reason, an index into REASONS. */
  readonly countByReason: Float64Array;
  private readonly segments: RejectionSegment[];
  private readonly members: RejectionMembers;

  /** @internal */
  constructor(
    countByReason: Float64Array = new Float64Array(REASONS.length),
    segments: RejectionSegment[] = [],
    members = new RejectionMembers(),
  ) {
    this.countByReason = countByReason;
    this.segments = segments;
    this.members = members;
  }

  /** The columns as they are now, for another thread; they stay valid when the store grows. @internal */
  columns(): RejectionColumns {
    const { count, countByReason, segments, members } = this;
    const { kept, endRow } = members;
    return {
      count,
      countByReason: countByReason.slice(),
      segments,
      members: kept,
      membersEndRow: endRow,
    };
  }

  /** A read-only store over the columns of another one. @internal */
  static ofColumns({
    count,
    countByReason,
    segments,
    members,
    membersEndRow,
  }: RejectionColumns): RejectionStore {
    const kept = new RejectionMembers(members, membersEndRow);
    const store = new RejectionStore(countByReason, segments, kept);
    store.count = count;
    return store;
  }

  /** Appends the rejections that a scan found. @internal */
  appendScanned(batch: RejectionBatch): void {
    const { count, recordNumber, reason, byteOffset, byteLength, line } = batch;
    for (const [row, members] of batch.members) this.members.add(this.count + row, members);
    const upTo = <Column extends Float64Array | Uint8Array>(column: Column): Column =>
      column.subarray(0, count) as Column;
    this.appendRows({
      recordNumber: upTo(recordNumber),
      reason: upTo(reason),
      byteOffset: upTo(byteOffset),
      byteLength: upTo(byteLength),
      line: upTo(line),
    });
  }

  /** Appends rejections from another thread, column by column: hostile input makes millions of them. @internal */
  appendRows(rows: Readonly<Record<keyof RejectionSegment, Float64Array | Uint8Array>>): void {
    const { segments, countByReason } = this;
    const { length } = rows.reason;
    if (length > 0 && rows.recordNumber[length - 1] > MOST_RECORDS) {
      throw new RangeError(`the input has more than ${MOST_RECORDS} records; split it`);
    }
    for (let from = 0; from < length; ) {
      const row = this.count % SEGMENT_ROWS;
      if (row === 0) segments.push(createSegment());
      const segment = segments[segments.length - 1];
      const to = Math.min(length, from + SEGMENT_ROWS - row);
      for (const name of COLUMN_NAMES) segment[name].set(rows[name].subarray(from, to), row);
      this.count += to - from;
      from = to;
    }
    for (let i = 0; i < length; i++) countByReason[rows.reason[i]]++;
  }

  /** The number of the rejected record among all records, from 1. */
  recordNumberOf(index: number): number {
    return this.segment(index).recordNumber[index % SEGMENT_ROWS];
  }

  /** The reason, an index into REASONS. */
  reasonOf(index: number): number {
    return this.segment(index).reason[index % SEGMENT_ROWS];
  }

  /** The byte the record begins at, from 0. */
  byteOffsetOf(index: number): number {
    return this.segment(index).byteOffset[index % SEGMENT_ROWS];
  }

  /** The record's length in bytes. */
  byteLengthOf(index: number): number {
    return this.segment(index).byteLength[index % SEGMENT_ROWS];
  }

  /** Returns the members that were appended to the record before it was validated; undefined if they are not kept. */
  membersOf(index: number): Uint8Array | undefined {
    return this.members.of(index);
  }

  /** The line the record begins on, from 1. */
  lineOf(index: number): number {
    return this.segment(index).line[index % SEGMENT_ROWS];
  }

  private segment(index: number): RejectionSegment {
    return this.segments[Math.floor(index / SEGMENT_ROWS)];
  }
}

/**
 * Returns the number among all records, from 1, of the valid event with this index in the store: one more than the valid
 * events and the rejections before it. A binary search over the rejections.
 */
export function recordNumberOfEvent(rejections: RejectionStore, eventIndex: number): number {
  // Rejection `row` has this many valid events before it.
  const rejected = lowerBound(
    rejections.count,
    (row) => rejections.recordNumberOf(row) - 1 - row <= eventIndex,
  );
  return eventIndex + rejected + 1;
}
