import {
  BACKSLASH,
  CLOSE_BRACE,
  COLON,
  indexOfByte,
  isEscapedInJson,
  NO_BYTES,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  trimStart,
} from '../text/bytes.ts';
import { JsonReader } from '../text/json-reader.ts';
import type { TextBuffer } from '../text/text-buffer.ts';
import type { ValueKind } from '../text/value-kind.ts';
import { DOUBLED, type RowReader } from './row-reader.ts';

const HEX = '0123456789abcdef';

/** Before and after the content of a cell, to be read as the value of an object. */
const BEFORE = Uint8Array.of(OPEN_BRACE, QUOTE, QUOTE, COLON);

/** Writes cells of a row as JSON values (spec section 14): strings, or the JSON that a cell holds. */
export class CellWriter {
  private readonly json = new JsonReader([{ text: '', bytes: NO_BYTES, fields: [0] }], 1);
  /** After `appendJson` returned a kind: where the value begins and ends in the buffer. */
  valueFrom = 0;
  valueTo = 0;

  /** Appends the text of a cell, without the quotes around it and with one for two in it. */
  appendText(bytes: Uint8Array, row: RowReader, column: number, into: TextBuffer): void {
    const from = row.cellFrom[column];
    const to = row.cellTo[column];
    if (row.cellForm[column] !== DOUBLED) {
      into.append(bytes, from, to);
      return;
    }
    for (let at = from; at < to; ) {
      const quote = indexOfByte(bytes, QUOTE, at, to);
      const end = quote < 0 ? to : quote + 1;
      into.append(bytes, at, end);
      at = quote < 0 ? to : quote + 2;
    }
  }

  /** Appends the text of a cell as a JSON string. */
  appendString(bytes: Uint8Array, row: RowReader, column: number, into: TextBuffer): void {
    const to = row.cellTo[column];
    const isDoubled = row.cellForm[column] === DOUBLED;
    into.appendByte(QUOTE);
    let runFrom = row.cellFrom[column];
    for (let at = runFrom; at < to; at++) {
      const byte = bytes[at];
      if (!isEscapedInJson(byte)) continue;
      into.append(bytes, runFrom, at);
      appendEscaped(byte, into);
      if (isDoubled && byte === QUOTE) at++;
      runFrom = at + 1;
    }
    into.append(bytes, runFrom, to);
    into.appendByte(QUOTE);
  }

  /**
   * If the cell holds a JSON object or array, appends it, sets `valueFrom` and `valueTo`, and returns which it is; else
   * appends nothing and returns undefined.
   */
  appendJson(bytes: Uint8Array, row: RowReader, column: number, into: TextBuffer): ValueKind | undefined {
    const first = bytes[trimStart(bytes, row.cellFrom[column], row.cellTo[column])];
    if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return undefined;
    const from = into.length;
    into.append(BEFORE, 0, BEFORE.length);
    this.appendText(bytes, row, column, into);
    into.appendByte(CLOSE_BRACE);
    const [value] = this.json.fields;
    if (
      this.json.read(into.bytes, from, into.length) &&
      (value.kind === 'object' || value.kind === 'array')
    ) {
      this.valueFrom = value.from;
      this.valueTo = value.to;
      return value.kind;
    }
    into.length = from;
    return undefined;
  }
}

function appendEscaped(byte: number, into: TextBuffer): void {
  if (byte === QUOTE || byte === BACKSLASH) {
    into.appendByte(BACKSLASH);
    into.appendByte(byte);
    return;
  }
  into.appendText(`\\u00${HEX[byte >> 4]}${HEX[byte & 15]}`);
}
