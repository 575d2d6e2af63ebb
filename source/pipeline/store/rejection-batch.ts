import { grown } from '../columns/memory.ts';
import type { FileStart } from './file-table.ts';

/** A batch of this many is passed on even if more would fit, so that a scan holds little whatever it reads. */
const MANY = 4096;
/** The initial capacity: most files have few rejections, and a scan of a small file should cost little. */
const FEW = 64;

/** Rejections as plain data for another thread: columns of one length, as in `RejectionBatch`. */
export interface RejectionRows {
  readonly recordNumber: Float64Array<ArrayBuffer>;
  readonly reason: Uint8Array<ArrayBuffer>;
  readonly byteOffset: Float64Array<ArrayBuffer>;
  readonly byteLength: Float64Array<ArrayBuffer>;
  readonly line: Float64Array<ArrayBuffer>;
}

/**
 * Rejections as a scan finds them, in file order, before a store takes them. The columns are reused after each `clear`,
 * and grow as needed. Also keeps where the record's line begins, because the detail of broken JSON names a column.
 */
export class RejectionBatch {
  count = 0;
  /** The reason, as an index into REASONS. */
  reason = new Uint8Array(FEW);
  byteOffset = new Float64Array(FEW);
  byteLength = new Float64Array(FEW);
  /** The record's number among all records, from 1. */
  recordNumber = new Float64Array(FEW);
  line = new Float64Array(FEW);
  /** The byte offset at which the record's line begins; NaN if the scan does not know it. */
  lineStartOffset = new Float64Array(FEW);

  /** Of how many rejections the record is known to be plain ASCII, which has no backslash. */
  plainRecords = 0;

  /** By row: what was read of the objects around the record, as members that are appended to it; most have none. */
  readonly members = new Map<number, Uint8Array>();

  /** Whether the batch should be passed on now. */
  get areMany(): boolean {
    return this.count >= MANY;
  }

  /** How many rejections have a record that may hold more than plain ASCII. */
  get uncheckedCount(): number {
    return this.count - this.plainRecords;
  }

  /** Removes all rejections. */
  clear(): void {
    this.count = 0;
    this.plainRecords = 0;
    if (this.members.size > 0) this.members.clear();
  }

  /** Notes what was appended to the record of the last rejection. */
  membersOfLast(members: Uint8Array): void {
    this.members.set(this.count - 1, members);
  }

  /** Adds a rejection; see the columns. */
  append(
    reason: number,
    byteOffset: number,
    byteLength: number,
    recordNumber: number,
    line: number,
    lineStartOffset: number,
  ): void {
    const row = this.count++;
    if (row === this.reason.length) this.grow();
    this.reason[row] = reason;
    this.byteOffset[row] = byteOffset;
    this.byteLength[row] = byteLength;
    this.recordNumber[row] = recordNumber;
    this.line[row] = line;
    this.lineStartOffset[row] = lineStartOffset;
  }

  /** Turns numbers counted from the beginning of the scan into numbers counted from the beginning of the file. */
  shift(records: number, lines: number, lineStartOffset: number): void {
    for (let row = 0; row < this.count; row++) {
      this.recordNumber[row] += records;
      this.line[row] += lines;
      if (Number.isNaN(this.lineStartOffset[row])) this.lineStartOffset[row] = lineStartOffset;
    }
  }

  /** Turns offsets and lines within a file into those of the whole input, as stores keep them. */
  moveTo({ byteBase, lineBase }: FileStart): void {
    if (byteBase === 0 && lineBase === 0) return;
    for (let row = 0; row < this.count; row++) {
      this.byteOffset[row] += byteBase;
      this.line[row] += lineBase;
    }
  }

  /** Copies the rejections for another thread. */
  toRows(): RejectionRows {
    const { count } = this;
    return {
      recordNumber: this.recordNumber.slice(0, count),
      reason: this.reason.slice(0, count),
      byteOffset: this.byteOffset.slice(0, count),
      byteLength: this.byteLength.slice(0, count),
      line: this.line.slice(0, count),
    };
  }

  private grow(): void {
    const length = 2 * this.reason.length;
    this.reason = grown(this.reason, new Uint8Array(length));
    this.byteOffset = grown(this.byteOffset, new Float64Array(length));
    this.byteLength = grown(this.byteLength, new Float64Array(length));
    this.recordNumber = grown(this.recordNumber, new Float64Array(length));
    this.line = grown(this.line, new Float64Array(length));
    this.lineStartOffset = grown(this.lineStartOffset, new Float64Array(length));
  }
}
