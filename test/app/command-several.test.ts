import { mkdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BAD_LINE, inFolder, summary } from '../helpers/command.ts';
import { ALL_OUTPUTS, event, otherKeys, parquetOf, places, row } from '../helpers/several-files.ts';

/** Spec section 15: several files are one input. */

describe.concurrent('several files are read as one', () => {
  it(
    'in the order in which they are named, duplicates across files removed',
    inFolder(async (folder) => {
      await folder.write('b.json', event(1, 0) + event(1, 1));
      await folder.write('a.json', event(1, 1) + event(2, 2));
      const { code, stdout } = await folder.run(['b.json', 'a.json', '--dupes-out', 'd.csv']);
      expect(code).toBe(0);
      expect(stdout).toBe(summary({ total: 4, valid: 4, skipped: 0, duplicates: 1, users: 2 }));
      expect(await folder.read('d.csv')).toBe(
        'event,duplicate_of,user_id,event_time,event_type,line,offset,differs,file\n' +
          '3,2,1,2024-07-10T10:01:00Z,a,1,0,,a.json\n',
      );
    }),
  );

  it(
    'from folders, in natural order of name, with the file of each record after it',
    inFolder(async (folder) => {
      await mkdir(folder.at('logs/day2'), { recursive: true });
      await folder.write('logs/day10.json', event(3, 3));
      await folder.write('logs/day2/x.json', `\n${event(2, 2)}${BAD_LINE}`);
      await folder.write('logs/day1.json.gz', gzipSync(`\ufeff${event(1, 1)}`));
      const { code } = await folder.run(['logs/', '--events-out', 'e.csv', '--skips_out', 'r.csv']);
      expect(code).toBe(0);
      expect(await folder.read('e.csv')).toBe(
        'event,user_id,event_time,event_type,line,offset,file\n' +
          '1,1,2024-07-10T10:01:00Z,a,1,3,logs/day1.json.gz\n' +
          '2,2,2024-07-10T10:02:00Z,a,2,1,logs/day2/x.json\n' +
          '4,3,2024-07-10T10:03:00Z,a,1,0,logs/day10.json\n',
      );
      const [header, row] = (await folder.read('r.csv')).split('\n');
      expect(header).toBe(
        'event,reason,user_id,event_time,event_type,raw,line,offset,code,column,length,file',
      );
      expect(row).toMatch(/^3,invalid ISO-8601: .*,3,68,invalid ISO-8601,,\d+,logs\/day2\/x.json$/);
    }),
  );

  it(
    'from patterns that the shell has not expanded, ** for any folders',
    inFolder(async (folder) => {
      await mkdir(folder.at('a/b/c'), { recursive: true });
      await folder.write('a/1.json', event(1, 1));
      await folder.write('a/b/2.json', event(2, 2));
      await folder.write('a/b/c/3.jsonl', event(3, 3));
      await folder.write('a/b/c/4.txt', event(4, 4));
      const { stdout } = await folder.run(['a/**/*.{json,jsonl}', '--summary']);
      expect(stdout).toBe(summary({ total: 3, valid: 3, skipped: 0, duplicates: 0, users: 3 }));
      const { stdout: one } = await folder.run(['a/?.[!x]son', '--summary']);
      expect(one).toBe(summary({ total: 1, valid: 1, skipped: 0, duplicates: 0, users: 1 }));
    }),
  );

  it(
    'with records that end where their file ends',
    inFolder(async (folder) => {
      await folder.write('1.json', event(1, 1).slice(0, -3));
      await folder.write('2.json', `"x": 2}${event(2, 2)}`);
      const { stdout } = await folder.run(['1.json', '2.json', '--summary']);
      expect(stdout).toBe(summary({ total: 2, valid: 1, skipped: 1, duplicates: 0, users: 1 }));
    }),
  );
});

