import { mkdir, readFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AVAILABLE, compressed } from '../helpers/archives.ts';
import { expectError, type Folder, inFolder } from '../helpers/command.ts';
import { DUCKDB, duckdbRows } from '../helpers/duckdb.ts';
import { zipOf } from '../helpers/packed.ts';
import { slowDelimited } from '../helpers/tables-back.ts';

/** `--columns` and `--sort` shape what is written (spec section 8). */

const EVENTS = [
  { user: 10, at: '11:00', type: 'b', more: '"page": "/x,y", "props": {"ms": 30, "tag": "1"}' },
  { user: 9, at: '10:00', type: 'a', more: '"page": null, "props": {"ms": 7.5}' },
  { user: 10, at: '10:30', type: 'a', more: '"page": "/\\u00e4", "props": {"ms": "slow"}, "a.b": [1, "x"]' },
  { user: 9, at: '10:00', type: 'a', more: '"page": "/again", "props": {"ms": 8}' },
  { user: '"u"', at: '09:00', type: 'c', more: '"none": 1' },
];
const INPUT = [
  ...EVENTS.map(
    ({ user, at, type, more }) =>
      `{"user_id": ${user}, "event_time": "2024-07-10T${at}:00Z", "event_type": "${type}", ${more}}`,
  ),
  '{"user_id": 1, "event_time": "never", "event_type": "a"}',
  '{"user_id": 2}',
].join('\n');

async function written(folder: Folder, file: string, ...flags: readonly string[]): Promise<string> {
  await folder.write('events.json', INPUT);
  const ended = await folder.run(['events.json', ...flags]);
  expect({ code: ended.code, stderr: ended.code === 0 ? '' : ended.stderr }).toEqual({ code: 0, stderr: '' });
  const bytes = await readFile(folder.at(file));
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
}

describe.concurrent('--columns', () => {
  it(
    'chooses and orders columns, and takes keys of the records as columns of their own',
    inFolder(async (folder) => {
      const columns = ['--columns', 'event_type,user_id,page,props.ms,"a.b",props'];
      expect(await written(folder, 'e.csv', '--events-out', 'e.csv', ...columns)).toBe(
        `event_type,user_id,page,props.ms,a.b,props
b,10,"/x,y",30,,"{""ms"": 30, ""tag"": ""1""}"
a,9,,7.5,,"{""ms"": 7.5}"
a,10,/ä,slow,"[1, ""x""]","{""ms"": ""slow""}"
c,u,,,,
`,
      );
      const lines = await written(folder, 'e.jsonl.gz', '--events-out', 'e.jsonl.gz', ...columns);
      expect(
        lines
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      ).toEqual([
        {
          event_type: 'b',
          user_id: '10',
          page: '/x,y',
          'props.ms': 30,
          'a.b': null,
          props: { ms: 30, tag: '1' },
        },
        { event_type: 'a', user_id: '9', page: null, 'props.ms': 7.5, 'a.b': null, props: { ms: 7.5 } },
        {
          event_type: 'a',
          user_id: '10',
          page: '/ä',
          'props.ms': 'slow',
          'a.b': [1, 'x'],
          props: { ms: 'slow' },
        },
        { event_type: 'c', user_id: 'u', page: null, 'props.ms': null, 'a.b': null, props: null },
      ]);
      expect(
        await written(folder, 'd.tsv', '--dupes-out', 'd.tsv', '--columns', 'duplicate_of,page,event'),
      ).toBe('duplicate_of\tpage\tevent\n2\t/again\t4\n');
    }),
  );

  it(
    'gives each output those that it has',
    inFolder(async (folder) => {
      const outputs = ['--out', 's.json', '--skips-out', 'k.csv', '--trend-out', 't.csv'];
      const list = ['--columns', 'event_count,code,user_id,bucket_start'];
      const sessions = await written(folder, 's.json', ...outputs, ...list, '--gap', '1h');
      expect(JSON.parse(sessions)).toEqual([
        { event_count: 1, user_id: '9' },
        { event_count: 2, user_id: '10' },
        { event_count: 1, user_id: 'u' },
      ]);
      expect(await folder.read('k.csv')).toBe(
        'code,user_id\ninvalid ISO-8601,1\nmissing_key_or_bad_schema,2\n',
      );
      expect((await folder.read('t.csv')).split('\n').slice(0, 2)).toEqual([
        'event_count,bucket_start',
        '1,2024-07-10T09:00:00Z',
      ]);
    }),
  );

  it(
    'reads the same keys through a pipe, and with a filter',
    inFolder(async (folder) => {
      await folder.write('events.json', INPUT);
      const flags = ['--events-out', '-', '--columns', 'event,props.ms', '--filter', 'type=a'];
      const { stdout } = await folder.run(flags, { stdin: { from: folder.at('events.json') } });
      expect(stdout).toBe('event,props.ms\n2,7.5\n3,slow\n');
    }),
  );
});

