import { idAt, type RowSelection } from '../../pipeline/columns/row-selection.ts';
import type { StrayStore } from '../../pipeline/store/stray-store.ts';
import { writeAddress } from './address-fields.ts';
import { COLUMNS, type Table } from './table.ts';

/** A range of stray runs ends at this: the text of each is read again, which blocks the thread. */
const RUNS_AT_A_TIME = 1024;

/** The chosen stray runs, or all that are kept, in file order. `rawOf` returns the text of one; what it throws is thrown. */
export function strayTable(
  strays: StrayStore,
  rawOf: (run: number) => string,
  chosen: RowSelection = { rows: undefined, rowCount: strays.count },
): Table {
  return {
    columns: COLUMNS.strays,
    size: chosen.rowCount,
    makeRows: (csv, from, to) => {
      const end = Math.min(to, from + RUNS_AT_A_TIME);
      for (let row = from; row < end; row++) {
        const run = idAt(chosen, row);
        writeAddress(csv, strays.lineOf(run), strays.byteOffsetOf(run));
        csv.integer(strays.byteLengthOf(run));
        csv.text(rawOf(run));
        csv.endRow();
        if (csv.full) return row + 1;
      }
      return end;
    },
  };
}
