import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../source/pipeline/text/bytes.ts';
import { inFolder, summary } from '../helpers/command.ts';

const FAILED = 1;
const WRONG_USAGE = 2;

const TABLE = [
  'user_id,event_time,event_type,note',
  'ana,2024-05-03T09:00:00Z,open,"two',
  'lines"',
  'ben,2024-05-03T09:00:01Z',
  'ben,"2024-05-03T09:00:02Z,open,x',
  'ben,2024-05-03T09:00:03Z,open,"say ""hi"""',
  'cid,yesterday,open,',
  ',2024-05-03T09:00:05Z,open,x',
  'ana,2024-05-03T09:00:00Z,open,again',
  '',
].join('\n');

const REJECTIONS = [
  'event,reason,user_id,event_time,event_type,raw,line,offset,code,column,length',
  '2,"csv_row_error: expected 4 cells, found 2",,,,"ben,2024-05-03T09:00:01Z",4,77,csv_row_error,,24',
  '3,csv_row_error: the quote that opens cell 2 is never closed,,,,"ben,""2024-05-03T09:00:02Z,open,x",5,102,csv_row_error,,32',
  `5,invalid ISO-8601: 'yesterday' is no date,cid,yesterday,open,"cid,yesterday,open,",7,178,invalid ISO-8601,,19`,
  '6,missing_key_or_bad_schema: user_id is missing,,2024-05-03T09:00:05Z,open,",2024-05-03T09:00:05Z,open,x",8,198,missing_key_or_bad_schema,,28',
];

