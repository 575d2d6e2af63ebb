import { mkdir, readFile, truncate } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { HeldParquetRows } from '../../source/app/open-parquet.ts';
import { BytesSource } from '../../source/input/bytes-source.ts';
import { expectError, inFolder } from '../helpers/command.ts';
import { runCrafted } from '../helpers/crafted.ts';
import { DUCKDB, duckdbRows } from '../helpers/duckdb.ts';
import { tarOf, zipOf } from '../helpers/packed.ts';
import { event, row } from '../helpers/several-files.ts';

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
      await folder.run(['events.data', '--events-out', 'none.parquet', '--from', '2030-01-01']);
      const none = await folder.run(['none.parquet', '--json']);
      expect(none.stderr).toContain('no row was found in none.parquet: it is empty');
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
      expectError(other, 1, 'it is not Parquet, though --format says so', 'leave --format out');
    }),
  );

  it(
    'is read from a folder, a pattern and archives too where a flag names its format, and is no text of another',
    inFolder(async (folder) => {
      await runCrafted(folder, ['--events-out', 'events.parquet']);
      const parquet = await readFile(folder.at('events.parquet'));
      const json = event(1, 1);
      const table = `user_id,event_time,event_type\n${row(7, 7)}${row(8, 8)}`;
      const files = { 'a.parquet': parquet, 'b.json': json, 'c.csv': table };
      await mkdir(folder.at('in'));
      for (const [name, content] of Object.entries(files)) await folder.write(`in/${name}`, content);
      await folder.write('in.zip', zipOf(files));
      await folder.write('in.tar.gz', gzipSync(tarOf(files)));
      const counted = async (...words: string[]): Promise<number> =>
        JSON.parse((await folder.run([...words, '--json'])).stdout).valid_events;
      // Tables of this program are only read where they are named.
      expect(await counted('in/*.parquet', 'in/a.parquet', '--format', 'parquet')).toBe(7);
      for (const name of ['in', 'in.zip', 'in.tar.gz']) {
        expect(await counted(name, '--format', 'json')).toBe(1);
        // To a table JSON is rows without names.
        expect(await counted(name, '--format', 'csv')).toBe(3);
      }
      const own = await folder.run(['in/*.parquet', '--json']);
      expectError(own, 1, 'this program wrote its 1 file itself; name such tables one by one to read them');
      const none = await folder.run(['in/*.csv', '--format', 'parquet', '--json']);
      expectError(none, 1, 'its 1 file holds no record when read as --format says; leave --format out');
      const other = await folder.run(['in/a.parquet', '--format', 'csv', '--json']);
      expectError(other, 1, 'cannot read in/a.parquet: it is Parquet, and --format names another format');
    }),
  );

  it('that is larger than memory has room for says what to do, where it can only be read in order', async () => {
    const source = new BytesSource('events.gz', Buffer.alloc(100, 'PAR1'));
    const rows = new HeldParquetRows(source, undefined, 99);
    await expect(rows.read(new Uint8Array(1))).rejects.toThrow('write it to a file first, unpacked');
  });

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

  it(
    'is read with users of 38 digits, ids, spans that JSON has not, and times without a zone inside of objects',
    inFolder(async (folder) => {
      await duckdbRows(
        `copy (select (12345678901234567890123456789012345678 - range)::DECIMAL(38,0) as user_id, to_days(1) as took,
           {'at': TIMESTAMP '2024-07-10 11:45:00'} as event, 'x' as event_type from range(3))
           to '${folder.at('a.parquet')}' (format parquet)`,
      );
      const flags = ['--time-key', 'event.at', '--assume-tz', '+02:00'];
      const { stdout } = await folder.run(['a.parquet', '--events-out=-.jsonl', ...flags]);
      const events = stdout
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
      expect(events.map(({ user_id }) => user_id)).toEqual(
        ['78', '77', '76'].map((end) => `123456789012345678901234567890123456${end}`),
      );
      expect(events[0]).toMatchObject({ event_time: '2024-07-10T09:45:00Z', event_type: 'x' });
    }),
  );
});
