import { barRow } from '../../chart/bars.ts';

/** Returns a row of bars, `cells` wide, for the rejections in each part of the input. `places`: counts of finer parts. */
export function placesBars(places: Uint32Array, cells: number, ascii: boolean): string {
  const counts = new Uint32Array(Math.min(cells, places.length));
  for (const [part, count] of places.entries()) {
    counts[Math.floor((part * counts.length) / places.length)] += count;
  }
  return barRow(counts, cells, ascii);
}
