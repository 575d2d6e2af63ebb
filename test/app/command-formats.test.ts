import { readFile, symlink } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { parquetMetadata } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { sessionColumns, tableColumns } from '../../source/output/tables/table.ts';
import { type FormatName, OUTPUT_FORMATS } from '../../source/schema/output-formats.ts';
import { EXAMPLE, expectError, type Folder, inFolder } from '../helpers/command.ts';
import { runCrafted, SESSIONS } from '../helpers/crafted.ts';
import { DUCKDB, duckdbRows } from '../helpers/duckdb.ts';
import { arrayBufferOf, plainSeconds, rowsBack, slowDelimited } from '../helpers/tables-back.ts';

const ONE_FILE = { areSeveral: false };

/** The tables of a run with a gap, by the letter that their files are named with. */
const TABLES = {
  s: { flag: '--out', columns: sessionColumns(1800) },
  k: { flag: '--skips_out', columns: tableColumns('rejections', ONE_FILE) },
  e: { flag: '--events-out', columns: tableColumns('events', ONE_FILE) },
  d: { flag: '--dupes-out', columns: tableColumns('duplicates', ONE_FILE) },
  t: { flag: '--trend-out', columns: tableColumns('trend', ONE_FILE) },
  x: { flag: '--stray-out', columns: tableColumns('strays', ONE_FILE) },
} as const;

const FORMATS = Object.keys(OUTPUT_FORMATS) as FormatName[];

/** Writes all tables with an ending. */
async function writeAll(folder: Folder, ending: string, ...flags: readonly string[]): Promise<void> {
  const outputs = Object.entries(TABLES).flatMap(([letter, { flag }]) => [flag, `${letter}.${ending}`]);
  const ended = await runCrafted(folder, ['--gap', '30m', ...outputs, ...flags]);
  expect(ended.code).toBe(0);
}

const bytesOf = (folder: Folder, name: string): Promise<Uint8Array> => readFile(folder.at(name));

describe.concurrent('the ending of an output', () => {
  it.for(FORMATS)('chooses its format, with the same rows in all tables: %s', async (format, context) => {
    await inFolder(async (folder) => {
      await writeAll(folder, 'csv');
      const [ending] = OUTPUT_FORMATS[format].endings;
      await writeAll(folder, ending);
      await writeAll(folder, `${ending}.gz`);
      for (const [letter, { columns }] of Object.entries(TABLES)) {
        const csv = slowDelimited(await folder.read(`${letter}.csv`), ',');
        expect(csv[0]).toEqual(columns.map(({ name }) => name));
        const plain = await bytesOf(folder, `${letter}.${ending}`);
        expect(await rowsBack(format, plain, columns)).toEqual(plainSeconds(csv.slice(1), columns));
        const compressed = gunzipSync(await bytesOf(folder, `${letter}.${ending}.gz`));
        expect(await rowsBack(format, compressed, columns)).toEqual(plainSeconds(csv.slice(1), columns));
      }
    })(context);
  });

  it(
    'of a format that is not written is wrong usage, and nothing is written',
    inFolder(async (folder) => {
      for (const name of ['s.xlsx', 's.arrow', 's.csv.zst', 's.db', '-.html']) {
        const ended = await folder.run([EXAMPLE, '--skips_out', 'k.csv', `--out=${name}`]);
        expectError(ended, 2, name, '.parquet');
      }
      expect(await folder.names()).toEqual([]);
    }),
  );

  it(
    'can be that of standard output',
    inFolder(async (folder) => {
      const csv = await runCrafted(folder, ['--out', '-']);
      expect(csv.stdout).toBe(SESSIONS);
      const lines = await runCrafted(folder, ['--out', '-.jsonl']);
      expect(lines.stdout.split('\n')[0]).toBe(
        '{"user_id":"-3","session_start":"2024-07-10T10:20:00.000001Z","session_end":"2024-07-10T10:20:00.000001Z","event_count":1}',
      );
      expect(lines.stderr).toContain('total_events: 16');
      const names = await folder.names();
      expect(names).toEqual(['crafted.json']);
    }),
  );

  it.for(['jsonl', 'csv.gz', 'parquet', 'tsv'])(
    'leaves nothing of any output when the disk is full: %s',
    async (ending, context) => {
      await inFolder(async (folder) => {
        await folder.write(`old.${ending}`, 'old');
        await symlink('/dev/full', folder.at(`full.${ending}`));
        const outputs = ['--out', `old.${ending}`, '--skips_out', `full.${ending}`];
        const ended = await folder.run([EXAMPLE, ...outputs]);
        expectError(ended, 1, `cannot write full.${ending}`, 'no space left');
        expect(await folder.read(`old.${ending}`)).toBe('old');
        expect(await folder.drafts()).toEqual([]);
      })(context);
    },
  );
});

