import type { RecordsOfFile } from '../scan/records-by-file.ts';
import type { EventStore } from '../store/event-store.ts';
import type { ByteReads } from '../text/byte-reads.ts';
import { differingKeys } from './differing-keys.ts';

/** This much of a record is read first; most end before. */
const FIRST_BYTES = 2048;

/** A duplicate beside the event that it repeats. */
export interface ComparedDuplicate {
  readonly record: Uint8Array;
  readonly original: Uint8Array;
  /** The keys whose values the two do not share: none for a copy. */
  readonly keys: readonly string[];
}

/**
 * Reads the record of a duplicate and that of the event that it repeats, which `recordsAt` finds, and compares them.
 * Undefined if one of them is not found where it was: the file has changed.
 */
export function* compareDuplicate(
  recordsAt: (byteOffset: number) => RecordsOfFile,
  store: EventStore,
  duplicate: number,
  original: number,
): ByteReads<ComparedDuplicate | undefined> {
  const record = yield* readEventRecord(recordsAt, store, duplicate);
  if (record === undefined) return undefined;
  const other = yield* readEventRecord(recordsAt, store, original, record);
  return other && { record, original: other, keys: differingKeys(record, other) };
}

/**
 * Reads the record of an event, which `recordsAt` finds, and returns it as JSON; of a record in a string its text. `likely`:
 * a record that it may equal, as a copy does, so that its end need not be searched for.
 */
export function* readEventRecord(
  recordsAt: (byteOffset: number) => RecordsOfFile,
  store: EventStore,
  eventIndex: number,
  likely?: Uint8Array,
): ByteReads<Uint8Array | undefined> {
  const byteOffset = store.byteOffsetOf(eventIndex);
  const { records, endOffset } = recordsAt(byteOffset);
  // It ends before the next event begins, and before its file ends.
  const next = eventIndex + 1 < store.count ? store.byteOffsetOf(eventIndex + 1) : Number.POSITIVE_INFINITY;
  const most = Math.min(next, endOffset) - byteOffset;
  for (let byteLength = Math.min(most, FIRST_BYTES); ; byteLength = Math.min(most, 8 * byteLength)) {
    const bytes = yield { byteOffset, byteLength };
    const isAll = bytes.length < byteLength || byteLength === most;
    const record = records.jsonAt(bytes, isAll, likely);
    if (typeof record !== 'string') return record;
    if (record === 'none' || isAll) return undefined;
  }
}
