import { CLOSED, FIRST_READING, RecordEndReader } from '../scan/record-end.ts';
import type { EventStore } from '../store/event-store.ts';
import type { ByteReads } from '../text/byte-reads.ts';
import { OPEN_BRACE } from '../text/bytes.ts';
import { differingKeys } from './differing-keys.ts';

/** This much of a record is read first; most end before. */
const FIRST_BYTES = 2048;

const reading = new RecordEndReader();

/** A duplicate beside the event that it repeats. */
export interface ComparedDuplicate {
  readonly record: Uint8Array;
  readonly original: Uint8Array;
  /** The keys whose values the two do not share: none for a copy. */
  readonly keys: readonly string[];
}

/**
 * Reads the record of a duplicate and that of the event that it repeats and compares them. Undefined if one of them is not
 * found where it was: the file has changed.
 */
export function* compareDuplicate(
  store: EventStore,
  duplicate: number,
  original: number,
): ByteReads<ComparedDuplicate | undefined> {
  const record = yield* readEventRecord(store, duplicate);
  if (record === undefined) return undefined;
  const other = yield* readEventRecord(store, original, record);
  return other && { record, original: other, keys: differingKeys(record, other) };
}

/**
 * Reads the record of an event: valid JSON, so the first reading finds its end. `likely`: a record that it may equal, as a
 * copy does; then its end need not be looked for.
 */
function* readEventRecord(
  store: EventStore,
  eventIndex: number,
  likely?: Uint8Array,
): ByteReads<Uint8Array | undefined> {
  const byteOffset = store.byteOffsetOf(eventIndex);
  // It ends before the next event begins.
  const most =
    eventIndex + 1 < store.count ? store.byteOffsetOf(eventIndex + 1) - byteOffset : Number.POSITIVE_INFINITY;
  for (let byteLength = Math.min(most, FIRST_BYTES); ; byteLength = Math.min(most, 8 * byteLength)) {
    const bytes = yield { byteOffset, byteLength };
    if (bytes[0] !== OPEN_BRACE) return undefined;
    if (likely !== undefined && beginsWith(bytes, likely)) return bytes.subarray(0, likely.length);
    if (reading.read(bytes, 0, bytes.length, FIRST_READING, 0) === CLOSED)
      return bytes.subarray(0, reading.stop);
    if (bytes.length < byteLength || byteLength === most) return undefined;
  }
}

function beginsWith(bytes: Uint8Array, beginning: Uint8Array): boolean {
  if (bytes.length < beginning.length) return false;
  for (let at = 0; at < beginning.length; at++) if (bytes[at] !== beginning[at]) return false;
  return true;
}