describe.concurrent('a file that the plan of all does not fit', () => {
  it(
    'is read by a plan of its own, with a warning',
    inFolder(async (folder) => {
      await folder.write('a.json', event(1, 1) + event(2, 2));
      await folder.write(
        'b.json',
        `${otherKeys(0)}{"userId": "o1", "timestamp": "never", "action": "buy"}\n`,
      );
      await folder.write('c.json', event(3, 3));
      const { code, stdout, stderr } = await folder.run(['.', '--skips_out', 'r.csv', '--events-out', '-']);
      expect(code).toBe(0);
      expect(stderr).toContain('total_events: 14\nvalid_events: 13\n');
      expect(stderr).toContain(
        'b.json is read by a plan of its own: JSON, user from userId, time from timestamp',
      );
      expect(stdout).toContain('3,o0,2024-07-11T10:00:00Z,buy,1,0,b.json\n');
      expect(stdout).toContain('14,3,2024-07-10T10:03:00Z,a,1,0,c.json\n');
      expect(await folder.read('r.csv')).toMatch(
        /\n13,invalid ISO-8601: 'never' .*,o1,never,buy,.*,b.json\n/,
      );
    }),
  );

  it(
    'is read by the plan of all where nothing is to be found',
    inFolder(async (folder) => {
      await folder.write('a.json', event(1, 1));
      await folder.write('b.json', otherKeys(0));
      const { stdout } = await folder.run(['a.json', 'b.json', '--strict', '--summary']);
      expect(stdout).toBe(summary({ total: 11, valid: 1, skipped: 10, duplicates: 0, users: 1 }));
    }),
  );
});

describe.concurrent('files of different formats are one input', () => {
  it(
    'each read as what it is, with its own header, envelope, or container',
    inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      await folder.write('logs/a.json', event('1', 1) + BAD_LINE);
      await folder.write(
        'logs/b.csv',
        `user_id,event_time,event_type\n${row(2, 2)}${row(1, 1)}3,2024-07-10T10:03:00Z`,
      );
      await folder.write(
        'logs/c.csv',
        '# of May\r\nevent_type;user_id;event_time\r\na;4;2024-07-10T10:04:00Z',
      );
      await folder.write('logs/d.jsonl.gz', gzipSync(event(5, 5)));
      await folder.write('logs/e.json', `{"meta": {"n": 1}, "Records": [${event(6, 6)}]}`);
      await folder.write('logs/f.parquet', parquetOf(7, 8));
      await folder.write('logs/notes.txt', 'words, and nothing else\n');
      const { code, stdout } = await folder.run(['logs', ...ALL_OUTPUTS, '--summary']);
      expect(code).toBe(0);
      expect(stdout).toBe(summary({ total: 10, valid: 8, skipped: 2, duplicates: 1, users: 7 }));
      expect(places(await folder.read('e.csv'))).toEqual([
        ['1', 'logs/a.json:1'],
        ['2', 'logs/b.csv:2'],
        ['4', 'logs/c.csv:3'],
        ['5', 'logs/d.jsonl.gz:1'],
        ['6', 'logs/e.json:1'],
        ['7', 'logs/f.parquet:1'],
        ['8', 'logs/f.parquet:2'],
      ]);
      expect(await folder.read('d.csv')).toContain('\n4,1,1,2024-07-10T10:01:00Z,a,3,55,,logs/b.csv\n');
      expect(await folder.read('r.csv')).toMatch(/csv_row_error.*,4,\d+,csv_row_error,,22,logs\/b\.csv\n/);
    }),
  );

  it(
    'where most are tables, what is none is read as JSON or left out',
    inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      await folder.write('logs/README.txt', 'what the columns mean\nask somebody\n');
      await folder.write('logs/a.csv', `user_id,event_time,event_type\n${row(1, 1)}`);
      await folder.write('logs/b.csv', `user_id,event_time,event_type\n${row(2, 2)}`);
      await folder.write('logs/c.csv', 'user_id,event_time,event_type\n');
      await folder.write('logs/d.json', event(3, 3));
      const { stdout, stderr } = await folder.run(['logs', '--summary']);
      expect(stdout).toBe(summary({ total: 3, valid: 3, skipped: 0, duplicates: 0, users: 3 }));
      expect(stderr).toContain('3 files read, left out: 2 without a record');
    }),
  );

  it(
    'with stray runs that end where their file ends, and none of a file without a record',
    inFolder(async (folder) => {
      await folder.write('a.txt', 'words\n');
      await folder.write('b.json', `\nwhat ${event(1, 1)}the end`);
      await folder.write('c.json', `begins\n${event(2, 2)}`);
      await mkdir(folder.at('logs'));
      for (const name of ['a.txt', 'b.json', 'c.json']) {
        await folder.write(`logs/${name}`, await folder.read(name));
      }
      await folder.run(['logs', '--stray-out', 'x.csv']);
      expect(await folder.read('x.csv')).toBe(
        'line,offset,length,raw,file\n' +
          '2,1,4,what,logs/b.json\n' +
          '3,73,7,the end,logs/b.json\n' +
          '1,0,6,begins,logs/c.json\n',
      );
    }),
  );
});
