import { idAt, type RowSelection } from '../../pipeline/columns/row-selection.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { writeAddress } from './address-fields.ts';
import { type Table, tableColumns } from './table.ts';

/** A range of stray runs ends at this: the text of each is read again, which blocks the thread. */
const RUNS_AT_A_TIME = 1024;

/** The chosen stray runs, or all that are kept, in file order. `rawOf` returns the text of one; what it throws is thrown. */
export function strayTable(
  { strays, files }: Pick<Dataset, 'strays' | 'files'>,
  rawOf: (run: number) => string,
  chosen: RowSelection = { rows: undefined, rowCount: strays.count },
): Table {
  return {
    columns: tableColumns('strays', files),
    size: chosen.rowCount,
    makeRows: (csv, from, to) => {
      const end = Math.min(to, from + RUNS_AT_A_TIME);
      for (let row = from; row < end; row++) {
        const run = idAt(chosen, row);
        const { line, byteOffset, name } = files.placeOf(strays.byteOffsetOf(run), strays.lineOf(run));
        writeAddress(csv, line, byteOffset);
        csv.integer(strays.byteLengthOf(run));
        csv.text(rawOf(run));
        if (name !== undefined) csv.text(name);
        csv.endRow();
        if (csv.isFull) return row + 1;
      }
      return end;
    },
  };
}