describe.concurrent('a table', () => {
  it('gives events and rejections with the line and the offset of their rows', async (context) => {
    await inFolder(async (folder) => {
      await folder.write('t.csv', TABLE);
      const outputs = [
        '--skips_out',
        'skipped.csv',
        '--events-out',
        'events.csv',
        '--dupes-out',
        'dupes.csv',
      ];
      const { code, stdout, stderr } = await folder.run(['t.csv', ...outputs]);
      expect(code).toBe(0);
      expect(stdout).toBe(summary({ total: 7, valid: 3, skipped: 4, duplicates: 1, users: 2 }));
      expect(stderr).toMatch(/^reading rows of csv-comma, user from user_id, /);
      const rejections = (await folder.read('skipped.csv')).split('\n');
      expect(rejections.slice(0, 5)).toEqual(REJECTIONS);
      expect(await folder.read('events.csv')).toContain('\n4,ben,2024-05-03T09:00:03Z,open,6,');
      expect(await folder.read('dupes.csv')).toContain('\n7,1,ana,2024-05-03T09:00:00Z,open,9,227,note\n');
    })(context);
  });

  it('comes out the same through a pipe, compressed, in UTF-16 and with a byte-order mark', async (context) => {
    await inFolder(async (folder) => {
      await folder.write('t.csv', TABLE);
      const { stdout } = await folder.run(['t.csv', '--summary']);
      const piped = await folder.run(['--summary'], { stdin: { piped: encodeUtf8(TABLE) } });
      expect(piped.stdout).toBe(stdout);
      await folder.write('t.csv.gz', gzipSync(TABLE));
      expect((await folder.run(['t.csv.gz', '--summary'])).stdout).toBe(stdout);
      await folder.write('wide.csv', Buffer.from(`\ufeff${TABLE}`, 'utf16le'));
      expect((await folder.run(['wide.csv', '--summary'])).stdout).toBe(stdout);
      await folder.write('marked.csv', `\ufeff${TABLE}`);
      expect((await folder.run(['marked.csv', '--summary'])).stdout).toBe(stdout);
    })(context);
  });

  it('that is not UTF-8 is read in the encoding that makes sense of it, with a note', async (context) => {
    await inFolder(async (folder) => {
      const text =
        'user_id;event_time;event_type\nJ\u00f6rg;2024-05-03T09:00:00Z;\u00f6ffnen\nana;2024-05-03T09:00:01Z;x\n';
      await folder.write('t.csv', Buffer.from(text, 'latin1'));
      const { stderr } = await folder.run(['t.csv', '--events-out', 'events.csv']);
      expect(stderr).toContain(
        't.csv: it is not UTF-8; it was read as windows-1252 (--encoding names another)',
      );
      expect(await folder.read('events.csv')).toContain('1,J\u00f6rg,2024-05-03T09:00:00Z,\u00f6ffnen,2,');
    })(context);
  });

  it('that is UTF-8 but for a few lines stays so, with a note', async (context) => {
    await inFolder(async (folder) => {
      const row = (user: string): Buffer => Buffer.from(`${user},2024-05-03T09:00:00Z,x\n`);
      const broken = Buffer.concat([Buffer.of(0xf6), row('')]);
      const rows = [row('J\u00f6rg'), row('S\u00f8ren'), broken, row('Zo\u00eb'), row('ana')];
      await folder.write('t.csv', Buffer.concat([Buffer.from('user_id,event_time,event_type\n'), ...rows]));
      const { stderr } = await folder.run(['t.csv', '--events-out', 'events.csv']);
      expect(stderr).toContain('t.csv: 1 record holds bytes that are not UTF-8; --encoding windows-1252');
      expect(await folder.read('events.csv')).toContain('\n1,J\u00f6rg,');
    })(context);
  });

  it('without a line of names has those that --header gives, and the pin has them', async (context) => {
    await inFolder(async (folder) => {
      await folder.write('t.csv', 'ana,2024-05-03T09:00:00Z,open\nben,2024-05-03T09:00:10Z,buy\n');
      const header = ['--header', 'who,user_id\\,x,what'];
      const { stdout } = await folder.run(['t.csv', ...header, '--time-key', 'user_id\\,x', '--json']);
      const { plan, valid_events } = JSON.parse(stdout);
      expect({ valid_events, header: plan.header }).toEqual({
        valid_events: 2,
        header: ['who', 'user_id,x', 'what'],
      });
      expect(plan.pin.slice(0, 4)).toEqual(['--format', 'csv-comma', ...header]);
      const { stderr } = await folder.run(['t.csv', ...plan.pin, '--summary']);
      expect(stderr).not.toContain('reading');
    })(context);
  });

  it('is read from a plan file as from flags', async (context) => {
    await inFolder(async (folder) => {
      await folder.write('t.csv', TABLE);
      await folder.write('plan.json', (await folder.run(['t.csv', '--plan', '--json'])).stdout);
      const { stdout } = await folder.run(['t.csv', '--plan-file', 'plan.json', '--json']);
      expect(JSON.parse(stdout)).toMatchObject({ valid_events: 3, plan: { format: { text: 'csv-comma' } } });
    })(context);
  });

  it('says of which of several columns of one name a value is, and of quotes with backslashes that they break rows', async (context) => {
    await inFolder(async (folder) => {
      const rows = ['ana,T01:00Z,open,x,ben', 'cid,T02:00Z,open,y,', ',T03:00Z,"a \\"b\\"",z,dan'];
      const header = 'user_id,event_time,event_type,page,user_id\n';
      await folder.write('t.csv', `${header}${rows.join('\n').replaceAll('T', '2024-05-03T')}\n`);
      const { stdout, stderr } = await folder.run(['t.csv', '--events-out', '-']);
      expect(stdout.split('\n').map((line) => line.split(',')[1])).toEqual([
        'user_id',
        'ben',
        'cid',
        undefined,
      ]);
      expect(stderr).toContain(
        'warning: columns 1 and 5 are named user_id: the last of them that is not empty is read (--header gives each a name)',
      );
      expect(stderr).toContain(
        'warning: rows with a backslash before a quote are rejected; double the quotes',
      );
    })(context);
  });

  it('of a header alone is no error, but a warning', async (context) => {
    await inFolder(async (folder) => {
      await folder.write('t.csv', 'user_id,event_time,event_type\n');
      const { code, stderr } = await folder.run(['t.csv', '--summary']);
      expect(code).toBe(0);
      expect(stderr).toContain('warning: no row was found in t.csv: it has a header line alone');
    })(context);
  });
});

describe.concurrent('flags that do not fit a table', () => {
  it.for<[flags: string[], code: number, words: string]>([
    [['--header', 'a,b'], FAILED, 'cannot read t.csv as a table: most of its rows do not have 2 cells'],
    [['--header', 'a,,b'], WRONG_USAGE, '--header a,,b has an empty name'],
    [['--header', 'a,b', '--format', 'json'], WRONG_USAGE, '--header names the columns of a table'],
    [
      ['--format', 'xlsx'],
      WRONG_USAGE,
      'is not a format; there are br, gzip, zstd, bzip2, xz, json, parquet, csv, csv-comma',
    ],
    [['--strict'], FAILED, 'it is a table of text; read it as one: event-sessions-tui --format csv -- t.csv'],
  ])('are an error: %s', async ([flags, code, words], context) => {
    await inFolder(async (folder) => {
      await folder.write('t.csv', TABLE);
      const ended = await folder.run(['t.csv', '--summary', ...flags]);
      expect(ended).toMatchObject({ code, stdout: '' });
      expect(ended.stderr).toContain(words);
    })(context);
  });
});
