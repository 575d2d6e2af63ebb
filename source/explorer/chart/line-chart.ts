import { plot } from 'asciichart';
import { screenZone } from '../../format/zoned-moment.ts';
import type { Line, Style } from '../view/spans.ts';
import { CharGrid } from './char-grid.ts';
import { type CountScale, countScale } from './count-axis.ts';
import { type DrawnSeries, placeLetters } from './letters.ts';
import { type ChartPoints, cellOfPoint, pointOfCell } from './points.ts';
import { axisDate, type TimeTick, timeTicks } from './time-axis.ts';

/** A line of a chart: a count at each point. */
export interface ChartSeries {
  readonly counts: ArrayLike<number>;
  readonly style: Style;
  /** One cell, written on the line; undefined for a single line. */
  readonly letter: string | undefined;
}

/** The content of a chart. */
export interface ChartContent {
  readonly points: ChartPoints;
  /** The largest first, so that where lines cross the smaller one is visible. */
  readonly series: readonly ChartSeries[];
  /** Points that a dotted line goes through. */
  readonly marked: readonly number[];
  /** The texts at the ends of the time axis, about what lies before and after it. */
  readonly ends: readonly [before: string, after: string];
}

/** The room for a chart: labels and the axis take `gutter` cells (at least 11), the plot the next `cells`. */
export interface ChartRoom {
  readonly gutter: number;
  readonly cells: number;
  readonly height: number;
}

/** How a chart is drawn. `zone`: that of the times; undefined: UTC. */
export interface ChartLook {
  readonly ascii: boolean;
  readonly zone?: string | undefined;
}

/** A chart as lines of at most `gutter + cells` cells. */
export interface Chart {
  /** As many lines as there is height. */
  readonly plot: readonly Line[];
  /** The time axis, to be shown below the plot. */
  readonly axis: Line;
}

