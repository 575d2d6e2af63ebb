import {
  BACKSLASH,
  byteClass,
  CLOSE_BRACE,
  COMMA,
  encodeUtf8,
  LINE_FEED,
  NO_BYTES,
  QUOTE,
} from '../../pipeline/text/bytes.ts';
import type { ColumnDefinition } from '../../schema/table-columns.ts';
import { ByteText } from './byte-text.ts';
import { CsvCells } from './csv-cells.ts';
import type { RowConverter } from './row-converter.ts';

/** Bytes that a JSON string does not hold as they are. */
const IS_ESCAPED = byteClass((byte) => byte < 0x20 || byte === QUOTE || byte === BACKSLASH);
/** By byte: its escape. */
const ESCAPES = Array.from({ length: 0x80 }, (_, byte) =>
  encodeUtf8(JSON.stringify(String.fromCharCode(byte)).slice(1, -1)),
);
const LONGEST_ESCAPE = 6;
const NULL = encodeUtf8('null');

/**
 * Writes each row as an object, one a line: the lines of JSON Lines, or with `inArray` those of an array. Texts and
 * times are strings, as in CSV; counts and lengths of time are numbers, with the digits that CSV has; values of records are
 * in the rows as JSON already; a number or value that is not there is null.
 */
export class JsonRows implements RowConverter {
  private readonly cells: CsvCells;
  private readonly text = new ByteText();
  /** Before each value: what is between it and the one before, and its name. */
  private readonly before: readonly Uint8Array[];
  private readonly isBare: readonly boolean[];
  private isFirst = true;

  /** `first`: an object to be written before all rows, as JSON; called when the first bytes are wanted. */
  constructor(
    columns: readonly ColumnDefinition[],
    private readonly inArray: boolean,
    private readonly first: () => string | undefined,
  ) {
    this.cells = new CsvCells(columns.length);
    this.before = columns.map(({ name }, i) => encodeUtf8(`${i === 0 ? '{' : ','}${JSON.stringify(name)}:`));
    this.isBare = columns.map(({ kind }) => kind === 'integer' || kind === 'seconds' || kind === 'value');
  }

  begin(): Uint8Array {
    const first = this.first();
    this.isFirst = first === undefined;
    const opening = this.inArray ? '[\n' : '';
    return encodeUtf8(opening + (first === undefined ? '' : `${first}${this.inArray ? '' : '\n'}`));
  }

  rows(csv: Uint8Array): Uint8Array {
    const { cells, text, before, isBare, inArray } = this;
    text.clear();
    cells.open(csv);
    while (cells.next()) {
      if (inArray && !this.isFirst) text.add(ARRAY_SEPARATOR);
      this.isFirst = false;
      for (let column = 0; column < before.length; column++) {
        text.add(before[column]);
        cells.take(column);
        if (!isBare[column]) this.string(cells.content, cells.contentFrom, cells.contentTo);
        else if (cells.contentFrom === cells.contentTo) text.add(NULL);
        else text.add(cells.content, cells.contentFrom, cells.contentTo);
      }
      text.reserve(2);
      text.bytes[text.length++] = CLOSE_BRACE;
      if (!inArray) text.bytes[text.length++] = LINE_FEED;
    }
    return text.written;
  }

  end(): Uint8Array {
    if (!this.inArray) return NO_BYTES;
    return encodeUtf8(this.isFirst ? ']\n' : '\n]\n');
  }

  private string(source: Uint8Array, from: number, to: number): void {
    const { text } = this;
    text.reserve(LONGEST_ESCAPE * (to - from) + 2);
    const { bytes } = text;
    let at = text.length;
    bytes[at++] = QUOTE;
    for (let i = from; i < to; i++) {
      const byte = source[i];
      if (IS_ESCAPED[byte] === 0) {
        bytes[at++] = byte;
        continue;
      }
      const escaped = ESCAPES[byte];
      for (let j = 0; j < escaped.length; j++) bytes[at++] = escaped[j];
    }
    bytes[at++] = QUOTE;
    text.length = at;
  }
}

const ARRAY_SEPARATOR = Uint8Array.of(COMMA, LINE_FEED);
