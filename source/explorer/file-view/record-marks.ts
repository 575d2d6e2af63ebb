import type { StrayCounts } from '../../format/stray-words.ts';
import { lowerBound } from '../../pipeline/columns/lower-bound.ts';
import { rowsBefore } from '../../pipeline/columns/placed-rows.ts';
import type { EventStore } from '../../pipeline/store/event-store.ts';
import { FIRST_FILE, type FileRow, type FileTable } from '../../pipeline/store/file-table.ts';
import { type RejectionStore, recordNumberOfEvent } from '../../pipeline/store/rejection-store.ts';

import { type StrayMark, StrayMarks } from './stray-marks.ts';

/** The start of a valid event; its end is not stored. */
interface EventMark {
  readonly kind: 'event';
  /** Its index in the store. */
  readonly index: number;
  /** Its number among all records, from 1. */
  readonly recordNumber: number;
  readonly byteOffset: number;
  readonly line: number;
}

/** The position of a rejected record, and why it was rejected. */
export interface RejectionMark {
  readonly kind: 'rejection';
  /** Its index among the rejections. */
  readonly index: number;
  readonly recordNumber: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly line: number;
  /** An index into REASONS. */
  readonly reason: number;
}

/** The start of a record. */
export type RecordMark = EventMark | RejectionMark;

/** What `}` stops at. */
export type FaultMark = RejectionMark | StrayMark;

/** The records known so far; a Dataset or a Result has them. */
export interface Records {
  readonly store: EventStore;
  readonly rejections: RejectionStore;
  /** Where each file begins, if they are in several. */
  readonly files?: FileTable;
}

/**
 * Records by position in the file. All by binary search in ascending columns, so that the size of the file does not
 * matter.
 */
export class RecordMarks {
  private readonly records: Records | undefined;
  readonly strays: StrayMarks;

  /** `records`: undefined while nothing is known. */
  constructor(records: (Records & StrayCounts) | undefined) {
    this.records = records;
    this.strays = new StrayMarks(records);
  }

  /** Returns the start of the first record, or of the first file, that begins at or after a byte offset. */
  firstStart(byteOffset: number): number | undefined {
    const record = this.firstFrom(byteOffset)?.byteOffset;
    const file = this.fileFrom(byteOffset);
    return record === undefined || file === undefined ? (record ?? file) : Math.min(record, file);
  }

  /** Returns the start of the last record, or of the last file, that begins at or before a byte offset. */
  lastStart(byteOffset: number): number | undefined {
    const record = this.lastTo(byteOffset)?.byteOffset;
    const { files } = this;
    if (files === undefined || files.rowCount === 0) return record;
    return Math.max(record ?? 0, files.firstByteOf(files.rowAt(byteOffset)));
  }

  /** Returns where the file begins that a byte lies in, with its name if there are several. */
  fileAt(byteOffset: number): FileRow & { readonly name: string | undefined } {
    const start: FileRow = this.files?.startOf(byteOffset) ?? FIRST_FILE;
    return { ...start, name: this.files?.nameOf(start) };
  }

  /** Whether a file of several begins at a byte. */
  beginsFile(byteOffset: number): boolean {
    const { files } = this;
    return (
      files !== undefined && files.rowCount > 0 && files.firstByteOf(files.rowAt(byteOffset)) === byteOffset
    );
  }

  /** Returns the start of the first file at or after a byte offset. */
  private fileFrom(byteOffset: number): number | undefined {
    const { files } = this;
    if (files === undefined) return undefined;
    const row = files.rowAt(byteOffset - 1) + 1;
    return row < files.rowCount ? files.firstByteOf(row) : undefined;
  }

  private get files(): FileTable | undefined {
    const files = this.records?.files;
    return files?.areSeveral ? files : undefined;
  }

  /** Returns the first record that begins in a range of bytes. */
  firstIn(fromByteOffset: number, toByteOffset: number): RecordMark | undefined {
    const first = this.firstFrom(fromByteOffset);
    return first !== undefined && first.byteOffset < toByteOffset ? this.mark(first) : undefined;
  }

  /** Returns the record that a byte lies in; for bytes between records the one before them. */
  recordAt(byteOffset: number): RecordMark | undefined {
    const last = this.lastTo(byteOffset);
    return last && this.mark(last);
  }

  /** Returns the rejected record that a byte lies in. */
  rejectionAround(byteOffset: number): RejectionMark | undefined {
    const mark = this.previousRejection(byteOffset + 1);
    return mark !== undefined && byteOffset < mark.byteOffset + mark.byteLength ? mark : undefined;
  }

