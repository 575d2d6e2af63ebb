import type { Rejection } from '../pipeline/rejection.ts';
import { eventNumberOf } from '../pipeline/rejection-store.ts';
import { idAt, type RowSet } from '../pipeline/row-set.ts';
import { firstEventOf, sessionAt } from '../pipeline/sessions.ts';
import type { CsvWriter } from './csv-writer.ts';
import type { Sink } from './sink.ts';
import {
  newEventsCsv,
  newSessionsCsv,
  RejectionTable,
  type TableData,
  writeEventRow,
  writeSessionRow,
} from './tables.ts';

/** Told after every some thousand rows how many are written; throws to end the writing. */
export type OnWritten = (rows: number) => void;

/** Some sessions, in some order. */
export async function writeChosenSessions(
  sink: Sink,
  data: TableData,
  chosen: RowSet,
  onWritten: OnWritten,
): Promise<void> {
  const csv = newSessionsCsv(sink, data);
  const { store, byUser, sessions, settings } = data;
  // Without a gap a user has one session.
  const numbers = settings.gapSeconds === undefined ? undefined : numbersWithinUsers(data);
  await eachChosen(chosen, csv, onWritten, (session) =>
    writeSessionRow(csv, data, sessionAt(store, byUser, sessions, session), numbers?.[session] ?? 1),
  );
}

/** Some events, in some order; with `withDuplicates` each has the number of the event that it repeats, if it does. */
export async function writeChosenEvents(
  sink: Sink,
  data: TableData,
  chosen: RowSet,
  withDuplicates: boolean,
  onWritten: OnWritten,
): Promise<void> {
  const csv = newEventsCsv(sink, withDuplicates);
  await eachChosen(chosen, csv, onWritten, (event) =>
    writeEventRow(csv, data, event, eventNumberOf(data.rejections, event), withDuplicates),
  );
}

/** Some rejections, in some order; `describe` reads one again from its bytes. */
export async function writeChosenRejections(
  sink: Sink,
  chosen: RowSet,
  describe: (rejection: number) => Promise<Rejection>,
  onWritten: OnWritten,
): Promise<void> {
  const table = new RejectionTable(sink);
  for (let row = 0; row < chosen.rowCount; row++) {
    table.take(await describe(idAt(chosen, row)));
    if (!table.full && (row & 0xff) !== 0xff) continue;
    await table.flush();
    onWritten(row + 1);
  }
  await table.flush();
}

/** Rows are written in stretches this short, so that whoever shares the thread gets his turn. */
const ROWS_AT_A_TIME = 2048;

async function eachChosen(
  chosen: RowSet,
  csv: CsvWriter,
  onWritten: OnWritten,
  write: (number: number) => void,
): Promise<void> {
  for (let row = 0; row < chosen.rowCount; row++) {
    write(idAt(chosen, row));
    if (!csv.full && row % ROWS_AT_A_TIME !== ROWS_AT_A_TIME - 1) continue;
    await csv.flush();
    onWritten(row + 1);
  }
  await csv.flush();
}

/** For each session which of its user's it is, from 1. */
function numbersWithinUsers(data: TableData): Uint32Array {
  const { store, sessions } = data;
  const numbers = new Uint32Array(sessions.count);
  let lastUser = -1;
  for (let session = 0; session < sessions.count; session++) {
    const user = store.userOf(firstEventOf(data, session));
    numbers[session] = user === lastUser ? numbers[session - 1] + 1 : 1;
    lastUser = user;
  }
  return numbers;
}
