import { lowerBound } from '../../pipeline/columns/lower-bound.ts';
import { idAt, type RowSelection } from '../../pipeline/columns/row-selection.ts';
import { firstEventOf } from '../../pipeline/group/sessions.ts';
import type { CsvRows } from '../formats/csv-rows.ts';
import type { SessionsData } from '../row-encoder.ts';
import { DictionaryFields } from './dictionary-fields.ts';
import { sessionColumns, type Table } from './table.ts';

/** Sessions are read this many at a time. */
const BLOCK = 1024;

/** Sessions: all by user, then by start; or those chosen, in the order in which they are. */
export function sessionsTable(data: SessionsData, chosen?: RowSelection): Table {
  return new SessionsTable(data, chosen ?? { rows: undefined, rowCount: data.sessions.count });
}

/**
 * The first and the last events of sessions are scattered over memory. They are fetched a block at a time, each column in
 * a loop with nothing else in it, so that the processor waits for many at once; then the block is written.
 */
class SessionsTable implements Table {
  readonly columns: Table['columns'];
  readonly size: number;
  private readonly fields: DictionaryFields;
  private readonly session = new Uint32Array(BLOCK);
  private readonly firstEvent = new Uint32Array(BLOCK);
  private readonly lastEvent = new Uint32Array(BLOCK);
  private readonly user = new Uint32Array(BLOCK);
  private readonly startSeconds = new Float64Array(BLOCK);
  private readonly endSeconds = new Float64Array(BLOCK);
  private readonly startNanoseconds = new Uint32Array(BLOCK);
  private readonly endNanoseconds = new Uint32Array(BLOCK);
  /** The number of each session among its user's, from 1. */
  private readonly number = new Uint32Array(BLOCK);

  constructor(
    private readonly data: SessionsData,
    private readonly chosen: RowSelection,
  ) {
    this.columns = sessionColumns(data.gapSeconds);
    this.size = chosen.rowCount;
    this.fields = new DictionaryFields(data.store);
  }

  makeRows(csv: CsvRows, from: number, to: number): number {
    const withGap = this.data.gapSeconds !== undefined;
    for (let done = from; done < to; ) {
      const count = Math.min(BLOCK, to - done);
      this.fetch(done, count);
      if (withGap) this.numberSessions(count);
      const made = this.write(csv, count, withGap);
      done += made;
      if (csv.isFull) return done;
    }
    return to;
  }

  private fetch(from: number, count: number): void {
    const { chosen, session, firstEvent, lastEvent, user } = this;
    const { startSeconds, endSeconds, startNanoseconds, endNanoseconds } = this;
    const { store, byUser, sessions } = this.data;
    const { events } = byUser;
    const { first, startSeconds: starts, endSeconds: ends } = sessions;
    for (let i = 0; i < count; i++) {
      const id = idAt(chosen, from + i);
      session[i] = id;
      firstEvent[i] = events[first[id]];
      lastEvent[i] = events[first[id + 1] - 1];
    }
    if (starts === undefined || ends === undefined) {
      for (let i = 0; i < count; i++) startSeconds[i] = store.secondsOf(firstEvent[i]);
      for (let i = 0; i < count; i++) endSeconds[i] = store.secondsOf(lastEvent[i]);
    } else {
      for (let i = 0; i < count; i++) startSeconds[i] = starts[session[i]];
      for (let i = 0; i < count; i++) endSeconds[i] = ends[session[i]];
    }
    if (store.columnStats.hasNanoseconds) {
      for (let i = 0; i < count; i++) startNanoseconds[i] = store.nanosecondsOf(firstEvent[i]);
      for (let i = 0; i < count; i++) endNanoseconds[i] = store.nanosecondsOf(lastEvent[i]);
    }
    for (let i = 0; i < count; i++) user[i] = store.userOf(firstEvent[i]);
  }

  /** A session right after the previous one needs no search: in stored order that is all but the first of a block. */
  private numberSessions(count: number): void {
    const { session, user, number } = this;
    for (let i = 0; i < count; i++) {
      if (i === 0 || session[i] !== session[i - 1] + 1) number[i] = numberWithinUser(this.data, session[i]);
      else number[i] = user[i] === user[i - 1] ? number[i - 1] + 1 : 1;
    }
  }

  /** Returns how many it wrote before `csv` was full. */
  private write(csv: CsvRows, count: number, withGap: boolean): number {
    const { fields, session, user, number } = this;
    const { startSeconds, endSeconds, startNanoseconds, endNanoseconds } = this;
    const { eventCount } = this.data.sessions;
    for (let i = 0; i < count; i++) {
      fields.user(csv, user[i]);
      csv.timestamp(startSeconds[i], startNanoseconds[i]);
      csv.timestamp(endSeconds[i], endNanoseconds[i]);
      csv.integer(eventCount[session[i]]);
      if (withGap) {
        csv.integer(number[i]);
        const borrow = endNanoseconds[i] < startNanoseconds[i] ? 1 : 0;
        csv.duration(
          endSeconds[i] - startSeconds[i] - borrow,
          endNanoseconds[i] - startNanoseconds[i] + borrow * 1_000_000_000,
        );
      }
      csv.endRow();
      if (csv.isFull) return i + 1;
    }
    return count;
  }
}

/**
 * Returns the number of a session among its user's, from 1. The sessions of a user are adjacent: looks back in steps that
 * double, then bisects, so it costs the logarithm of the result.
 */
function numberWithinUser(data: SessionsData, session: number): number {
  const userOf = (other: number): number => data.store.userOf(firstEventOf(data, other));
  const user = userOf(session);
  let own = session;
  let step = 1;
  while (own - step >= 0 && userOf(own - step) === user) {
    own -= step;
    step *= 2;
  }
  // Session `own` is the user's; the one before `from` is not, or there is none.
  const from = Math.max(0, own - step + 1);
  const first = from + lowerBound(own - from, (behind) => userOf(from + behind) !== user);
  return session - first + 1;
}
