import { describe, expect, it } from 'vitest';
import { expectError, inFolder, parseCsv } from '../helpers/command.ts';

const WRONG_USAGE = 2;
const FAILED = 1;

const event = (i: number): string =>
  JSON.stringify({ user_id: `u${i % 3}`, event_time: `2024-05-03T09:00:${10 + i}Z`, event_type: 'open' });
const EVENTS = Array.from({ length: 6 }, (_, i) => event(i)).join(',\n');

describe.concurrent('records that do not lie at the top of a file', () => {
  it(
    'are found and reported with the flags that pin them, and what surrounds them is counted',
    inFolder(async (folder) => {
      await folder.write('page.json', `{"status": "ok", "data": [${EVENTS}], "next": null}\n`);
      const ended = await folder.run(['page.json', '--json']);
      expect(ended.stderr).toContain('reading records from data, user from user_id');
      const json = JSON.parse(ended.stdout);
      expect(json).toMatchObject({ total_events: 6, valid_events: 6, stray_bytes: 0 });
      expect(json.envelope_bytes).toBe('{"status": "ok", "data": [], "next": null}'.length);
      expect(json.plan).toMatchObject({ records: { text: 'data', origin: 'found' } });
      expect(json.plan.pin.slice(0, 2)).toEqual(['--records', 'data']);
    }),
  );

  it(
    'are read by several threads as by one',
    inFolder(async (folder) => {
      const many = Array.from({ length: 260_000 }, (_, i) => event(i % 50)).join(',');
      await folder.write('large.json', `{"data": [${many}, {"user_id": 1}]}`);
      const rows = await Promise.all(
        ['1', '2'].map(async (workers) => {
          const ended = await folder.run([
            'large.json',
            '--workers',
            workers,
            '--skips_out',
            '-',
            '--out',
            's.csv',
          ]);
          return [ended.stdout, await folder.read('s.csv')];
        }),
      );
      expect(rows[0]).toEqual(rows[1]);
      expect(parseCsv(rows[0][0])).toHaveLength(2);
    }),
  );

  it(
    'are read as a plan file has them',
    inFolder(async (folder) => {
      await folder.write('log.json', `${JSON.stringify({ log: event(1), time: 't' })}\n`.repeat(3));
      const { stdout } = await folder.run(['log.json', '--plan', '--json']);
      await folder.write('plan.json', stdout);
      const ended = await folder.run(['log.json', '--plan-file', 'plan.json', '--json']);
      expect(JSON.parse(ended.stdout)).toMatchObject({
        valid_events: 3,
        plan: { records: { text: 'log!', origin: 'named' } },
      });
    }),
  );

  it(
    'are sought at another place if --records leads to none, and the command is shown',
    inFolder(async (folder) => {
      await folder.write('page.json', `{"data": [${EVENTS}]}`);
      const { stderr } = await folder.run(['page.json', '--records', 'dta', '--summary']);
      expect(stderr).toContain(
        'warning: --records dta leads to no record; data leads to 6 of those seen first\n',
      );
      expect(stderr).toMatch(
        /^ {2}event-sessions-tui --summary --records data .* # 6 of 6 sampled would be events/m,
      );
    }),
  );

  it(
    'need a path that is one',
    inFolder(async (folder) => {
      expectError(await folder.run(['x.json', '--records', 'a..b', '--json']), WRONG_USAGE, '--records a..b');
    }),
  );

  it(
    'are named where pandas wrote a table by columns, and nothing is written',
    inFolder(async (folder) => {
      const table = JSON.stringify({ user_id: { 0: 'ana', 1: 'ben' }, event_time: { 0: 'x', 1: 'y' } });
      await folder.write('table.json', table);
      const ended = await folder.run(['table.json', '--out', 's.csv']);
      expectError(ended, FAILED, 'table by columns', 'pandas', '< table.json');
    }),
  );

  it(
    'are those between the control lines of a bulk file',
    inFolder(async (folder) => {
      const lines = EVENTS.split(',\n').map((line) => `{"index":{"_index":"events"}}\n${line}\n`);
      await folder.write('bulk.ndjson', lines.join(''));
      const ended = await folder.run(['bulk.ndjson', '--json']);
      expect(JSON.parse(ended.stdout)).toMatchObject({ total_events: 6, valid_events: 6, control_lines: 6 });
      expect(ended.stderr).toContain('control_lines: 6 ');
      const strict = await folder.run(['bulk.ndjson', '--json', '--strict']);
      expect(JSON.parse(strict.stdout)).toMatchObject({ total_events: 12, valid_events: 6 });
    }),
  );
});
