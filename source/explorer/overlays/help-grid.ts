import { widthOf, wrapWords } from '../../format/text-width.ts';
import type { HelpLine } from '../model/overlay.ts';

/** The help in columns, side by side. */
export interface HelpGrid {
  /** The lines in each row of the screen, from left to right; undefined below the end of a column. */
  readonly rows: readonly (readonly (HelpLine | undefined)[])[];
  readonly columns: readonly HelpColumn[];
}

/** How wide a column of the help is, in cells: its keys, the words after a blank, and all of it with a blank in front. */
export interface HelpColumn {
  readonly keysWidth: number;
  readonly wordsWidth: number;
  readonly width: number;
}

/** The narrowest column that has room for keys and words. */
const LEAST_WIDTH = 25;
/** A blank before the keys, and one before their words. */
const BLANKS = 2;
/** In a narrower column, short words read better than several lines of long ones. */
const LEAST_WRAP_WIDTH = 40;

/**
 * Lays out the help in the fewest columns that show all of it in `height` rows, or else in as many as fit: then it scrolls.
 * No title is the last line of a column, and groups stay whole if some height up to that allows it. Each column is as
 * wide as its keys and short words need, so that words begin below each other; what is left is shared out, for the longer
 * words. Words that are still too long go on in the lines below as far as there is room, and are the short ones else.
 */
export function helpGrid(lines: readonly HelpLine[], width: number, height: number): HelpGrid {
  const most = Math.max(1, Math.floor(width / LEAST_WIDTH));
  for (let count = 1; count <= most; count++) {
    if (columnsOf(lines, height).length > count) continue;
    // About as high as each other, so that none is left with a line or two.
    let least = Math.ceil(lines.length / count);
    while (columnsOf(lines, least).length > count) least++;
    for (let rows = least; rows <= height; rows++) {
      const whole = columnsOf(lines, rows);
      if (whole.every(([first]) => first.isTitle) && cellsNeeded(whole) <= width) {
        return grid(whole, width, height);
      }
    }
    return grid(columnsOf(lines, least), width, height);
  }
  return grid(columnsOf(lines, Math.ceil((lines.length + most) / most)), width, height);
}

function columnsOf(lines: readonly HelpLine[], height: number): HelpLine[][] {
  const columns: HelpLine[][] = [];
  let column: HelpLine[] = [];
  for (const [i, line] of lines.entries()) {
    const isLast = column.length === height - 1;
    if (column.length >= height || (isLast && line.isTitle && i + 1 < lines.length)) {
      columns.push(column);
      column = [];
    }
    column.push(line);
  }
  return [...columns, column];
}

function grid(columns: readonly (readonly HelpLine[])[], width: number, height: number): HelpGrid {
  const needs = columns.map((lines) => ({ keysWidth: mostOf(lines, 'keys'), words: mostOf(lines, 'brief') }));
  const needed = cellsNeeded(columns);
  // On a screen too narrow for that, all columns give up as much; on any other a blank more parts them.
  const more = Math.floor((width - needed) / columns.length);
  const apart = more > 0 ? 1 : 0;
  const widths = needs.map(({ keysWidth, words }) => {
    const wordsWidth = Math.max(0, words + more - apart);
    return { keysWidth, wordsWidth, width: keysWidth + wordsWidth + BLANKS + apart };
  });
  const shown = columns.map((lines, i) => wrapped(lines, widths[i].wordsWidth, height));
  const rowCount = Math.max(...shown.map(({ length }) => length));
  const rows = Array.from({ length: rowCount }, (_, row) => shown.map((column) => column[row]));
  return { rows, columns: widths };
}

/** How many cells columns need for their keys and short words. */
function cellsNeeded(columns: readonly (readonly HelpLine[])[]): number {
  return columns.reduce((sum, lines) => sum + mostOf(lines, 'keys') + mostOf(lines, 'brief') + BLANKS, 0);
}

/** Returns the lines of a column, those too wide for it on several lines each, as far as there is room below. */
function wrapped(lines: readonly HelpLine[], wordsWidth: number, height: number): readonly HelpLine[] {
  let spare = wordsWidth < LEAST_WRAP_WIDTH ? 0 : height - lines.length;
  return lines.flatMap((line) => {
    if (line.isTitle || widthOf(line.help) <= wordsWidth) return [line];
    const parts = wrapWords(line.help, wordsWidth);
    if (parts.length - 1 > spare) return [line];
    spare -= parts.length - 1;
    return parts.map((part, i) => ({ ...line, keys: i === 0 ? line.keys : '', help: part, brief: part }));
  });
}

function mostOf(lines: readonly HelpLine[], part: 'keys' | 'brief'): number {
  return lines.reduce((most, line) => (line.isTitle ? most : Math.max(most, widthOf(line[part]))), 0);
}
