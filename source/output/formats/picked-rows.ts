import { COMMA, LINE_FEED, NO_BYTES } from '../../pipeline/text/bytes.ts';
import { ByteText } from './byte-text.ts';
import { CsvCells } from './csv-cells.ts';
import type { RowConverter } from './row-converter.ts';

/** Makes rows of some of the columns of rows of CSV, in another order. */
export class PickedRows implements RowConverter {
  private readonly cells: CsvCells;
  private readonly text = new ByteText();

  constructor(
    columnCount: number,
    private readonly picked: readonly number[],
  ) {
    this.cells = new CsvCells(columnCount);
  }

  begin(): Uint8Array {
    return NO_BYTES;
  }

  rows(csv: Uint8Array): Uint8Array {
    const { cells, text, picked } = this;
    text.clear();
    cells.open(csv);
    while (cells.next()) {
      for (let i = 0; i < picked.length; i++) {
        const { from, to } = cells.written(picked[i]);
        text.add(csv, from, to);
        text.reserve(1);
        text.bytes[text.length++] = i === picked.length - 1 ? LINE_FEED : COMMA;
      }
    }
    return text.written;
  }

  end(): Uint8Array {
    return NO_BYTES;
  }
}