describe.concurrent('keys of records', () => {
  it(
    'are read in compressed files and in archives, by one thread and by several, beside a file that is plain',
    inFolder(async (folder) => {
      await mkdir(folder.at('in'));
      for (const compression of AVAILABLE.filter((one) => one !== 'brotli')) {
        await folder.write(`in/${compression}`, compressed(Buffer.from(INPUT), compression));
      }
      await folder.write('in/a.zip', zipOf({ 'x.json': INPUT, 'y.json.gz': gzipSync(INPUT) }));
      await folder.write('in/plain.json', INPUT);
      // The events of all files but the first are duplicates.
      const flags = [
        '--events-out',
        'e.csv',
        '--dupes-out',
        'd.csv',
        '--columns',
        'file,props.ms',
        '--filter',
        'props.ms=30',
      ];
      const seen: string[] = [];
      for (const workers of ['1', '2']) {
        expect((await folder.run(['in', ...flags, '--workers', workers])).code).toBe(0);
        const rows = [
          ...(await folder.read('e.csv')).split('\n'),
          ...(await folder.read('d.csv')).split('\n'),
        ];
        seen.push(rows.filter((one) => one.endsWith(',30')).join(' '));
      }
      const files = [
        'a.zip/x.json',
        'a.zip/y.json.gz',
        ...AVAILABLE.filter((one) => one !== 'brotli'),
        'plain.json',
      ];
      const expected = files.sort().map((file) => `in/${file},30`);
      expect(seen).toEqual([expected.join(' '), expected.join(' ')]);
    }),
  );

  it.skipIf(DUCKDB === undefined)(
    'are what DuckDB reads in the same file, filtered and sorted by it',
    inFolder(async (folder) => {
      const lines = Array.from({ length: 300 }, (_, at) => {
        const [user, ms] = [(at * 7) % 40, (at * 9301) % 997];
        const time = new Date(1.72e12 + 1000 * at).toISOString();
        const more = { page: at % 4 === 0 ? `/checkout/${at}` : '/home', props: at % 5 === 0 ? {} : { ms } };
        return JSON.stringify({
          user_id: user,
          event_time: time,
          event_type: at % 2 === 0 ? 'view' : 'buy',
          ...more,
        });
      });
      await folder.write('e.jsonl', lines.join('\n'));
      const columns = [
        '--columns',
        'user_id,page,props.ms',
        '--sort=-props.ms',
        '--filter',
        'type=view page~checkout',
      ];
      await folder.run(['e.jsonl', '--events-out', 'o.parquet', ...columns]);
      const query = `SELECT user_id::VARCHAR, page, coalesce(props.ms::VARCHAR, '') FROM read_json('${folder.at('e.jsonl')}')
        WHERE event_type = 'view' AND page LIKE '%checkout%' ORDER BY props.ms DESC NULLS LAST`;
      const expected = await duckdbRows(query);
      expect(expected.length).toBeGreaterThan(50);
      // Those without the key are in file order here, which DuckDB does not promise.
      const [mine, theirs] = [await duckdbRows(`SELECT * FROM '${folder.at('o.parquet')}'`), expected].map(
        (rows) => [
          rows.filter(([, , ms]) => ms !== ''),
          rows
            .filter(([, , ms]) => ms === '')
            .map(String)
            .sort(),
        ],
      );
      expect(mine).toEqual(theirs);
    }),
  );
});

describe.concurrent('--sort', () => {
  it.for([
    // Equal events are in order of time.
    ['--events-out', 'user_id', ['2', '3', '1', '5']],
    ['--events-out', 'event_time', ['5', '2', '3', '1']],
    ['--events-out', 'props.ms', ['2', '1', '3', '5']],
    ['--events-out', '-page', ['3', '1', '5', '2']],
    ['--skips-out', '-line', ['7', '6']],
    ['--out', '-event_count', ['10', '9', 'u']],
    [
      '--trend-out',
      '-bucket_start',
      ['2024-07-10T11:00:00Z', '2024-07-10T10:30:00Z', '2024-07-10T10:00:00Z', '2024-07-10T09:00:00Z'],
    ],
  ] as const)('orders the rows of %s by %s', async ([output, column, firsts], context) => {
    await inFolder(async (folder) => {
      const csv = await written(folder, 'x.csv', output, 'x.csv', `--sort=${column}`);
      expect(
        slowDelimited(csv, ',')
          .slice(1)
          .map(([first]) => first),
      ).toEqual(firsts);
    })(context);
  });

  it(
    'works by a column that is not written, and in JSON too',
    inFolder(async (folder) => {
      const byKey = await written(folder, 'x.jsonl', '--events-out', 'x.jsonl', '--sort=-page');
      expect(
        byKey
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).event),
      ).toEqual([3, 1, 5, 2]);
      const flags = ['--events-out', 'e.csv', '--columns', 'user_id', '--sort=-event_time'];
      expect(await written(folder, 'e.csv', ...flags)).toBe('user_id\n10\n10\n9\nu\n');
    }),
  );
});

describe.concurrent('a column that is not there', () => {
  it(
    'is wrong usage, and nothing is written',
    inFolder(async (folder) => {
      await folder.write('events.json', INPUT);
      const ended = await folder.run(['events.json', '--events-out', 'e.csv', '--columns', 'props.mss']);
      expectError(ended, 2, 'props.mss is no column and no key of the records', 'near it: props.ms');
      expect(await folder.names()).toEqual(['events.json']);
      expectError(
        await folder.run(['events.json', '--summary', '--sort', 'user_id']),
        2,
        'name an output too',
      );
    }),
  );
});
