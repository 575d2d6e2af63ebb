import { describe, expect, it } from 'vitest';
import { type Ended, expectError, type Folder, inFolder } from '../helpers/command.ts';
import { slowDelimited } from '../helpers/tables-back.ts';

/** Four users on two days; the last event is at 14:00. Users 1 and "u" have an hour of silence, and 2 a duplicate. */
const EVENTS: readonly [user: string, time: string, type: string][] = [
  ['1', '2024-07-09T10:00:00Z', 'a'],
  ['1', '2024-07-10T10:00:00Z', 'b'],
  ['"u"', '2024-07-10T12:00:00Z', 'a'],
  ['2', '2024-07-10T12:30:00.000000001Z', 'a'],
  ['2', '2024-07-10T12:30:00.000000001Z', 'a'],
  ['"01"', '2024-07-10T13:00:00Z', 'a'],
  ['"u"', '2024-07-10T14:00:00Z', 'b'],
];
const REJECTED = [
  '{"user_id": 1, "event_time": "2024-07-10T12:59:00Z"}',
  '{"user_id": true, "event_time": "2024-07-10T13:59:00Z", "event_type": "a"}',
  '{"user_id": 1, "event_time": "never", "event_type": "a"}',
  '{"user_id": 1 "event_time": 2}',
];
const INPUT = [
  ...EVENTS.map(
    ([user, time, type]) => `{"user_id": ${user}, "event_time": "${time}", "event_type": "${type}"}`,
  ),
  ...REJECTED,
].join('\n');

/** Runs with all outputs; returns the rows of each without its header, and how it ended. */
async function narrowed(folder: Folder, ...flags: readonly string[]) {
  await folder.write('events.json', INPUT);
  const names = { '--out': 's.csv', '--skips_out': 'k.csv', '--events-out': 'e.csv', '--dupes-out': 'd.csv' };
  const outputs = [...Object.entries(names).flat(), '--trend-out', 't.csv', '--bucket', '1h', '--gap', '30m'];
  const ended = await folder.run(['events.json', ...outputs, ...flags]);
  expect(ended.code).toBe(0);
  const rows = async (name: string): Promise<string[][]> =>
    slowDelimited(await folder.read(name), ',').slice(1);
  const first = async (name: string): Promise<string[]> => (await rows(name)).map(([cell]) => cell);
  const times = async (name: string, column: number): Promise<string[]> =>
    (await rows(name)).map((row) => row[column].slice(8, 16));
  return {
    ended,
    sessions: (await rows('s.csv')).map(([user, start]) => `${user} ${start.slice(8, 16)}`),
    rejections: await first('k.csv'),
    events: await first('e.csv'),
    duplicates: await first('d.csv'),
    trend: await times('t.csv', 0),
  };
}

const said = ({ stderr }: Ended): string | undefined => /^written with (.*)$/m.exec(stderr)?.[1];

