import type { EventStore } from '../../pipeline/store/event-store.ts';
import { memoize } from '../memoize.ts';
import type { Style } from '../view/spans.ts';
import { chartSeries, type TypeCount } from './series.ts';

/** How a type looks wherever it is shown: the style and the letter of its line in the chart. */
export interface TypeFace {
  readonly letter: string;
  readonly style: Style;
}

/** Returns the faces of the largest types, by number; all other types share a line. There may be a million types. */
export const typeFaces = memoize(
  (counts: Float64Array, _: readonly [], store: EventStore): ReadonlyMap<number, TypeFace> => {
    const types: TypeCount[] = [];
    for (let type = 0; type < counts.length; type++) {
      if (counts[type] > 0) types.push({ type, name: store.typeText(type), count: counts[type] });
    }
    const faces = new Map<number, TypeFace>();
    for (const { types: numbers, letter, style } of chartSeries(types, new Set())) {
      if (numbers.length === 1) faces.set(numbers[0], { letter, style });
    }
    return faces;
  },
);
