import type { HelpLine } from '../model/overlay.ts';

/** The help in columns, side by side. */
export interface HelpGrid {
  /** The lines in each row of the screen, from left to right; undefined below the end of a column. */
  readonly rows: readonly (readonly (HelpLine | undefined)[])[];
  readonly columnWidth: number;
}

/** The narrowest column that has room for keys and words. */
const LEAST_WIDTH = 25;

/**
 * Lays out the help in the fewest columns that show all of it in `height` rows, or else in as many as fit: then it scrolls.
 * No title is the last line of a column.
 */
export function helpGrid(lines: readonly HelpLine[], width: number, height: number): HelpGrid {
  const most = Math.max(1, Math.floor(width / LEAST_WIDTH));
  for (let count = 1; count <= most; count++) {
    if (columnsOf(lines, height).length > count) continue;
    // About as high as each other, so that none is left with a line or two.
    let least = Math.ceil(lines.length / count);
    while (columnsOf(lines, least).length > count) least++;
    const columns = columnsOf(lines, least);
    return grid(columns, Math.floor(width / columns.length));
  }
  const columns = columnsOf(lines, Math.ceil((lines.length + most) / most));
  return grid(columns, Math.floor(width / columns.length));
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

function grid(columns: readonly (readonly HelpLine[])[], columnWidth: number): HelpGrid {
  const height = Math.max(...columns.map(({ length }) => length));
  const rows = Array.from({ length: height }, (_, row) => columns.map((column) => column[row]));
  return { rows, columnWidth };
}