describe.concurrent('what is written is narrowed', () => {
  it(
    'by --from and --to, of which the end is not included, and says so',
    inFolder(async (folder) => {
      const it = await narrowed(folder, '--from', '2024-07-10T12:30', '--to', '2024-07-10T14:00');
      expect(it).toMatchObject({
        sessions: ['1 10T13:00', '2 10T12:30'],
        events: ['4', '6'],
        duplicates: ['5'],
        // The times of event 10 and of 11, whose JSON is broken, are not known.
        rejections: ['8', '9'],
        trend: ['10T12:00', '10T13:00'],
      });
      expect(said(it.ended)).toBe(
        '--from 2024-07-10T12:30 --to 2024-07-10T14:00: 2 of 6 sessions, 2 of 6 events, 2 of 5 rows of the trend, 1 of 1 duplicates, 2 of 4 rejections (2 others cannot be told)',
      );
      expect(it.ended.stdout).toContain('valid_events: 7\n');
    }),
  );

  it(
    'to the nanosecond',
    inFolder(async (folder) => {
      const from = await narrowed(folder, '--from', '2024-07-10T12:30:00.000000001Z');
      expect(from.events).toEqual(['4', '6', '7']);
      const to = await narrowed(folder, '--to', '2024-07-10T12:30:00.000000001Z');
      expect(to.events).toEqual(['1', '2', '3']);
    }),
  );

  it(
    'by --user, as records may spell the id',
    inFolder(async (folder) => {
      for (const user of ['1', '01', ' +1 ']) {
        expect(await narrowed(folder, '--user', user)).toMatchObject({
          sessions: ['1 09T10:00', '1 10T10:00', '1 10T13:00'],
          events: ['1', '2', '6'],
          duplicates: [],
          rejections: ['8', '10'],
          trend: ['09T10:00', '10T10:00', '10T13:00'],
        });
      }
      const u = await narrowed(folder, '--user', 'u');
      expect(u.events).toEqual(['3', '7']);
      expect(u.ended.stderr).not.toContain('no event');
      const nobody = await narrowed(folder, '--user', 'nobody');
      expect(nobody.sessions).toEqual([]);
      expect(nobody.ended.stderr).toContain('warning: no event is of --user nobody\n');
    }),
  );

  it(
    'by times that are counted from the last event, rejections too',
    inFolder(async (folder) => {
      expect(await narrowed(folder, '--from=-2h')).toMatchObject({
        events: ['3', '4', '6', '7'],
        rejections: ['8', '9'],
      });
      expect((await narrowed(folder, '--to', '-1h30m')).events).toEqual(['1', '2', '3']);
      expect(await narrowed(folder, '--from', '13:00', '--user', '1')).toMatchObject({
        events: ['6'],
        rejections: [],
      });
      // By the clocks of Berlin, two hours ahead.
      expect((await narrowed(folder, '--from', '15:00', '--tz', 'Europe/Berlin')).events).toEqual(['6', '7']);
    }),
  );

  it(
    'in every format, from a pipe, and --json has the counts',
    inFolder(async (folder) => {
      const outputs = ['--out=s.parquet', '--skips_out=k.jsonl', '--events-out=e.json', '--provenance'];
      const ended = await folder.run(['-', ...outputs, '--from=-30m', '--json'], { stdin: { piped: INPUT } });
      const summary = JSON.parse(ended.stdout);
      expect(summary.written).toEqual({
        sessions: { rows: 1, of: 3 },
        events: { rows: 1, of: 6 },
        rejections: { rows: 1, of: 4, cannot_be_told: 2 },
      });
      expect(summary.settings.narrowed_to).toEqual({ from: '-30m' });
      const events = JSON.parse(await folder.read('e.json'));
      expect(events.slice(1)).toMatchObject([{ event: 7, user_id: 'u' }]);
      expect((await folder.read('k.jsonl')).split('\n').slice(1, -1)).toHaveLength(1);
    }),
  );

  it.for<[args: string[], named: string]>([
    [['--from', 'soon', '--out', 's.csv'], '--from soon'],
    [['--to', '2024-13-01', '--out', 's.csv'], '--to 2024-13-01'],
    [['--from', '2024-07-11', '--to', '2024-07-10', '--out', 's.csv'], 'not before'],
    [['--user', ' ', '--out', 's.csv'], '--user'],
    [['--from', '12:00', '--summary'], '--from'],
    [['--user', '1'], '--out'],
    [['--provenance', '--json'], '--provenance'],
    [['--provenance', '--out', 's.csv'], '--provenance is for JSON, and no output is'],
  ])('but %j is wrong usage', async ([args, named], context) => {
    await inFolder(async (folder) => {
      await folder.write('events.json', INPUT);
      expectError(await folder.run(['events.json', ...args]), 2, named);
      expect(await folder.names()).toEqual(['events.json']);
    })(context);
  });
});

describe.concurrent('--safe-csv', () => {
  it(
    'makes cells harmless in CSV and TSV, and no other file changes',
    inFolder(async (folder) => {
      await folder.write(
        'events.json',
        '{"user_id": "=1+1", "event_time": "2024-07-10", "event_type": "@a"}\n{"user_id": -3, "event_time": "2024-07-10", "event_type": "-3"}',
      );
      const outputs = ['--out', 's.csv', '--events-out', 'e.tsv', '--trend-out', 't.jsonl'];
      await folder.run(['events.json', '--safe-csv', ...outputs]);
      expect((await folder.read('s.csv')).split('\n').slice(1, 3)).toEqual([
        '-3,2024-07-10T00:00:00Z,2024-07-10T00:00:00Z,1',
        "'=1+1,2024-07-10T00:00:00Z,2024-07-10T00:00:00Z,1",
      ]);
      expect((await folder.read('e.tsv')).split('\n')[1]).toBe("1\t'=1+1\t2024-07-10T00:00:00Z\t'@a\t1\t0");
      expect(await folder.read('t.jsonl')).toContain('"event_type":"@a"');
    }),
  );
});