/** asciichart's symbols, in its order. */
const LINE_SYMBOLS = ['┼', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'];
const ASCII_SYMBOLS = ['+', '+', '-', '-', '-', '`', '.', '.', "'", '|'];
const CROSS = 0;
const LABELLED = 1;
const LEVEL = 4;
const UPRIGHT = 9;

/** Where a chart is drawn: the plot has the cells of the grid right of `gutter`. */
interface Canvas {
  readonly grid: CharGrid;
  readonly gutter: number;
  readonly cells: number;
  /** The bottom row, of counts of 0. */
  readonly bottom: number;
  readonly symbols: readonly string[];
}

/**
 * Draws counts over time: asciichart plots each series separately, all on one scale, and these are laid over each other.
 * Zeros are drawn once, as a dim line, with a mark above each label of the time axis. If there are fewer points than cells,
 * points are wider.
 */
export function lineChart(content: ChartContent, room: ChartRoom, look: ChartLook): Chart {
  const { gutter, cells, height } = room;
  if (cells < 1 || height < 1) return { plot: [], axis: [] };
  const { points, series, marked } = content;
  const grid = new CharGrid(gutter + cells, height);
  const symbols = look.ascii ? ASCII_SYMBOLS : LINE_SYMBOLS;
  const canvas: Canvas = { grid, gutter, cells, bottom: height - 1, symbols };
  const scale = countScale(highestOf(series), height);
  const ticks = ticksOf(content, cells, look);
  drawAxes(canvas, scale, ticks, look);
  drawSeries(canvas, content, scale.top);
  for (const point of marked) dot(grid, gutter + cellOfPoint(point, points, cells), look.ascii ? ':' : '┊');
  return { plot: grid.lines(), axis: timeAxis(content, ticks, room, look) };
}

function highestOf(series: readonly ChartSeries[]): number {
  let highest = 0;
  for (const { counts } of series) {
    for (let i = 0; i < counts.length; i++) highest = Math.max(highest, counts[i]);
  }
  return highest;
}

/** Returns the marks of the time axis that leave room for the texts at its ends. */
function ticksOf({ points, ends }: ChartContent, cells: number, { zone }: ChartLook): readonly TimeTick[] {
  const { startSeconds, pointSeconds } = points;
  const endSeconds = startSeconds + points.points * pointSeconds;
  return timeTicks(startSeconds, endSeconds, cells, screenZone(zone)).filter(({ cell, label }) =>
    isClearOf(ends, cell, label.length, cells),
  );
}

/** Whether a label of the time axis leaves a blank between itself and the texts at the ends. */
function isClearOf(
  [before, after]: ChartContent['ends'],
  cell: number,
  length: number,
  cells: number,
): boolean {
  const from = before === '' ? 0 : before.length + 1;
  const to = after === '' ? cells : cells - after.length - 1;
  return cell >= from && cell + length <= to;
}

/** Draws the line of zeros with a mark for each tick, and the axis of counts with its labels. */
function drawAxes(
  { grid, gutter, cells, bottom, symbols }: Canvas,
  { labels }: CountScale,
  ticks: readonly TimeTick[],
  { ascii }: ChartLook,
): void {
  grid.put(bottom, gutter, symbols[LEVEL].repeat(cells), 'dim');
  for (const { cell } of ticks) grid.put(bottom, gutter + cell, ascii ? '+' : '┬', 'dim');
  for (const [row, label] of labels.entries()) {
    const corner = row === bottom ? symbols[CROSS] : symbols[label === '' ? UPRIGHT : LABELLED];
    grid.put(row, 0, label.padStart(gutter - 2), 'plain');
    grid.put(row, gutter - 1, corner, 'dim');
  }
}

/** Returns the line below the plot: the day on which it begins, the labels of the ticks, the texts at the ends. */
function timeAxis(
  { points, ends }: ChartContent,
  ticks: readonly TimeTick[],
  { gutter, cells }: ChartRoom,
  { zone }: ChartLook,
): Line {
  const axis = new CharGrid(gutter + cells, 1);
  const day = axisDate(points.startSeconds, screenZone(zone));
  // Where the first label is that day already, the year alone is new.
  const beside = ticks[0]?.label === day.slice(-5) ? day.slice(0, -6) : day;
  axis.put(0, Math.max(0, gutter - 2 - beside.length), beside.slice(0, gutter - 1), 'dim');
  for (const { cell, label } of ticks) axis.put(0, gutter + cell, label, 'plain');
  const [before, after] = ends;
  if (before.length + after.length < cells) {
    axis.put(0, gutter, before, 'warn');
    axis.put(0, gutter + cells - after.length, after, 'warn');
  }
  return axis.lines()[0];
}

/** Puts dots into the blank cells of a column. */
function dot(grid: CharGrid, column: number, mark: string): void {
  for (let row = 0; row < grid.height; row++)
    if (grid.isBlank(row, column)) grid.put(row, column, mark, 'plain');
}

/** Draws the series over each other, then their letters. */
function drawSeries(canvas: Canvas, { points, series }: ChartContent, top: number): void {
  const { grid, gutter, cells } = canvas;
  const owners = new Int32Array(cells * grid.height).fill(-1);
  const drawn: DrawnSeries[] = [];
  const looks: ChartSeries[] = [];
  for (const one of series) {
    const counts = Array.from({ length: cells }, (_, cell) => one.counts[pointOfCell(cell, points, cells)]);
    if (counts.every((count) => count === 0)) continue;
    drawn.push(
      drawLine(canvas, counts, top, (row, cell, symbol) => {
        grid.put(row, gutter + cell, symbol, one.style);
        owners[row * cells + cell] = looks.length;
      }),
    );
    looks.push(one);
  }
  if (looks.every(({ letter }) => letter === undefined)) return;
  const letters = placeLetters(drawn, grid.height, cells, (row, cell) => owners[row * cells + cell]);
  for (const { series: at, row, cell } of letters) {
    const { letter, style } = looks[at];
    if (letter !== undefined) grid.put(row, gutter + cell, letter, style);
  }
}

/** Calls `put` for each cell of the line of a series, but not for those of zeros, which the axis has. */
function drawLine(
  { cells, bottom, symbols }: Canvas,
  counts: readonly number[],
  top: number,
  put: (row: number, cell: number, symbol: string) => void,
): DrawnSeries {
  const rows = plotRows(counts, top, bottom, symbols);
  const isZero = (cell: number): boolean => counts[cell] === 0 && !(counts[cell + 1] > 0);
  for (let row = 0; row <= bottom; row++) {
    for (let cell = 0; cell < cells; cell++) {
      const symbol = rows[row][cell];
      if (symbol !== ' ' && !(row === bottom && isZero(cell))) put(row, cell, symbol);
    }
  }
  const leaves = counts.map((count) => bottom - Math.round(count * (bottom / top)));
  const level = leaves.map((row, cell) => rows[row][cell] === symbols[LEVEL]);
  return { counts, rows: leaves, level };
}

/** Returns asciichart's picture of one series, a cell per point, `bottom` + 1 rows. */
function plotRows(
  counts: readonly number[],
  top: number,
  bottom: number,
  symbols: readonly string[],
): string[] {
  // asciichart draws from point to point, so the last point must be repeated to have a cell.
  const picture = plot([...counts, counts[counts.length - 1]], {
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
