import type { TableLayout } from '../settings.ts';
import { CLOSE_BRACE, COLON, COMMA, encodeUtf8, OPEN_BRACE } from '../text/bytes.ts';
import type { TextBuffer } from '../text/text-buffer.ts';
import { CellWriter } from './cell-writer.ts';
import type { RowReader } from './row-reader.ts';

/** Writes rows as JSON objects: columns are keys, and empty cells are left out. */
export class RowJsonWriter {
  private readonly cells = new CellWriter();
  private readonly keys: readonly Uint8Array[];

  constructor({ columns }: TableLayout) {
    this.keys = columns.map((name) => encodeUtf8(JSON.stringify(name)));
  }

  /** Appends the row that was read; a cell that holds a JSON object or array is written as that. */
  append(bytes: Uint8Array, row: RowReader, into: TextBuffer): void {
    const { cells, keys } = this;
    const start = into.length;
    into.appendByte(OPEN_BRACE);
    for (const [column, key] of keys.entries()) {
      if (row.cellFrom[column] === row.cellTo[column]) continue;
      if (into.length > start + 1) into.appendByte(COMMA);
      into.append(key, 0, key.length);
      into.appendByte(COLON);
      const from = into.length;
      if (cells.appendJson(bytes, row, column, into) === undefined)
        cells.appendString(bytes, row, column, into);
      else {
        // Only the value: what it was read in is taken off again.
        const { valueFrom, valueTo } = cells;
        into.bytes.copyWithin(from, valueFrom, valueTo);
        into.length = from + valueTo - valueFrom;
      }
    }
    into.appendByte(CLOSE_BRACE);
  }
}
