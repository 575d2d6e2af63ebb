import type { Result } from '../pipeline/pipeline.ts';
import { type Rejection, reasonText } from '../pipeline/rejection.ts';
import { eventNumberOf } from '../pipeline/rejection-store.ts';
import { eachSession, type Session } from '../pipeline/sessions.ts';
import { countTrend } from '../pipeline/trend.ts';
import { CsvWriter } from './csv-writer.ts';
import type { Sink } from './sink.ts';

/** The columns of each file (spec section 9): the only place that names them. */
export const COLUMNS = {
  sessions: ['user_id', 'session_start', 'session_end', 'event_count'],
  sessionsWithGap: ['user_id', 'session_start', 'session_end', 'event_count', 'session', 'duration_seconds'],
  rejections: ['event', 'reason', 'user_id', 'event_time', 'event_type', 'raw', 'line', 'offset'],
  events: ['event', 'user_id', 'event_time', 'event_type', 'line', 'offset'],
  duplicates: ['event', 'duplicate_of', 'user_id', 'event_time', 'event_type', 'line', 'offset'],
  trend: ['bucket_start', 'event_type', 'event_count'],
} as const;

/** What the tables are written from: a result is one, and so is a dataset with its grouping. */
export type TableData = Pick<
  Result,
  'store' | 'rejections' | 'settings' | 'byUser' | 'sessions' | 'duplicates'
>;

/** Sessions by user, then by start. */
export async function writeSessions(sink: Sink, data: TableData): Promise<void> {
  const csv = newSessionsCsv(sink, data);
  const { store, byUser, sessions } = data;
  let lastUser = -1;
  let numberWithinUser = 0;
  for (const session of eachSession(store, byUser, sessions)) {
    numberWithinUser = session.user === lastUser ? numberWithinUser + 1 : 1;
    lastUser = session.user;
    writeSessionRow(csv, data, session, numberWithinUser);
    if (csv.full) await csv.flush();
  }
  await csv.flush();
}

/** A sessions table, empty but for its header. */
export function newSessionsCsv(sink: Sink, { settings }: TableData): CsvWriter {
  return new CsvWriter(sink, settings.gapSeconds === undefined ? COLUMNS.sessions : COLUMNS.sessionsWithGap);
}

/** `numberWithinUser`: from 1, by start. */
export function writeSessionRow(
  csv: CsvWriter,
  { store, settings }: TableData,
  session: Session,
  numberWithinUser: number,
): void {
  writeUser(csv, store, session.user);
  csv.timestamp(session.startSeconds, session.startNanoseconds);
  csv.timestamp(session.endSeconds, session.endNanoseconds);
  csv.integer(session.eventCount);
  if (settings.gapSeconds !== undefined) {
    csv.integer(numberWithinUser);
    csv.duration(session.durationSeconds, session.durationNanoseconds);
  }
  csv.endRow();
}

/** The events kept, in file order. */
export async function writeEvents(sink: Sink, result: TableData): Promise<void> {
  await writeEventRows(sink, result, 'kept');
}

/** The duplicates, in file order, each with the number of the event it repeats. */
export async function writeDuplicates(sink: Sink, result: TableData): Promise<void> {
  await writeEventRows(sink, result, 'duplicates');
}

/** The trend's rows that are not 0, by time, then by type. */
export async function writeTrend(
  sink: Sink,
  { store, duplicates }: Result,
  bucketSeconds: number,
): Promise<void> {
  const csv = new CsvWriter(sink, COLUMNS.trend);
  const trend = countTrend(store, duplicates, bucketSeconds);
  for (let row = 0; row < trend.count; row++) {
    csv.timestamp(trend.bucket[row] * bucketSeconds, 0);
    csv.utf8(store.types.bytesOf(trend.type[row]));
    csv.integer(trend.eventCount[row]);
    csv.endRow();
    if (csv.full) await csv.flush();
  }
  await csv.flush();
}

/** Rejections as they are found: give `take` to a run as its listener, `flush` now and then and at the end. */
export class RejectionTable {
  private readonly csv: CsvWriter;

  readonly name: string;

  constructor(sink: Sink) {
    this.name = sink.name;
    this.csv = new CsvWriter(sink, COLUMNS.rejections);
  }

  readonly take = (rejection: Rejection): void => {
    const { csv } = this;
    csv.integer(rejection.event);
    csv.text(reasonText(rejection));
    csv.text(rejection.userId);
    csv.text(rejection.eventTime);
    csv.text(rejection.eventType);
    csv.text(rejection.raw);
    csv.integer(rejection.line);
    csv.integer(rejection.byteOffset);
    csv.endRow();
  };

  get full(): boolean {
    return this.csv.full;
  }

  async flush(): Promise<void> {
    await this.csv.flush();
  }
}

async function writeEventRows(sink: Sink, result: TableData, which: 'kept' | 'duplicates'): Promise<void> {
  const { store, rejections, duplicates } = result;
  const wantDuplicates = which === 'duplicates';
  const csv = newEventsCsv(sink, wantDuplicates);
  let rejected = 0; // rejections before the event: with them its number among all records is known
  for (let index = 0; index < store.count; index++) {
    while (rejected < rejections.count && rejections.eventOf(rejected) <= index + rejected + 1) rejected++;
    if (duplicates.has(index) !== wantDuplicates) continue;
    writeEventRow(csv, result, index, index + rejected + 1, wantDuplicates);
    if (csv.full) await csv.flush();
  }
  await csv.flush();
}

/** A table of events, empty but for its header. */
export function newEventsCsv(sink: Sink, withDuplicates: boolean): CsvWriter {
  return new CsvWriter(sink, withDuplicates ? COLUMNS.duplicates : COLUMNS.events);
}

/** `number`: of the event among all records. `duplicate_of` stays empty for an event that repeats none. */
export function writeEventRow(
  csv: CsvWriter,
  { store, rejections, duplicates }: TableData,
  index: number,
  number: number,
  withDuplicates: boolean,
): void {
  csv.integer(number);
  if (withDuplicates) {
    if (duplicates.has(index)) csv.integer(eventNumberOf(rejections, duplicates.originalOf(index)));
    else csv.text('');
  }
  writeUser(csv, store, store.userOf(index));
  csv.timestamp(store.secondsOf(index), store.nanosecondsOf(index));
  csv.utf8(store.types.bytesOf(store.typeOf(index)));
  csv.integer(store.lineOf(index));
  csv.integer(store.byteOffsetOf(index));
  csv.endRow();
}

/** A small integer is written as its digits, without ever being a text. */
function writeUser(csv: CsvWriter, { users }: Result['store'], user: number): void {
  const integer = users.smallIntegerOf(user);
  if (integer >= 0) csv.integer(integer);
  else csv.utf8(users.texts.bytesOf(users.textNumberOf(user)));
}