  /** Returns the first rejected record, or stray run that is damage, that begins at or after a byte offset. */
  nextFault(byteOffset: number): FaultMark | undefined {
    const rejection = this.nextRejection(byteOffset);
    const stray = this.strays.nextDamage(byteOffset);
    if (rejection === undefined || stray === undefined) return rejection ?? stray;
    return rejection.byteOffset < stray.byteOffset ? rejection : stray;
  }

  /** Returns the last rejected record, or stray run that is damage, that begins before a byte offset. */
  previousFault(byteOffset: number): FaultMark | undefined {
    const rejection = this.previousRejection(byteOffset);
    const stray = this.strays.previousDamage(byteOffset);
    if (rejection === undefined || stray === undefined) return rejection ?? stray;
    return rejection.byteOffset > stray.byteOffset ? rejection : stray;
  }

  private nextRejection(byteOffset: number): RejectionMark | undefined {
    const index = this.rejectionsBefore(byteOffset);
    return this.records !== undefined && index < this.records.rejections.count
      ? rejectionMark(this.records, index)
      : undefined;
  }

  private previousRejection(byteOffset: number): RejectionMark | undefined {
    const index = this.rejectionsBefore(byteOffset) - 1;
    return this.records !== undefined && index >= 0 ? rejectionMark(this.records, index) : undefined;
  }

  private firstFrom(byteOffset: number): RecordPosition | undefined {
    if (this.records === undefined) return undefined;
    const event = placeOf('event', this.records.store, this.eventsBefore(byteOffset));
    const rejection = placeOf('rejection', this.records.rejections, this.rejectionsBefore(byteOffset));
    if (event === undefined || rejection === undefined) return event ?? rejection;
    return event.byteOffset < rejection.byteOffset ? event : rejection;
  }

  private lastTo(byteOffset: number): RecordPosition | undefined {
    if (this.records === undefined) return undefined;
    const event = placeOf('event', this.records.store, this.eventsBefore(byteOffset + 1) - 1);
    const rejection = placeOf(
      'rejection',
      this.records.rejections,
      this.rejectionsBefore(byteOffset + 1) - 1,
    );
    if (event === undefined || rejection === undefined) return event ?? rejection;
    return event.byteOffset > rejection.byteOffset ? event : rejection;
  }

  private eventsBefore(byteOffset: number): number {
    const store = this.records?.store;
    return store === undefined ? 0 : rowsBefore(store, byteOffset);
  }

  private rejectionsBefore(byteOffset: number): number {
    const rejections = this.records?.rejections;
    return rejections === undefined ? 0 : rowsBefore(rejections, byteOffset);
  }

  private mark({ kind, index }: RecordPosition): RecordMark | undefined {
    if (this.records === undefined) return undefined;
    return kind === 'event' ? eventMark(this.records, index) : rejectionMark(this.records, index);
  }
}

/** Returns the record with a number among all records (from 1); undefined if there is none yet. */
export function recordNumbered(
  { store, rejections }: Records,
  recordNumber: number,
): RecordPosition | undefined {
  if (recordNumber < 1) return undefined;
  const before = lowerBound(rejections.count, (index) => rejections.recordNumberOf(index) < recordNumber);
  if (before < rejections.count && rejections.recordNumberOf(before) === recordNumber) {
    return placeOf('rejection', rejections, before);
  }
  return placeOf('event', store, recordNumber - 1 - before);
}

/** A record: its index among the events or among the rejections, and where it begins. */
interface RecordPosition {
  readonly kind: RecordMark['kind'];
  readonly index: number;
  readonly byteOffset: number;
}

function placeOf(
  kind: RecordPosition['kind'],
  column: { readonly count: number; byteOffsetOf(index: number): number },
  index: number,
): RecordPosition | undefined {
  if (index < 0 || index >= column.count) return undefined;
  return { kind, index, byteOffset: column.byteOffsetOf(index) };
}

function eventMark({ store, rejections }: Records, index: number): EventMark {
  const recordNumber = recordNumberOfEvent(rejections, index);
  return {
    kind: 'event',
    index,
    recordNumber,
    byteOffset: store.byteOffsetOf(index),
    line: store.lineOf(index),
  };
}

function rejectionMark({ rejections }: Records, index: number): RejectionMark {
  return {
    kind: 'rejection',
    index,
    recordNumber: rejections.recordNumberOf(index),
    byteOffset: rejections.byteOffsetOf(index),
    byteLength: rejections.byteLengthOf(index),
    line: rejections.lineOf(index),
    reason: rejections.reasonOf(index),
  };
}
