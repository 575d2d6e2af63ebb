import type { EventStore } from '../../pipeline/store/event-store.ts';
import type { TypeMix } from '../../query/session-answers.ts';
import { memoize } from '../memoize.ts';
import type { Line } from '../view/spans.ts';
import { chartSeries, occurringTypes, type Series, type TypeCount } from './series.ts';

/** The types of a file, with their letters and colours. */
export interface FileTypes {
  /** The types with a kept event, the most frequent first. */
  readonly types: readonly TypeCount[];
  readonly series: readonly Series[];
  /** By number of the type: the index of its series. */
  readonly seriesOf: ReadonlyMap<number, number>;
}

/** Returns the types of a file. `counts`: the kept events of the whole file by type. */
export const fileTypes = memoize((counts: Float64Array, _: readonly [], store: EventStore): FileTypes => {
  const types = occurringTypes(counts, store);
  const series = chartSeries(types, new Set());
  const places = new Map(series.map((one, place) => [one, place]));
  types.sort((a, b) => b.count - a.count || a.type - b.type);
  return {
    types,
    series,
    seriesOf: new Map(
      series.flatMap((one) => one.types.map((type) => [type, places.get(one) ?? 0] as const)),
    ),
  };
});

/** Fills the cells of a type after its letter. */
const FILL = { unicode: '▄', ascii: '-' } as const;

/** Draws types as a bar of `cells` cells: each has a share in its colour, which begins with its letter. */
export function mixLine(
  { types, counts }: TypeMix,
  { series, seriesOf }: FileTypes,
  cells: number,
  ascii: boolean,
): Line {
  const bySeries = new Float64Array(series.length);
  for (const [i, type] of types.entries()) bySeries[seriesOf.get(type) ?? 0] += counts[i];
  const widths = shareCells(bySeries, cells);
  const fill = ascii ? FILL.ascii : FILL.unicode;
  return series.flatMap(({ letter, style }, i) =>
    widths[i] === 0 ? [] : [{ text: letter + fill.repeat(widths[i] - 1), style }],
  );
}

/**
 * Shares out cells by counts: at least one for each count that is not 0, the largest first while cells last; the others go
 * to those that have too few by most.
 */
function shareCells(counts: ArrayLike<number>, cells: number): number[] {
  const all = Array.from(counts);
  const total = all.reduce((sum, count) => sum + count, 0);
  const shares = all.map((count) => (total === 0 ? 0 : (count / total) * cells));
  const bySize = shares.map((share, i) => ({ share, i })).sort((a, b) => b.share - a.share || a.i - b.i);
  const widths = all.map(() => 0);
  for (const { share, i } of bySize.slice(0, cells)) widths[i] = share > 0 ? 1 : 0;
  let left = total === 0 ? 0 : cells - widths.reduce((sum, width) => sum + width, 0);
  for (; left > 0; left--) {
    let owed = bySize[0].i;
    for (const { i } of bySize) if (shares[i] - widths[i] > shares[owed] - widths[owed]) owed = i;
    widths[owed]++;
  }
  return widths;
}
