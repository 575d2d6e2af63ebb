import { readFile, truncate } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { expectError, inFolder } from '../helpers/command.ts';
import { runCrafted } from '../helpers/crafted.ts';
import { DUCKDB, duckdbRows } from '../helpers/duckdb.ts';

describe.concurrent('a Parquet file', () => {
  it(
    'is read as the events in it: those that were written give the sessions again',
    inFolder(async (folder) => {
      await runCrafted(folder, ['--out', 'a.csv', '--events-out', 'events.parquet', '--gap', '30m']);
      // By content: the name plays no part in it.
      await folder.shell('mv events.parquet events.data', []);
      const ended = await folder.run([
        'events.data',
        '--out',
        'b.csv',
        '--gap',
        '30m',
        '--events-out',
        'c.jsonl',
      ]);
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      expect(await folder.read('b.csv')).toBe(await folder.read('a.csv'));
      // A record's line is the number of its row.
      const events = (await folder.read('c.jsonl')).split('\n').slice(0, -1);
      expect(events.map((line) => JSON.parse(line).line)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    }),
  );

  it(
    'needs no plan line where its keys are the standard ones, and is read the same with the flags that pin its plan',
    inFolder(async (folder) => {
      await runCrafted(folder, ['--events-out', 'events.parquet']);
      const found = await folder.run(['events.parquet', '--json']);
      expect(found).toMatchObject({ code: 0, stderr: '' });
      const { plan, valid_events: events } = JSON.parse(found.stdout);
      expect(plan.format).toEqual({ text: 'parquet', origin: 'standard' });
      const pinned = await folder.run(['events.parquet', '--json', ...plan.pin]);
      expect(JSON.parse(pinned.stdout)).toMatchObject({ valid_events: events, plan: { pin: plan.pin } });
      const other = await folder.run(['crafted.json', '--json', '--format', 'parquet']);
      expectError(other, 1, 'it is not Parquet, which --format says that it is', 'leave --format out');
    }),
  );

  it(
    'that is cut off fails with one line that says what to do',
    inFolder(async (folder) => {
      await runCrafted(folder, ['--events-out', 'events.parquet']);
      const piped = await readFile(folder.at('events.parquet'));
      const cut = { stdin: { piped: piped.subarray(0, -20) } };
      expectError(await folder.run(['-', '--out', 'a.csv'], cut), 1, 'it is Parquet, cut off', 'copy');
      await truncate(folder.at('events.parquet'), piped.length - 20);
      expectError(
        await folder.run(['events.parquet', '--out', 'a.csv']),
        1,
        'it is Parquet, cut off',
        'copy',
      );
      expect(await folder.names()).toEqual(['crafted.json', 'events.parquet']);
    }),
  );
});

describe.skipIf(DUCKDB === undefined)('what DuckDB writes', () => {
  it.for(['snappy', 'zstd', 'gzip', 'lz4_raw', 'uncompressed'])(
    'is read, compressed with %s',
    async (compression, context) => {
      await inFolder(async (folder) => {
        await duckdbRows(
          `copy (select range % 3 as user_id, make_timestamp(range * 1000000) as event_time, {'name': 'x'} as event
             from range(50000)) to '${folder.at('a.parquet')}' (format parquet, compression ${compression})`,
        );
        const { stdout } = await folder.run(['a.parquet', '--json', '--type-key', 'event.name']);
        expect(JSON.parse(stdout)).toMatchObject({
          ...{ total_events: 50_000, valid_events: 50_000, unique_users: 3 },
          // DuckDB's TIMESTAMP has no zone.
          ...{ zones: { none: 50_000 }, last_event: '1970-01-01T13:53:19Z' },
        });
      })(context);
    },
  );
});
