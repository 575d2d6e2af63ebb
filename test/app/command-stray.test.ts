import { describe, expect, it } from 'vitest';
import { compressed } from '../helpers/archives.ts';
import { BAD_LINE, GOOD_LINE, inFolder } from '../helpers/command.ts';

const PREFIX = '2024-05-03 09:00:13,461 INFO [app] - ';
const CONFLICT = `[\n${GOOD_LINE}<<<<<<< HEAD\n${BAD_LINE}>>>>>>> a, "b"\n]\n`;
const RUNS = 'line,offset,length,raw\n3,78,12,<<<<<<< HEAD\n5,164,14,">>>>>>> a, ""b"""\n';

describe.concurrent('--stray-out', () => {
  it(
    'writes what is in no record, with its address, from a file and from a pipe',
    inFolder(async (folder) => {
      await folder.write('conflict.json', CONFLICT);
      const ended = await folder.run(['conflict.json', '--stray-out', 'stray.csv']);
      expect(ended.code).toBe(0);
      expect(ended.stdout).toContain('total_events: 2\nvalid_events: 1\nskipped_events: 1\n');
      expect(await folder.read('stray.csv')).toBe(RUNS);
      const piped = await folder.run(['--stray-out', '-'], { stdin: { piped: CONFLICT } });
      expect([piped.code, piped.stdout]).toEqual([0, RUNS]);
    }),
  );

  it(
    'writes a header alone where nothing is stray',
    inFolder(async (folder) => {
      await folder.write('fine.json', GOOD_LINE);
      expect((await folder.run(['fine.json', '--stray-out', 'stray.csv'])).code).toBe(0);
      expect(await folder.read('stray.csv')).toBe('line,offset,length,raw\n');
    }),
  );

  it(
    'has the texts of a pipe that is too long to be kept, wherever it arrives in pieces',
    inFolder(async (folder) => {
      const lines = Array.from({ length: 200_000 }, (_, i) => (i % 50_000 === 7 ? `lone ${i}\n` : GOOD_LINE));
      const ended = await folder.run(['--stray-out', '-'], { stdin: { piped: lines.join('') } });
      expect(ended.stdout.split('\n').map((row) => row.split(',').at(-1))).toEqual([
        ...['raw', 'lone 7', 'lone 50007', 'lone 100007', 'lone 150007', ''],
      ]);
    }),
  );

  it(
    'says how many are kept where they are too many',
    inFolder(async (folder) => {
      await folder.write('long.json', `${GOOD_LINE}${'x\n'.repeat(100_001)}`);
      const ended = await folder.run(['long.json', '--stray-out', 'stray.csv', '--json']);
      const { stray_runs, stray_bytes, warnings } = JSON.parse(ended.stdout);
      expect({ stray_runs, stray_bytes, warnings }).toEqual({
        ...{ stray_runs: 100_001, stray_bytes: 100_001 },
        warnings: [
          'stray.csv has 100,000 of 100,001 stray runs: the first 100,000 before a record and the first 100,000 others',
        ],
      });
      expect((await folder.read('stray.csv')).split('\n')).toHaveLength(100_002);
    }),
  );

  it(
    'has what could be read of an archive that is cut off, and the exit code says so',
    inFolder(async (folder) => {
      const archive = compressed(Buffer.from(CONFLICT + GOOD_LINE.repeat(2000)), 'gzip');
      await folder.write('cut.gz', archive.subarray(0, -9));
      const ended = await folder.run(['cut.gz', '--stray-out', 'stray.csv', '--json']);
      expect(ended.code).toBe(1);
      expect(JSON.parse(ended.stdout)).toMatchObject({ complete: false, stray_runs: 2 });
      expect(await folder.read('stray.csv')).toBe(RUNS);
      expect(await folder.drafts()).toEqual([]);
    }),
  );

  it(
    'writes nothing where there is no record at all, and is no other output',
    inFolder(async (folder) => {
      await folder.write('text.txt', 'nothing but text\n');
      expect((await folder.run(['text.txt', '--stray-out', 'stray.csv'])).code).toBe(1);
      expect(await folder.names()).toEqual(['text.txt']);
      await folder.write('conflict.json', CONFLICT);
      const twice = await folder.run(['conflict.json', '--stray-out', 'a.csv', '--out', 'a.csv']);
      expect(twice.code).toBe(2);
      expect((await folder.run(['conflict.json', '--stray-out', 'conflict.json'])).code).toBe(2);
      expect(await folder.read('conflict.json')).toBe(CONFLICT);
    }),
  );
});

describe.concurrent('what is in no record is reported', () => {
  it(
    'calmly where most records have text before them',
    inFolder(async (folder) => {
      await folder.write('app.log', `${PREFIX}${GOOD_LINE}`.repeat(4) + GOOD_LINE);
      const { code, stderr } = await folder.run(['app.log', '--summary']);
      expect(code).toBe(0);
      expect(stderr).toContain('  text before 4 of 5 records\n');
      expect(stderr).not.toContain('stray run');
    }),
  );

  it(
    'as damage, with its place, where it is alone, also among records that have text before them',
    inFolder(async (folder) => {
      await folder.write('app.log', `${`${PREFIX}${GOOD_LINE}`.repeat(3)}Traceback\n${PREFIX}${GOOD_LINE}`);
      const { stderr } = await folder.run(['app.log', '--summary']);
      expect(stderr).toContain('  text before 4 of 4 records\n  1 stray run, the first on line 4 at byte ');
      expect(stderr).toContain('--stray-out lists them');
    }),
  );
});
