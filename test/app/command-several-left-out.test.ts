import { link, mkdir, readFile, symlink } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AVAILABLE, compressed } from '../helpers/archives.ts';
import {
  BAD_LINE,
  EXAMPLE,
  expectError,
  type Folder,
  GOOD_LINE,
  inFolder,
  summary,
} from '../helpers/command.ts';
import { IS_FULL } from '../helpers/full.ts';
import { ALL_OUTPUTS, event, otherKeys, row } from '../helpers/several-files.ts';

/** Spec section 15: several files are one input. */

const FAILED = 1;
const WRONG_USAGE = 2;

describe.concurrent('of a folder is left out, and counted', () => {
  it(
    'what is hidden, holds no record, is no regular file, was met before, or was written by this program',
    inFolder(async (folder) => {
      await mkdir(folder.at('logs/more'), { recursive: true });
      await folder.write('logs/a.json', event(1, 1) + BAD_LINE);
      await folder.write('logs/.b.json', event(2, 1));
      await folder.write('logs/README.md', 'read me\n');
      await folder.write('logs/empty.json', '');
      await folder.write('logs/picture.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10));
      await link(folder.at('logs/a.json'), folder.at('logs/z.json'));
      await symlink('more', folder.at('logs/link'));
      folder.fifo('logs/pipe');
      const endings = ['.parquet', '.jsonl', '.json', '.csv'];
      const written = ALL_OUTPUTS.map((word) =>
        word.endsWith('.csv') ? `logs/${word.replace('.csv', endings.shift() ?? '')}` : word,
      );
      await folder.run(['logs', ...written, '--provenance']);
      const { code, stdout, stderr } = await folder.run(['logs', '--json']);
      expect(code).toBe(0);
      expect(stderr).toContain(
        '1 file read, left out: 3 without a record, 4 written by this program, 1 hidden',
      );
      const { files, total_events } = JSON.parse(stdout);
      expect(total_events).toBe(2);
      expect(files).toEqual({
        read: 1,
        failed: 0,
        left_out: { without_record: 3, own_tables: 4, hidden: 1, not_regular: 2, outputs: 0, repeated: 1 },
        by_file: [{ file: 'logs/a.json', size: 140, total_events: 2, valid_events: 1, skipped_events: 1 }],
      });
    }),
  );

  it(
    'an output of the run itself; one that is named as well is wrong usage',
    inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      await folder.write('logs/a.json', event(1, 1));
      await folder.write('logs/out.json', event(2, 1));
      const { stderr } = await folder.run(['logs', '--out', 'logs/out.json']);
      expect(stderr).toContain('1 file read, left out: 1 an output of this run');
      await folder.write('logs/out.json', event(2, 1));
      expectError(
        await folder.run(['logs/a.json', 'logs/out.json', '--out', 'logs/out.json']),
        WRONG_USAGE,
        'is the input',
      );
    }),
  );

  it(
    'unless it is named itself',
    inFolder(async (folder) => {
      await folder.write('.a.json', event(1, 1));
      await folder.write('b.json', event(2, 1));
      const { stdout } = await folder.run(['.a.json', 'b.json', '--summary']);
      expect(stdout).toBe(summary({ total: 2, valid: 2, skipped: 0, duplicates: 0, users: 2 }));
    }),
  );
});

describe.concurrent('a file that cannot be read does not stop the others', () => {
  it(
    'and is reported at the end, with exit 1, when the others are written',
    inFolder(async (folder) => {
      await folder.write('a.json', event(1, 1));
      await folder.write('c.json', event(3, 1));
      const { code, stdout, stderr } = await folder.run([
        'a.json',
        'b.json',
        'c.json',
        '--out',
        's.csv',
        '--json',
      ]);
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /cannot read b\.json: no such file or folder; check the name; the numbers .* are those/,
      );
      expect(JSON.parse(stdout)).toMatchObject({ complete: false, total_events: 2, files: { failed: 1 } });
      expect((await folder.read('s.csv')).split('\n')).toHaveLength(4);
    }),
  );

  it(
    'as an archive that is cut off does, of which the beginning is read',
    inFolder(async (folder) => {
      const archive = gzipSync(Array.from({ length: 500 }, (_, i) => event(`u${i}`, i % 60)).join(''));
      await folder.write('a.json.gz', archive.subarray(0, archive.length / 2));
      await folder.write('b.json', event('last', 1));
      const { code, stdout, stderr } = await folder.run(['a.json.gz', 'b.json', '--json']);
      expect(code).toBe(1);
      expect(stderr).toContain('is cut off');
      const { skipped_events, files } = JSON.parse(stdout);
      expect(skipped_events).toBe(0);
      expect(files.by_file.map(({ file }: { file: string }) => file)).toEqual(['a.json.gz', 'b.json']);
    }),
  );

  it(
    'and so does a file that was named and holds no record',
    inFolder(async (folder) => {
      await folder.write('a.json', event(1, 1));
      await folder.write('page.html', '<!doctype html><html></html>');
      const { code, stderr } = await folder.run(['a.json', 'page.html', '--summary']);
      expect(code).toBe(1);
      expect(stderr).toContain('cannot read page.html: it is an HTML page');
    }),
  );

  it(
    'in a few lines, however many they are',
    inFolder(async (folder) => {
      const names = Array.from({ length: 4000 }, (_, i) => `no${i}.json`);
      await folder.write('a.json', event(1, 1));
      const { code, stderr } = await folder.run(['a.json', ...names, '--summary']);
      expect(code).toBe(1);
      expect(stderr.split('\n').length).toBeLessThan(8);
      expect(stderr).toContain('4,000 of 4,001 files could not be read, the first: cannot read no0.json');
      expectError(await folder.run([...names, '--summary']), FAILED, '4,000 of 4,000 files');
    }),
  );
});

