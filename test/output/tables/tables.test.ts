import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvRows } from '../../../source/output/formats/csv-rows.ts';
import { csvRows } from '../../../source/output/formats/delimited-rows.ts';
import type { TableData } from '../../../source/output/row-encoder.ts';
import { ConvertedSink } from '../../../source/output/sinks/converted-sink.ts';
import type { Sink } from '../../../source/output/sinks/sink.ts';
import { duplicatesTable, eventsTable } from '../../../source/output/tables/events-table.ts';
import { rejectionRow } from '../../../source/output/tables/rejections-table.ts';
import { sessionsTable } from '../../../source/output/tables/sessions-table.ts';
import { type Table, writeBatches, writeTable } from '../../../source/output/tables/table.ts';
import { trendTable } from '../../../source/output/tables/trend-table.ts';
import type { Rejection, RunSettings } from '../../../source/pipeline/index.ts';
import {
  countTrend,
  formatDuration,
  formatTimestamp,
  recordNumberOfEvent,
  sessionAt,
} from '../../../source/pipeline/index.ts';
import { decodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import { cutsAt, longInput, messyInput, places } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';
import { datasetOf, eventLine, upTo } from '../../helpers/dataset.ts';

function dataOf(input: string | Uint8Array, settings: Partial<RunSettings> = {}): TableData {
  const { grouping, ...dataset } = datasetOf(input, settings);
  if (grouping === undefined) throw new Error('nothing was grouped');
  return { ...dataset, ...grouping };
}

interface CollectingSink extends Sink {
  readonly text: string;
  readonly writes: number;
}

function collecting(): CollectingSink {
  const parts: Uint8Array[] = [];
  const take = (bytes: Uint8Array): void => void parts.push(new Uint8Array(bytes));
  return {
    name: 'test',
    get text() {
      return Buffer.concat(parts).toString('utf8');
    },
    get writes() {
      return parts.length;
    },
    write: async (bytes) => take(bytes),
    writeNow: take,
    close: async () => undefined,
    publish: async () => undefined,
    discard: async () => undefined,
  };
}

/** The rows of a table, made in ranges that end at `cuts`. */
function rowsInRanges(table: Table, cuts: readonly number[]): string {
  const csv = new CsvRows();
  let text = '';
  let from = 0;
  for (const to of [...cuts, table.size]) {
    while (from < to) {
      csv.clear();
      from = table.makeRows(csv, from, to);
      text += decodeUtf8(csv.rows);
    }
  }
  return text;
}

type Cell = string | number;

/** RFC 4180, plainly. */
function slowCsv(rows: readonly (readonly Cell[])[]): string {
  const field = (cell: Cell): string =>
    /[",\n\r]/.test(`${cell}`) ? `"${`${cell}`.replaceAll('"', '""')}"` : `${cell}`;
  return rows.map((row) => `${row.map(field).join(',')}\n`).join('');
}

/** Each session's number among its user's by counting. */
function slowSessions(data: TableData, chosen: readonly number[]): string {
  const { store, byUser, sessions, gapSeconds } = data;
  const seen = new Map<number, number>();
  const rows = upTo(sessions.count).map((index) => {
    const session = sessionAt(store, byUser, sessions, index);
    const number = (seen.get(session.user) ?? 0) + 1;
    seen.set(session.user, number);
    const row: Cell[] = [
      store.users.textOf(session.user),
      formatTimestamp(session.startSeconds, session.startNanoseconds),
      formatTimestamp(session.endSeconds, session.endNanoseconds),
      session.eventCount,
    ];
    if (gapSeconds === undefined) return row;
    return [...row, number, formatDuration(session.durationSeconds, session.durationNanoseconds)];
  });
  return slowCsv(chosen.map((session) => rows[session]));
}

/** Stands for the comparison of two records. */
function differs(duplicate: number, original: number): string {
  return `key${duplicate} "key of ${original}"`;
}

function slowEvents(data: TableData, chosen: readonly number[], withDuplicates: boolean): string {
  const { store, rejections, duplicates } = data;
  return slowCsv(
    chosen.map((eventIndex) => {
      const original = duplicates.has(eventIndex)
        ? recordNumberOfEvent(rejections, duplicates.originalOf(eventIndex))
        : '';
      return [
        recordNumberOfEvent(rejections, eventIndex),
        ...(withDuplicates ? [original] : []),
        store.users.textOf(store.userOf(eventIndex)),
        formatTimestamp(store.secondsOf(eventIndex), store.nanosecondsOf(eventIndex)),
        store.typeText(store.typeOf(eventIndex)),
        store.lineOf(eventIndex),
        store.byteOffsetOf(eventIndex),
        ...(withDuplicates
          ? [duplicates.has(eventIndex) ? differs(eventIndex, duplicates.originalOf(eventIndex)) : '']
          : []),
      ];
    }),
  );
}

function slowTrend({ store, duplicates }: TableData, bucketSeconds: number): string {
  const { bucket, type, eventCount, count } = countTrend(store, duplicates, { bucketSeconds });
  return slowCsv(
    upTo(count).map((row) => [
      formatTimestamp(bucket[row] * bucketSeconds, 0),
      store.typeText(type[row]),
      eventCount[row],
    ]),
  );
}

const cases = fc.record({
  input: fc.oneof({ weight: 2, arbitrary: longInput }, { weight: 1, arbitrary: messyInput }),
  gapSeconds: fc.constantFrom(undefined, 1, 600),
  shares: places,
  /** Rows in any order, some of them more than once. */
  picks: fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { maxLength: 40 }),
});

describe('the tables', () => {
  it('equal plainly written ones, whatever ranges they are made in', () => {
    check(
      fc.property(cases, ({ input, gapSeconds, shares }) => {
        const data = dataOf(input.bytes, { gapSeconds });
        const { store, sessions, duplicates } = data;
        const kept = upTo(store.count).filter((eventIndex) => !duplicates.has(eventIndex));
        const repeated = upTo(store.count).filter((eventIndex) => duplicates.has(eventIndex));
        const tables: [Table, string][] = [
          [sessionsTable(data), slowSessions(data, upTo(sessions.count))],
          [eventsTable(data), slowEvents(data, kept, false)],
          [duplicatesTable(data, differs), slowEvents(data, repeated, true)],
          [trendTable(data, 60), slowTrend(data, 60)],
        ];
        for (const [table, text] of tables)
          expect(rowsInRanges(table, cutsAt(shares, table.size))).toBe(text);
      }),
      100,
    );
  });

  it('hold selected rows in the order of the selection', () => {
    check(
      fc.property(cases, ({ input, gapSeconds, shares, picks }) => {
        const data = dataOf(input.bytes, { gapSeconds });
        const picked = (count: number): number[] =>
          count === 0 ? [] : picks.map((pick) => Math.floor(pick * count));
        const sessions = picked(data.sessions.count);
        const events = picked(data.store.count);
        const tables: [Table, string][] = [
          [sessionsTable(data, chosen(sessions)), slowSessions(data, sessions)],
          [eventsTable(data, chosen(events)), slowEvents(data, events, false)],
          [duplicatesTable(data, differs, chosen(events)), slowEvents(data, events, true)],
        ];
        for (const [table, text] of tables)
          expect(rowsInRanges(table, cutsAt(shares, table.size))).toBe(text);
      }),
      100,
    );
  });

  it('number the sessions of a user with many sessions from wherever a range begins', () => {
    const times = upTo(3000).map((minute) => formatTimestamp(1_720_000_000 + 60 * minute, 0));
    const lines = [...times.map((time) => eventLine('7', time, '"a"')), eventLine('8', times[0], '"a"')];
    const data = dataOf(lines.join(''), { gapSeconds: 1 });
    const all = slowSessions(data, upTo(3001));
    for (const cut of [1, 2, 1023, 1024, 1025, 2500, 2999, 3000])
      expect(rowsInRanges(sessionsTable(data), [cut]) === all).toBe(true);
  });

  it('hold no more rows at a time than allowed, however long they are', () => {
    const longUser = (user: number): string => `"${user}${'x'.repeat(300_000)}"`;
    const lines = upTo(40).map((user) => eventLine(longUser(user), '2024-07-10T11:45:00Z', '"view"'));
    const data = dataOf(lines.join(''));
    for (const table of [sessionsTable(data), eventsTable(data)]) {
      const csv = new CsvRows();
      const made = table.makeRows(csv, 0, 40);
      expect(made).toBeGreaterThan(0);
      expect(made).toBeLessThan(20);
      expect(rowsInRanges(table, [])).toHaveLength(rowsInRanges(table, upTo(40)).length);
    }
  });
});

function chosen(rows: readonly number[]): { rows: Uint32Array; rowCount: number } {
  return { rows: Uint32Array.from(rows), rowCount: rows.length };
}

describe('writing a table', () => {
  it('writes its header even if there are no rows', async () => {
    const sink = collecting();
    const table = sessionsTable(dataOf(''));
    const file = new ConvertedSink(sink, csvRows(table.columns.map(({ name }) => name)));
    await writeTable(file, table);
    await file.close();
    expect(sink.text).toBe('user_id,session_start,session_end,event_count\n');
  });

  it('writes all rows, however many', async () => {
    const times = upTo(20_000).map((second) => formatTimestamp(1_720_000_000 + second, 0));
    const data = dataOf(times.map((time, i) => eventLine(`${i % 7}`, time, '"view"')).join(''));
    const sink = collecting();
    await writeTable(sink, eventsTable(data));
    expect(sink.text === slowEvents(data, upTo(20_000), false)).toBe(true);
    expect(sink.writes).toBeGreaterThan(1);
  });

  it('accepts batches that arrive asynchronously', async () => {
    async function* batches(): AsyncGenerator<Uint8Array> {
      const bytes = new Uint8Array(2);
      for (const letter of ['1', '2', '3']) {
        await Promise.resolve();
        bytes.set([letter.charCodeAt(0), 10]);
        // The same memory each time: a batch is written before the next is requested.
        yield bytes;
      }
    }
    const sink = collecting();
    await writeBatches(sink, batches());
    expect(sink.text).toBe('1\n2\n3\n');
  });
});

describe('the rejections table', () => {
  const rejection: Rejection = {
    recordNumber: 2,
    code: 'missing_key_or_bad_schema',
    detail: 'event_type',
    column: undefined,
    line: 3,
    byteOffset: 5_000_000_000,
    byteLength: 60,
    raw: '{"user_id": 1}',
    userId: '1',
    eventTime: '',
    eventType: 'é,',
  };
  const row =
    '2,missing_key_or_bad_schema: event_type,1,,"é,","{""user_id"": 1}",3,5000000000,missing_key_or_bad_schema,,60\n';

  it('has the texts of each rejection', () => {
    const csv = new CsvRows();
    rejectionRow(csv, rejection);
    rejectionRow(csv, rejection);
    expect(decodeUtf8(csv.rows)).toBe(row.repeat(2));
  });
});
