import { rescale } from '../pipeline/columns/cooperative.ts';
import { radixSortInSteps } from '../pipeline/columns/radix-sort.ts';
import {
  type EventSegment,
  hasNanoseconds,
  hasSecondsHigh,
  SEGMENT_ROWS,
  segmentsFor,
} from '../pipeline/store/event-segment.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';

/** `secondsHigh` is an Int8: with this added it is not negative. */
const INT8_BIAS = 128;

/**
 * Returns the first `eventCount` events of a store in order of time, those of the same time in file order; undefined if
 * that is the order of the file with all times equal. Columns are copied as they are, a segment at a time, and only those
 * that some time needs: nearly all files are sorted by 32 bits.
 */
export function* sortByTime(
  store: EventStore,
  eventCount: number,
): Generator<number, Uint32Array | undefined> {
  const segments = store.segments.slice(0, segmentsFor(eventCount));
  const columns: ColumnOf[] = [
    ...(segments.some(hasNanoseconds) ? [nanosecondsOf] : []),
    secondsLowOf,
    ...(segments.some(hasSecondsHigh) ? [secondsHighOf] : []),
  ];
  const words = new Uint32Array(eventCount);
  let order: Uint32Array | undefined;
  for (const [at, columnOf] of columns.entries()) {
    const share = (done: number): number => (at + done) / columns.length;
    yield* rescale(copyColumns(segments, words, columnOf), share(0), share(0.1));
    order = yield* rescale(radixSortInSteps(words, { order }), share(0.1), share(1));
  }
  return order;
}

/** Returns a column of a segment; a number stands for a column that has nothing else. */
type ColumnOf = (segment: EventSegment) => Uint32Array | number;

/** Writes a column of all segments to `words`, end to end. */
function* copyColumns(
  segments: readonly EventSegment[],
  words: Uint32Array,
  columnOf: ColumnOf,
): Generator<number, void> {
  for (const [at, segment] of segments.entries()) {
    const into = words.subarray(at * SEGMENT_ROWS, (at + 1) * SEGMENT_ROWS);
    const column = columnOf(segment);
    if (typeof column === 'number') into.fill(column);
    else into.set(column.subarray(0, into.length));
    yield (at + 1) / segments.length;
  }
}

function secondsLowOf({ secondsLow }: EventSegment): Uint32Array {
  return secondsLow;
}

function nanosecondsOf(segment: EventSegment): Uint32Array | number {
  return hasNanoseconds(segment) ? segment.nanoseconds : 0;
}

function secondsHighOf(segment: EventSegment): Uint32Array | number {
  return hasSecondsHigh(segment)
    ? Uint32Array.from(segment.secondsHigh, (high) => high + INT8_BIAS)
    : INT8_BIAS;
}