describe.concurrent('a folder without a record is an error in one line', () => {
  it(
    'that says how many files there are',
    inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      await folder.write('logs/README.md', 'read me');
      expectError(await folder.run(['logs', '--out', 's.csv']), FAILED, 'logs', 'no record', '1 file');
      expect(await folder.names()).toEqual(['logs']);
    }),
  );
});

describe('many files', () => {
  it(
    'give the same by one thread and by several, whatever is in them',
    inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      await writeAllKinds(folder);
      const others = ['--trend-out', 't.csv', '--stray-out', 'x.csv'];
      const args = ['logs', ...ALL_OUTPUTS, ...others, '--json', '--max-record', '40KiB'];
      const outputs = async (workers: number): Promise<unknown> => {
        const { code, stdout, stderr } = await folder.run([...args, '--workers', String(workers)]);
        const { elapsed_seconds, ...facts } = JSON.parse(stdout);
        const tables = await Promise.all(
          ['s', 'r', 'e', 'd', 't', 'x'].map((name) => folder.read(`${name}.csv`)),
        );
        return { code, stderr, facts, tables };
      };
      const alone = await outputs(1);
      expect(alone).toMatchObject({ code: 1, facts: { files: { failed: 1 }, complete: false } });
      expect(await outputs(3)).toEqual(alone);
    }),
  );
});

/** How many files there are besides the large ones. */
const FILES = IS_FULL ? 1200 : 300;

/** As many kinds as there are, two of them large, one damaged. */
async function writeAllKinds(folder: Folder): Promise<void> {
  const lines = (from: number, count: number): string =>
    Array.from({ length: count }, (_, i) => event((from * 7 + i) % 50, (from + i) % 60, `t${i % 3}`)).join(
      '',
    );
  const long = `{"user_id": 1, "x": "${'x'.repeat(60_000)}", "event_time": "2024-07-10T10:00:00Z", "event_type": "a"}\n`;
  const kinds: ((number: number) => string | Uint8Array)[] = [
    (number) => (number % 100 === 0 ? otherKeys(number) : lines(number, 1)),
    (number) => lines(number, 3),
    (number) => `[${lines(number, 2).trim().replaceAll('\n', ',')}]`,
    (number) => `\ufeff${BAD_LINE}${GOOD_LINE}{"user_id": ${number}, "event_time": nonsense}\n{"cut": `,
    (number) => gzipSync(lines(number, 20)),
    (number) => Buffer.from(`\ufeff${lines(number, 4)}`, 'utf16le'),
    () => 'words and nothing else\n',
    () => '',
    (number) => lines(number, 2) + long + lines(number, 2),
    () => 'user_id,session_start,session_end,event_count\n1,2,3,4\n',
    (number) => `user_id,event_time,event_type\n${row(number % 9, 1)}${row(3, 2)}4\n${row(5, 6)}`,
    (number) => `event_type,event_time,user_id,more\na,2024-07-10T10:00:00Z,${number},1`,
    (number) => `{"n": ${number}, "Records": [${event(number % 7, 1)}, ${event(1, 2)}]}\n`,
    (number) => `begin ${event(number % 7, 3)}between\n${event(1, 4)}end`,
  ];
  await Promise.all(
    Array.from({ length: FILES }, (_, number) =>
      folder.write(`logs/${number}.json`, kinds[number % kinds.length](number)),
    ),
  );
  // In order of name the plan is that of the first.
  await folder.write('logs/0.json', lines(0, 5));
  await folder.write('logs/large1.json', lines(1, 15_000));
  await folder.write('logs/large2.json', lines(2, 30_000).replace('10:30', '25:30'));
  const archive = gzipSync(lines(3, 5000));
  await folder.write('logs/cut.json.gz', archive.subarray(0, archive.length - 2000));
  for (const compression of AVAILABLE) {
    if (compression === 'brotli') continue;
    await folder.write(
      `logs/300.${compression}`,
      compressed(Buffer.from(`stray ${lines(9, 40)}`), compression),
    );
  }
  await folder.write('logs/example.json', await readFile(EXAMPLE));
}
