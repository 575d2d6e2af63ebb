import { uint32Column } from '../columns/memory.ts';
import {
  DIMENSION_HIGH,
  type EventSegment,
  nanosecondsIn,
  SEGMENT_ROWS,
  secondsIn,
  typesOf,
} from '../store/event-segment.ts';
import type { EventStore } from '../store/event-store.ts';
import { TYPE_DIMENSION } from '../validate/dimensions.ts';

/** Keys of 64 bits in two halves. */
export interface KeyColumns {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/** Keys that all threads can read and write. */
export function newKeyColumns(count: number): KeyColumns {
  return { low: uint32Column(count), high: uint32Column(count) };
}

const scratch: KeyColumns = { low: new Uint32Array(SEGMENT_ROWS), high: new Uint32Array(SEGMENT_ROWS) };

/**
 * Returns the keys of the rows `[from..to)` of a segment, at the same places, valid until the next call. An id that
 * decides is the key itself. Of others, which may be the same for all events of a file, the key is a hash of the id, the
 * user, the instant and the type: events of equal keys still have to be compared.
 */
export function fillIdKeys(segment: EventSegment, from: number, to: number, idDecides: boolean): KeyColumns {
  const { idLow, idHigh, user, written } = segment;
  if (idDecides) return { low: idLow, high: idHigh };
  const { low, high } = scratch;
  const types = typesOf(segment);
  const hasHighTypes = written[DIMENSION_HIGH + TYPE_DIMENSION] !== 0;
  for (let row = from; row < to; row++) {
    const type = hasHighTypes ? types.low[row] + types.high[row] * 0x1_0000 : types.low[row];
    const seconds = secondsIn(segment, row) | 0;
    const nanoseconds = nanosecondsIn(segment, row);
    low[row] = mix(mix(mix(mix(idLow[row], user[row]), seconds), nanoseconds), type);
    high[row] = mix(mix(mix(mix(idHigh[row], type), nanoseconds), seconds), user[row]);
  }
  return scratch;
}

/** Changes the hash by a value. For a given value no two hashes give the same one. */
function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

/** Whether two events have equal ids, users, instants and types. */
export function isSameEvent(store: EventStore, a: number, b: number): boolean {
  return (
    store.idLowOf(a) === store.idLowOf(b) &&
    store.idHighOf(a) === store.idHighOf(b) &&
    store.userOf(a) === store.userOf(b) &&
    store.typeOf(a) === store.typeOf(b) &&
    store.compareTimes(a, b) === 0
  );
}
