import { DEFAULT_SETTINGS, type TableLayout } from '../settings.ts';
import {
  BYTE_ORDER_MARK,
  CLOSE_BRACE,
  decodeUtf8,
  hasByteOrderMark,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  trimStart,
} from '../text/bytes.ts';
import { areNames, madeUpName, nameOf } from './column-names.ts';
import { namesInComment } from './comment-header.ts';
import { hasObjects, hasTimes, hasWords, isAboveTimes, isProse } from './head-columns.ts';
import { type HeadRow, headRows } from './head-rows.ts';
import { TABLE_FORMATS } from './table-formats.ts';

/** What is known about a table beforehand; the rest is found. */
export interface TableChoice {
  /** The byte between cells. */
  readonly delimiter: string | undefined;
  /** The names of the columns, where no line has them. */
  readonly header: readonly string[] | undefined;
  /** Whether the input is known to be a table. */
  readonly isTable: boolean;
}

/** Everything is found. */
export const FREE_CHOICE: TableChoice = { delimiter: undefined, header: undefined, isTable: false };

/** How much of an input is looked at, and how many of its rows. */
const LOOKED_BYTES = 256 * 1024;
const LOOKED_ROWS = 200;
/** The most lines before a header. */
const MOST_BEFORE_HEADER = 40;
/** The least share of rows with one number of cells, with a header and without. */
const LEAST_SHARE = 0.6;
const LEAST_SHARE_WITHOUT_HEADER = 0.9;
/** Any text with one comma a line could be a table of two columns: one of them must have a name like these. */
const EVENT_NAME = /time|date|stamp|user|event|^ts$/i;

/** A header of placeholders: no JSON begins with a word between braces. */
const BEGINS_AS_PLACEHOLDERS = /^\s*\{\w+\}[,;\t|]/;
const LONGEST_PLACEHOLDER = 100;

const { userKey, timeKey, typeKey } = DEFAULT_SETTINGS;
const STANDARD_NAMES = [userKey, timeKey, typeKey];

/** A way to read the head as a table. */
interface Reading {
  readonly delimiter: string;
  readonly columnCount: number;
  /** Rows with that many cells, from the first of them on. */
  readonly rows: readonly HeadRow[];
  /** Their share of all rows from there on. */
  readonly share: number;
  /** The rows before the first of them. */
  readonly before: readonly HeadRow[];
}

/**
 * Finds out whether the head of an input is a table, and how it is written (spec section 14): by the delimiter that gives
 * most rows the same number of cells; by a first row of names, or without one by a column of times. JSON, logs and prose
 * are none. `isWhole`: the input ends with the head.
 */
export function findTable(head: Uint8Array, isWhole: boolean, choice: TableChoice): TableLayout | undefined {
  const from = hasByteOrderMark(head, 0) ? BYTE_ORDER_MARK.length : 0;
  if (!choice.isTable && beginsAsJson(head, from)) return undefined;
  const bytes = head.subarray(0, LOOKED_BYTES);
  const looksAtAll = isWhole && bytes.length === head.length;
  const delimiters =
    choice.delimiter === undefined ? TABLE_FORMATS.map(({ delimiter }) => delimiter) : [choice.delimiter];
  const layouts = delimiters.flatMap((delimiter) => {
    const rows = headRows(bytes, from, looksAtAll, delimiter, LOOKED_ROWS);
    const usual = readingOf(rows, delimiter, choice, -1);
    const usualLayout = usual && layoutOf(usual, from, choice);
    // Most rows may be damaged: then the names of the header decide.
    const standard = choice.header === undefined ? rows.findIndex(hasStandardNames) : -1;
    const isFound = standard < 0 || usualLayout?.hasHeaderLine === true;
    const reading = isFound ? usual : readingOf(rows, delimiter, choice, standard);
    const layout = isFound ? usualLayout : reading && layoutOf(reading, from, choice);
    return reading === undefined || layout === undefined ? [] : [{ layout, reading }];
  });
  // One column is found in any text.
  const isColumn = ({ reading }: (typeof layouts)[number]): number => (reading.columnCount === 1 ? 1 : 0);
  layouts.sort(
    (a, b) =>
      isColumn(a) - isColumn(b) ||
      b.reading.share - a.reading.share ||
      b.reading.columnCount - a.reading.columnCount,
  );
  return layouts[0]?.layout;
}

