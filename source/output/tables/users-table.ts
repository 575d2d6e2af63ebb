import { idAt, type RowSelection } from '../../pipeline/columns/row-selection.ts';
import { csvColumns } from '../../schema/table-columns.ts';
import type { CsvRows } from '../formats/csv-rows.ts';
import type { TableData } from '../row-encoder.ts';
import { DictionaryFields } from './dictionary-fields.ts';
import type { Table } from './table.ts';

/** The sums of each user's sessions, by rank, and how many rejected records name a user. */
export interface UserNumbers {
  readonly sessions: Uint32Array;
  readonly events: Uint32Array;
  readonly duplicates: Uint32Array;
  /** Numbers of sessions. */
  readonly firstSession: Uint32Array;
  readonly lastSession: Uint32Array;
  /** `id`: the user as shown. */
  readonly rejectionsOf: (id: string) => number;
}

/** Returns the table of the chosen users, by rank, in their order. */
export function usersTable(data: TableData, numbers: UserNumbers, chosen: RowSelection): Table {
  const { store, byUser, sessions } = data;
  const fields = new DictionaryFields(store);
  const timestamp = (csv: CsvRows, event: number): void =>
    csv.timestamp(store.secondsOf(event), store.nanosecondsOf(event));
  return {
    columns: csvColumns('users'),
    size: chosen.rowCount,
    makeRows(csv, from, to) {
      for (let row = from; row < to; row++) {
        const rank = idAt(chosen, row);
        const user = store.userOf(byUser.events[byUser.start[rank]]);
        fields.user(csv, user);
        csv.integer(numbers.sessions[rank]);
        csv.integer(numbers.events[rank]);
        csv.integer(numbers.duplicates[rank]);
        csv.integer(numbers.rejectionsOf(store.users.textOf(user)));
        timestamp(csv, byUser.events[sessions.first[numbers.firstSession[rank]]]);
        timestamp(csv, byUser.events[sessions.first[numbers.lastSession[rank] + 1] - 1]);
        csv.endRow();
        if (csv.isFull) return row + 1;
      }
      return to;
    },
  };
}
