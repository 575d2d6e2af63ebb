import type { EventStore } from '../../pipeline/store/event-store.ts';
import { memoize } from '../memoize.ts';
import { chartSeries, occurringTypes, type TypeFace } from './series.ts';

/**
 * Returns the faces of the largest types, by number; all other types share a line. `counts`: the kept events of the whole
 * file by type, so that a type looks the same in every scope. There may be a million types.
 */
export const typeFaces = memoize(
  (counts: Float64Array, _: readonly [], store: EventStore): ReadonlyMap<number, TypeFace> => {
    const types = occurringTypes(counts, store);
    const faces = new Map<number, TypeFace>();
    for (const { types: numbers, letter, style } of chartSeries(types, new Set())) {
      if (numbers.length === 1) faces.set(numbers[0], { letter, style });
    }
    return faces;
  },
);

/** Returns the name of a type for the screen: the empty one would not be seen. */
export function nameOfType(name: string): string {
  return name === '' ? '(empty)' : name;
}
