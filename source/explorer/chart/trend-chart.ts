import { plot } from 'asciichart';
import { screenZone } from '../../format/zoned-moment.ts';
import { type Trend, type TrendWindow, trendWindow } from '../../pipeline/group/trend.ts';
import type { TimeWindow } from '../../query/query.ts';
import type { Line } from '../view/spans.ts';
import { CharGrid } from './char-grid.ts';
import { type CountScale, countScale } from './count-axis.ts';
import { type DrawnSeries, placeLetters } from './letters.ts';
import type { Series } from './series.ts';
import { timeTicks } from './time-axis.ts';

/** A chart as lines, none wider than requested. */
export interface Chart {
  /** As many lines as requested; none if there is no room. */
  readonly plot: readonly Line[];
  /** The line below. */
  readonly axis: Line;
  /** The seconds that a point covers: whole buckets. The first point begins at `startSeconds`. */
  readonly columnSeconds: number;
  readonly startSeconds: number;
  readonly columns: number;
  /** The largest count of a shown series at a point; 0 if there is nothing to show. */
  readonly highest: number;
}

/** asciichart's symbols, in its order. */
const LINE_SYMBOLS = ['┼', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'];
const ASCII_SYMBOLS = ['+', '+', '-', '-', '-', '`', '.', '.', "'", '|'];
const CROSS = 0;
const LABELLED = 1;
const LEVEL = 4;
const UPRIGHT = 9;

/** Room for a label of four digits, a blank and the axis: nearly always enough, so that the chart does not jump. */
const GUTTER = 6;
const LEAST_CELLS = 10;

/**
 * Draws counts over time: each series is plotted by asciichart separately, all with one scale, and laid over each other,
 * the largest first: where lines cross the smaller one is visible. Each carries its letter. Zeros are drawn once, as a
 * dim line, with a mark above each label of the time axis.
 *
 * A point is a column of `trendWindow`, whole buckets; if there are fewer points than cells they are drawn wider, so that
 * the chart fills `width` (cells). `height` counts lines of the plot; the axis is one more.
 * `zone`: in which times are shown.
 */
export function chartLines(
  trend: Trend,
  series: readonly Series[],
  window: TimeWindow,
  width: number,
  height: number,
  ascii: boolean,
  zone?: string | undefined,
): Chart {
  const { fromSeconds, toSeconds } = window;
  if (!(width >= 1 && height >= 1 && Number.isFinite(toSeconds - fromSeconds))) {
    return { plot: [], axis: [], columnSeconds: 0, startSeconds: 0, columns: 0, highest: 0 };
  }
  const layout = fitToWidth(trend, series, window, Math.floor(width), Math.floor(height));
  const { gutter, counted, scale } = layout;
  const { startSeconds, columnSeconds, columns } = counted;
  const symbols = ascii ? ASCII_SYMBOLS : LINE_SYMBOLS;
  const cells = Math.floor(width) - gutter;
  const ticks = timeTicks(startSeconds, startSeconds + columns * columnSeconds, cells, screenZone(zone));
  const bottom = Math.floor(height) - 1;

  const grid = new CharGrid(gutter + cells, bottom + 1);
  grid.put(bottom, gutter, symbols[LEVEL].repeat(cells), 'dim');
  for (const { cell } of ticks) grid.put(bottom, gutter + cell, ascii ? '+' : '┬', 'dim');
  for (let row = 0; row <= bottom && gutter > 0; row++) {
    const label = scale.labels[row];
    const corner = row === bottom ? symbols[CROSS] : symbols[label === '' ? UPRIGHT : LABELLED];
    grid.put(row, 0, label.padStart(gutter - 2), 'plain');
    grid.put(row, gutter - 1, corner, 'dim');
  }
  drawSeries(grid, gutter, series, layout, symbols);

  const axis = new CharGrid(gutter + cells, 1);
  for (const { cell, label } of ticks) axis.put(0, gutter + cell, label, 'plain');
  const { highest } = layout;
  return { plot: grid.lines(), axis: axis.lines()[0], columnSeconds, startSeconds, columns, highest };
}

interface ChartFit {
  readonly gutter: number;
  readonly counted: TrendWindow;
  /** One per series. */
  readonly counts: readonly Float64Array[];
  readonly highest: number;
  readonly scale: CountScale;
}

/**
 * Wider labels leave fewer columns, whose counts are larger: repeats until they fit, or leaves them off on a narrow
 * screen.
 */
function fitToWidth(
  trend: Trend,
  series: readonly Series[],
  { fromSeconds, toSeconds }: TimeWindow,
  width: number,
  height: number,
): ChartFit {
  let gutter = width - GUTTER < LEAST_CELLS ? 0 : GUTTER;
  for (;;) {
    const counted = trendWindow(trend, fromSeconds, Math.ceil(toSeconds) - 1, width - gutter);
    const counts = series.map(({ shownTypes }) => sumOfTypes(counted, shownTypes));
    let highest = 0;
    for (const ofSeries of counts) for (const count of ofSeries) highest = Math.max(highest, count);
    const scale = countScale(highest, height);
    const wanted = scale.labels.reduce((most, { length }) => Math.max(most, length), 0) + 2;
    if (gutter === 0 || wanted <= gutter) return { gutter, counted, counts, highest, scale };
    gutter = width - wanted < LEAST_CELLS ? 0 : wanted;
  }
}

function sumOfTypes({ countsByType, columns }: TrendWindow, types: readonly number[]): Float64Array {
  const sum = new Float64Array(columns);
  for (const type of types) {
    const counts = countsByType.get(type);
    if (counts !== undefined) for (let column = 0; column < columns; column++) sum[column] += counts[column];
  }
  return sum;
}

function drawSeries(
  grid: CharGrid,
  gutter: number,
  series: readonly Series[],
  { counted, counts, scale }: ChartFit,
  symbols: readonly string[],
): void {
  const cells = grid.width - gutter;
  const bottom = grid.height - 1;
  const owners = new Int32Array(cells * grid.height).fill(-1);
  const drawn: DrawnSeries[] = [];
  const drawnSeries: Series[] = [];
  series.forEach((one, at) => {
    if (counts[at].every((count) => count === 0)) return;
    const points = Array.from(
      { length: cells },
      (_, cell) => counts[at][Math.floor((cell * counted.columns) / cells)],
    );
    const rows = plotRows(points, scale.top, bottom, symbols);
    const isZero = (cell: number): boolean => points[cell] === 0 && !(points[cell + 1] > 0);
    for (let row = 0; row <= bottom; row++) {
      for (let cell = 0; cell < cells; cell++) {
        const symbol = rows[row][cell];
        if (symbol === ' ' || (row === bottom && isZero(cell))) continue;
        grid.put(row, gutter + cell, symbol, one.style);
        owners[row * cells + cell] = drawnSeries.length;
      }
    }
    const leaves = points.map((count) => bottom - Math.round(count * (bottom / scale.top)));
    const level = leaves.map((row, cell) => rows[row][cell] === symbols[LEVEL]);
    drawn.push({ counts: points, rows: leaves, level });
    drawnSeries.push(one);
  });
  const letters = placeLetters(drawn, grid.height, cells, (row, cell) => owners[row * cells + cell]);
  for (const { series: at, row, cell } of letters) {
    grid.put(row, gutter + cell, drawnSeries[at].letter, drawnSeries[at].style);
  }
}

/** Returns asciichart's picture of one series, a cell per point, `bottom` + 1 rows. */
function plotRows(
  points: readonly number[],
  top: number,
  bottom: number,
  symbols: readonly string[],
): string[] {
  // asciichart draws from point to point: the last point is repeated, or it would have no cell.
  const picture = plot([...points, points[points.length - 1]], {
    min: 0,
    max: top,
    height: bottom,
    offset: 1,
    format: () => ' ',
    symbols,
  });
  // The axis is its first column.
  return picture.split('\n').map((row) => row.slice(1));
}