/**
 * Whether a head begins with the header of a known table, at the same place, and so is written in the same way. Takes a
 * hundredth of the time of `findTable`.
 */
export function hasHeaderOf(
  head: Uint8Array,
  { delimiter, columns, hasHeaderLine, headerBytes }: TableLayout,
): boolean {
  if (!hasHeaderLine || head[headerBytes - 1] !== LINE_FEED) return false;
  const from = hasByteOrderMark(head, 0) ? BYTE_ORDER_MARK.length : 0;
  const rows = headRows(head.subarray(0, headerBytes), from, true, delimiter, MOST_BEFORE_HEADER + 1);
  const cells = rows.at(-1)?.cells ?? [];
  return (
    cells.length === columns.length && cells.every((cell, column) => nameOf(cell, column) === columns[column])
  );
}

/** Whether the first character that is no white space begins an object or an array of JSON. */
function beginsAsJson(head: Uint8Array, from: number): boolean {
  const first = head[trimStart(head, from, head.length)];
  if (first === OPEN_BRACE)
    return !BEGINS_AS_PLACEHOLDERS.test(decodeUtf8(head.subarray(from, from + LONGEST_PLACEHOLDER)));
  if (first !== OPEN_BRACKET) return false;
  const next = head[trimStart(head, trimStart(head, from, head.length) + 1, head.length)];
  return next === OPEN_BRACE || next === OPEN_BRACKET || next === CLOSE_BRACE || next === QUOTE;
}

/** Whether a row names the standard keys: then it is the header, however many of the rows after it fit. */
function hasStandardNames({ cells }: HeadRow): boolean {
  const names = cells.map(nameOf);
  return STANDARD_NAMES.every((name) => names.includes(name));
}

/** Reads rows as those of a table. `standard`: which of them names the standard keys and so is the header; else -1. */
function readingOf(
  rows: readonly HeadRow[],
  delimiter: string,
  { header, isTable }: TableChoice,
  standard: number,
): Reading | undefined {
  const columnCount = header?.length ?? rows[standard]?.cells.length ?? usualCount(rows, isTable ? 1 : 2);
  const first = standard >= 0 ? standard : rows.findIndex(({ cells }) => cells.length === columnCount);
  if (first < 0 || first > MOST_BEFORE_HEADER) return undefined;
  const after = rows.slice(first);
  const fitting = after.filter(({ cells }) => cells.length === columnCount);
  // The names that were given are those of another table.
  if (header !== undefined && 2 * fitting.length < rows.length) return undefined;
  return {
    delimiter,
    columnCount,
    rows: fitting,
    share: fitting.length / after.length,
    before: rows.slice(0, first),
  };
}

/** Returns the number of cells, at least `least`, that most rows have; of two the larger. */
function usualCount(rows: readonly HeadRow[], least: number): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) {
    if (cells.length >= 2) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  const [usual] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return usual?.[0] ?? least;
}

