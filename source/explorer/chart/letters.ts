/** A series as it was drawn: the basis for placing letters. Rows from the top, from 0. */
export interface DrawnSeries {
  /** The count at each cell. */
  readonly counts: readonly number[];
  /** The row at which its line leaves each cell. */
  readonly rows: readonly number[];
  /** Whether the line is level in the cell, where a letter does no harm. */
  readonly level: readonly boolean[];
}

interface Letter {
  readonly series: number;
  readonly row: number;
  readonly cell: number;
}

/**
 * There is a letter in every span of `SPAN` cells, at this distance from the series' last one and from others in its row.
 */
const SPAN = 24;
const APART = 12;
const BESIDE = 2;
/** `╭v╮` reads better than `╭v`, even if a peak half as high again is near. */
const LEVEL_WORTH = 1.5;

/**
 * Places the letters of the series: one each at or near its highest count, on its line (beside it if the letters of other
 * series cover the line), and then one in each span at the highest count there, where the line is visible. `owner` is the
 * series visible at (row, cell), or -1.
 */
export function placeLetters(
  series: readonly DrawnSeries[],
  height: number,
  cells: number,
  owner: (row: number, cell: number) => number,
): Letter[] {
  const letters: Letter[] = [];
  const taken = new Set<number>();
  const set = (letter: Letter): void => {
    letters.push(letter);
    taken.add(letter.row * cells + letter.cell);
  };
  const isFree = (row: number, cell: number): boolean => !taken.has(row * cells + cell);
  // The smallest first: they have the fewest places.
  for (let at = series.length - 1; at >= 0; at--) {
    const { rows } = series[at];
    const cell = bestCell(series[at], 0, cells, (cell) => isFree(rows[cell], cell));
    if (cell >= 0) set({ series: at, row: rows[cell], cell });
    else {
      const place = freePlaceBeside(series[at], height, cells, isFree);
      if (place !== undefined) set({ series: at, ...place });
    }
  }
  for (let at = 0; at < series.length; at++) {
    const { rows } = series[at];
    const hasRoom = (cell: number): boolean =>
      owner(rows[cell], cell) === at &&
      letters.every((letter) =>
        letter.series === at
          ? Math.abs(letter.cell - cell) >= APART
          : letter.row !== rows[cell] || Math.abs(letter.cell - cell) >= BESIDE,
      );
    for (let from = 0; from < cells; from += SPAN) {
      const cell = bestCell(series[at], from, Math.min(cells, from + SPAN), hasRoom);
      if (cell >= 0) set({ series: at, row: rows[cell], cell });
    }
  }
  return letters;
}

/**
 * Returns the fit cell with the highest count above 0, or a level one that is not much lower; of equals the middle one;
 * or -1.
 */
function bestCell(
  { counts, level }: DrawnSeries,
  from: number,
  to: number,
  isFit: (cell: number) => boolean,
): number {
  let best: number[] = [];
  let most = 0;
  for (let cell = from; cell < to; cell++) {
    const worth = counts[cell] * (level[cell] ? LEVEL_WORTH : 1);
    if (worth === 0 || worth < most || !isFit(cell)) continue;
    if (worth > most) best = [];
    best.push(cell);
    most = worth;
  }
  return best.length === 0 ? -1 : best[best.length >> 1];
}

/** The free cell nearest to the highest count. */
function freePlaceBeside(
  { counts, rows }: DrawnSeries,
  height: number,
  cells: number,
  isFree: (row: number, cell: number) => boolean,
): { row: number; cell: number } | undefined {
  let peak = 0;
  for (let cell = 1; cell < cells; cell++) if (counts[cell] > counts[peak]) peak = cell;
  let nearest: { row: number; cell: number } | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let cell = 0; cell < cells; cell++) {
    for (let row = 0; row < height; row++) {
      const distance = Math.abs(cell - peak) + Math.abs(row - rows[peak]);
      if (distance < least && isFree(row, cell)) {
        least = distance;
        nearest = { row, cell };
      }
    }
  }
  return nearest;
}
