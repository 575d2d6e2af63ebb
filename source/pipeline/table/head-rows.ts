import { decodeUtf8, indexOfByte, LINE_FEED } from '../text/bytes.ts';
import {
  DOUBLED,
  endOfEmptyLine,
  NOT_CLOSED,
  OUT_OF_ROW,
  RowReader,
  TEXT_AFTER_QUOTE,
} from './row-reader.ts';

/** A row in the head of an input: `bytes[from..next)`. */
export interface HeadRow {
  readonly from: number;
  readonly next: number;
  /** None for a line that is no row. */
  readonly cells: readonly string[];
}

/** The most cells of a row that are read. A sheet of Excel has at most 16,384 columns. */
const MOST_CELLS = 32_768;

/**
 * Returns at most `most` rows of `bytes[from..]`, whatever their number of cells. A row that is cut off is left out unless
 * the input ends there (`isWhole`); one with a damaged quote counts as a line without cells.
 */
export function headRows(
  bytes: Uint8Array,
  from: number,
  isWhole: boolean,
  delimiter: string,
  most: number,
): readonly HeadRow[] {
  const reader = new RowReader(delimiter, MOST_CELLS);
  const rows: HeadRow[] = [];
  const to = bytes.length;
  for (let at = from; at < to && rows.length < most; ) {
    const emptyTo = endOfEmptyLine(bytes, at, to, isWhole);
    if (emptyTo < 0) break;
    if (emptyTo > at) {
      at = emptyTo;
      continue;
    }
    const ending = reader.read(bytes, at, to, isWhole);
    if (
      ending === TEXT_AFTER_QUOTE ||
      ending === NOT_CLOSED ||
      (ending === OUT_OF_ROW && reader.lineFeeds > 0)
    ) {
      const lineFeed = indexOfByte(bytes, LINE_FEED, at, to);
      const next = lineFeed < 0 ? to : lineFeed + 1;
      rows.push({ from: at, next, cells: [] });
      at = next;
      continue;
    }
    if (ending === OUT_OF_ROW) break;
    rows.push({ from: at, next: reader.next, cells: cellsOf(bytes, reader) });
    at = reader.next;
  }
  return rows;
}

function cellsOf(bytes: Uint8Array, { cellCount, cellFrom, cellTo, cellForm }: RowReader): readonly string[] {
  return Array.from({ length: Math.min(cellCount, MOST_CELLS) }, (_, i) => {
    const text = decodeUtf8(bytes, cellFrom[i], cellTo[i]);
    return cellForm[i] === DOUBLED ? text.replaceAll('""', '"') : text;
  });
}