function layoutOf(reading: Reading, from: number, { header, isTable }: TableChoice): TableLayout | undefined {
  const { delimiter, columnCount, before } = reading;
  const rows = withoutTitles(reading.rows);
  const [first] = rows;
  const names = first.cells.map((cell, column) => nameOf(cell, column));
  const body = rows.slice(1);
  if (header !== undefined) {
    const isRepeated = header.every((name, column) => name === names[column]);
    const startsAt = before.every(isComment) ? first.from : from;
    return {
      delimiter,
      columns: header,
      hasHeaderLine: isRepeated,
      headerBytes: isRepeated ? first.next : startsAt,
    };
  }
  const commented = namesInComment(before, columnCount);
  if (commented !== undefined)
    return { delimiter, columns: commented, hasHeaderLine: true, headerBytes: reading.rows[0].from };
  const shorter = shorterHeader(reading);
  if (shorter !== undefined) return shorter;
  if (areNames(first.cells) || isAboveTimes(first, body)) {
    const layout = { delimiter, columns: names, hasHeaderLine: true, headerBytes: first.next };
    return isTable || isTableWithHeader(reading, names, body) ? layout : undefined;
  }
  const columns = first.cells.map((_, column) => madeUpName(column));
  const layout = { delimiter, columns, hasHeaderLine: false, headerBytes: first.from };
  const isSure = columnCount > 2 && reading.share >= LEAST_SHARE_WITHOUT_HEADER && rows.length > 1;
  return isTable || (isSure && hasTimes(rows) && !isProse(rows) && hasWords(rows)) ? layout : undefined;
}

function isTableWithHeader(
  { columnCount, share }: Reading,
  names: readonly string[],
  body: readonly HeadRow[],
): boolean {
  if (STANDARD_NAMES.every((name) => names.includes(name))) return true;
  if (share < LEAST_SHARE) return false;
  // A header alone says little, unless it is plainly one.
  if (body.length === 0) return columnCount > 2 && names.every((name) => /^[\w$.-]+$/.test(name));
  if (hasTimes(body)) return true;
  if (columnCount > 2) return !isProse(body);
  return names.some((name) => EVENT_NAME.test(name)) || hasObjects(body);
}

/**
 * Returns the layout of a table whose header has one name fewer than its rows have cells: R names no column of row numbers,
 * and other programs end each row with a delimiter.
 */
function shorterHeader({ delimiter, columnCount, rows, before, share }: Reading): TableLayout | undefined {
  const header = before.at(-1);
  const isShorter = header !== undefined && columnCount > 2 && header.cells.length === columnCount - 1;
  if (!isShorter || !areNames(header.cells) || share < LEAST_SHARE_WITHOUT_HEADER) return undefined;
  const isEmptyAtEnd = rows.every(({ cells }) => cells[columnCount - 1] === '');
  if (!isEmptyAtEnd && !rows.every(({ cells }, i) => isRowNumber(cells[0], i))) return undefined;
  const cells = isEmptyAtEnd ? [...header.cells, ''] : ['', ...header.cells];
  const columns = cells.map((cell, column) => nameOf(cell, column));
  return { delimiter, columns, hasHeaderLine: true, headerBytes: header.next };
}

/** Whether a cell has the number of a row, counted from 0 or 1; some rows may be missing. */
function isRowNumber(cell: string, row: number): boolean {
  return /^\d+$/.test(cell) && Number(cell) >= row;
}

/** Leaves out comments, titles and blank rows before the header, though they have as many cells. */
function withoutTitles(rows: readonly HeadRow[]): readonly HeadRow[] {
  const header = rows.findIndex((row) => !isComment(row) && !isTitle(row));
  return header > 0 && header <= MOST_BEFORE_HEADER && areNames(rows[header].cells)
    ? rows.slice(header)
    : rows;
}

/** Whether a row is a title, or a name and its value, that a spreadsheet filled up with delimiters: half of it is empty. */
function isTitle({ cells }: HeadRow): boolean {
  const empty = cells.filter((cell) => cell.trim() === '').length;
  return cells.length > 2 && 2 * empty >= cells.length && !areNames(cells);
}

/** Whether a row is a comment, or the line that names the delimiter to Excel. A lone `#` is the title of a column. */
function isComment({ cells }: HeadRow): boolean {
  return cells.length === 0 || /^\s*#\s*[^\s#]|^sep=/i.test(cells[0]);
}
