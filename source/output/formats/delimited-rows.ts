import {
  byteClass,
  CARRIAGE_RETURN,
  COMMA,
  decodeUtf8,
  encodeUtf8,
  LINE_FEED,
  NO_BYTES,
  QUOTE,
  type TAB,
} from '../../pipeline/text/bytes.ts';
import { ByteText } from './byte-text.ts';
import { CsvCells } from './csv-cells.ts';
import type { RowConverter } from './row-converter.ts';

const SINGLE_QUOTE = 0x27;

/** What a spreadsheet may take for the beginning of a formula (spec section 8, `--safe-csv`). */
const BEGINS_FORMULA = byteClass((byte) => [...encodeUtf8('=+-@\t\r')].includes(byte));

/** A cell that is a number is not a formula. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Returns the rows of CSV as they are, after their header. */
export function csvRows(columns: readonly string[]): RowConverter {
  return { begin: () => headerOf(columns, COMMA), rows: (csv) => csv, end: () => NO_BYTES };
}

/** How rows are delimited. */
export interface Delimiting {
  readonly delimiter: typeof COMMA | typeof TAB;
  /** Whether `'` precedes a cell that a spreadsheet would take for a formula. */
  readonly isSafe: boolean;
}

/** Writes rows with another delimiter than a comma, or with formulas made harmless. Quotes are those of RFC 4180. */
export class DelimitedRows implements RowConverter {
  private readonly cells: CsvCells;
  private readonly text = new ByteText();
  private readonly needsQuotes: Uint8Array;

  constructor(
    private readonly columns: readonly string[],
    private readonly delimiting: Delimiting,
  ) {
    this.cells = new CsvCells(columns.length);
    this.needsQuotes = quotedBytes(delimiting.delimiter);
  }

  begin(): Uint8Array {
    return headerOf(this.columns, this.delimiting.delimiter);
  }

  rows(csv: Uint8Array): Uint8Array {
    const { cells, text, columns } = this;
    const { delimiter } = this.delimiting;
    text.clear();
    cells.open(csv);
    while (cells.next()) {
      for (let column = 0; column < columns.length; column++) {
        cells.take(column);
        this.cell(cells.content, cells.contentFrom, cells.contentTo);
        text.bytes[text.length++] = column === columns.length - 1 ? LINE_FEED : delimiter;
      }
    }
    return text.written;
  }

  end(): Uint8Array {
    return NO_BYTES;
  }

  /** Adds a cell, and room for what follows it. */
  private cell(source: Uint8Array, from: number, to: number): void {
    const { text, needsQuotes } = this;
    text.reserve(2 * (to - from) + 4);
    const isFormula = this.delimiting.isSafe && beginsFormula(source, from, to);
    let isQuoted = false;
    for (let at = from; at < to && !isQuoted; at++) isQuoted = needsQuotes[source[at]] === 1;
    const { bytes } = text;
    if (isQuoted) bytes[text.length++] = QUOTE;
    if (isFormula) bytes[text.length++] = SINGLE_QUOTE;
    for (let at = from; at < to; at++) {
      if (source[at] === QUOTE) bytes[text.length++] = QUOTE;
      bytes[text.length++] = source[at];
    }
    if (isQuoted) bytes[text.length++] = QUOTE;
  }
}

function beginsFormula(source: Uint8Array, from: number, to: number): boolean {
  return from < to && BEGINS_FORMULA[source[from]] === 1 && !NUMBER.test(decodeUtf8(source, from, to));
}

function quotedBytes(delimiter: number): Uint8Array {
  return byteClass((byte) => [QUOTE, delimiter, LINE_FEED, CARRIAGE_RETURN].includes(byte));
}

function headerOf(columns: readonly string[], delimiter: number): Uint8Array {
  const between = String.fromCharCode(delimiter);
  // Columns for keys of records may have any name.
  const cellOf = (name: string): string =>
    name === '' || /["\r\n]/.test(name) || name.includes(between) ? `"${name.replaceAll('"', '""')}"` : name;
  return encodeUtf8(`${columns.map(cellOf).join(between)}\n`);
}