describe.concurrent('a file says where it comes from', () => {
  it(
    'in the metadata of Parquet',
    inFolder(async (folder) => {
      await writeAll(folder, 'parquet', '--user', '7');
      for (const [letter, table] of [
        ['s', 'sessions'],
        ['k', 'rejections'],
      ]) {
        const metadata = parquetMetadata(arrayBufferOf(await bytesOf(folder, `${letter}.parquet`)));
        expect(metadata.created_by).toMatch(/^event-sessions-tui version \d/);
        const [{ key, value = '' }] = metadata.key_value_metadata ?? [];
        expect(key).toBe('event-sessions-tui');
        expect(JSON.parse(value)).toMatchObject({
          ...{ table, input: 'crafted.json', total_events: 16, valid_events: 9, unique_users: 4 },
          settings: { gap_seconds: 1800, narrowed_to: { user: '7' } },
          plan: { user: { text: 'user_id' } },
        });
      }
    }),
  );

  it(
    'before the rows of JSON, only if it is asked to',
    inFolder(async (folder) => {
      for (const ending of ['json', 'jsonl', 'jsonl.gz'] as const) {
        await writeAll(folder, ending);
        const plain = await objectsIn(folder, ending);
        await writeAll(folder, ending, '--provenance');
        const withIt = await objectsIn(folder, ending);
        for (const [i, [first, ...rows]] of withIt.entries()) {
          expect(first).toMatchObject({
            provenance: { input: 'crafted.json', total_events: 16, skipped_events: 7, unique_users: 4 },
          });
          expect(rows).toEqual(plain[i]);
        }
      }
    }),
  );

  it(
    'the same each time',
    inFolder(async (folder) => {
      await writeAll(folder, 'parquet');
      const before = await bytesOf(folder, 's.parquet');
      await folder.run(['crafted.json', '--max-record', '200', '--gap', '30m', '--out', 's.parquet']);
      expect(Buffer.compare(before, await bytesOf(folder, 's.parquet'))).toBe(0);
    }),
  );
});

/** The objects in each of the tables' files. */
async function objectsIn(folder: Folder, ending: string): Promise<unknown[][]> {
  const files: unknown[][] = [];
  for (const letter of Object.keys(TABLES)) {
    const bytes = await bytesOf(folder, `${letter}.${ending}`);
    const text = Buffer.from(ending.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
    files.push(
      ending === 'json'
        ? JSON.parse(text)
        : text
            .split('\n')
            .slice(0, -1)
            .map((line) => JSON.parse(line)),
    );
  }
  return files;
}

describe.concurrent('times that Parquet cannot hold in nanoseconds', () => {
  it.for([
    ['microseconds', '0001-01-01T00:00:00.000001Z', 'MICROS'],
    ['texts', '9999-12-31T23:59:59.000000001Z', undefined],
  ] as const)('are %s, and a warning says so', async ([what, time, unit], context) => {
    await inFolder(async (folder) => {
      const piped = `{"user_id": 1, "event_time": "${time}", "event_type": "v"}`;
      const ended = await folder.run(['-', '--events-out', 'e.parquet', '--out', 's.csv'], {
        stdin: { piped },
      });
      expect(ended.stderr).toMatch(new RegExp(`^warning: times in e.parquet are (?:in )?${what}`, 'm'));
      const bytes = await bytesOf(folder, 'e.parquet');
      const [row] = await rowsBack('parquet', bytes, tableColumns('events', ONE_FILE));
      expect(row[2]).toBe(time);
      const element = parquetMetadata(arrayBufferOf(bytes)).schema.find(({ name }) => name === 'event_time');
      expect(element?.logical_type).toMatchObject(unit === undefined ? { type: 'STRING' } : { unit });
    })(context);
  });
});

describe.skipIf(DUCKDB === undefined)('DuckDB reads', () => {
  it.for(['csv', 'csv.gz', 'tsv', 'json', 'jsonl', 'jsonl.gz', 'parquet'])(
    'what is written as %s',
    async (ending, context) => {
      await inFolder(async (folder) => {
        await writeAll(folder, ending);
        const rows = await duckdbRows(
          `select user_id::varchar, strftime(session_start::timestamp, '%H:%M:%S'), event_count::int, session::int,
             duration_seconds::double
           from '${folder.at(`s.${ending}`)}' where user_id::varchar = '7' order by session`,
        );
        expect(rows).toEqual([
          ['7', '09:45:00', 2, 1, 1800],
          ['7', '10:45:00', 2, 2, 10.250999999],
        ]);
      })(context);
    },
  );
});
