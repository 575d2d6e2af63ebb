import { idAt, type RowSelection } from '../../pipeline/columns/row-selection.ts';
import { type ColumnDefinition, csvColumns, type UnfoldedColumns } from '../../schema/table-columns.ts';
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
  /** Yields the sessions that are summed up for a user, by number. */
  readonly sessionsOf: (rank: number) => Iterable<number>;
}

/** A range of users ends after so many events: their types are counted, which blocks the thread. */
const COUNTED_AT_A_TIME = 1 << 18;

/** Returns the table of the chosen users, by rank, in their order. `unfolded`: with a column of counts for each type. */
export function usersTable(
  data: TableData,
  numbers: UserNumbers,
  chosen: RowSelection,
  unfolded?: UnfoldedColumns,
): Table {
  return unfolded === undefined
    ? foldedTable(data, numbers, chosen)
    : unfoldedTable(data, numbers, chosen, unfolded);
}

function unfoldedTable(
  data: TableData,
  numbers: UserNumbers,
  chosen: RowSelection,
  { own, types }: UnfoldedColumns,
): Table {
  const { store, byUser, sessions, duplicates } = data;
  const fields = new DictionaryFields(store);
  const counts = new Uint32Array(store.types.count);
  const count = (rank: number): void => {
    counts.fill(0);
    for (const session of numbers.sessionsOf(rank)) {
      for (let at = sessions.first[session]; at < sessions.first[session + 1]; at++) {
        const event = byUser.events[at];
        if (!duplicates.has(event)) counts[store.typeOf(event)]++;
      }
    }
  };
  const columnOf = ({ name }: { readonly name: string }): ColumnDefinition => ({
    name,
    kind: 'integer',
    meaning: 'how many events of this type they have',
  });
  return {
    columns: [...csvColumns('users').filter(({ name }) => own.includes(name)), ...types.map(columnOf)],
    size: chosen.rowCount,
    makeRows(csv, from, to) {
      let counted = 0;
      for (let row = from; row < to; row++) {
        const rank = idAt(chosen, row);
        count(rank);
        if (own.includes('user_id')) fields.user(csv, store.userOf(byUser.events[byUser.start[rank]]));
        if (own.includes('event_count')) csv.integer(numbers.events[rank]);
        for (const { type } of types) csv.integer(counts[type]);
        csv.endRow();
        counted += numbers.events[rank];
        if (csv.isFull || counted >= COUNTED_AT_A_TIME) return row + 1;
      }
      return to;
    },
  };
}

function foldedTable(data: TableData, numbers: UserNumbers, chosen: RowSelection): Table {
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
