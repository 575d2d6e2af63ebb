import { mkdir, readFile, truncate } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AVAILABLE, compressed } from '../helpers/archives.ts';
import { BAD_LINE, expectError, inFolder, summary } from '../helpers/command.ts';
import { PACKERS, tarOf, zipOf } from '../helpers/packed.ts';
import { event, row } from '../helpers/several-files.ts';

/** Spec section 14: the members of archives are read as several files. */

const HEADER = 'user_id,event_time,event_type\n';
const FILES = {
  'day10.json': event(2, 2),
  'day2.json': `\n${event(1, 1)}${BAD_LINE}${event(2, 2)}`,
  'more/table.csv': HEADER + row(7, 7),
  'more/day1.jsonl.gz': gzipSync(event(1, 1)),
  '.hidden.json': event(9, 9),
  '.git/a.json': event(9, 9),
  '__MACOSX/._day10.json': event(9, 9),
  'notes.txt': 'none\n',
};
const OUTPUTS = ['--events-out', 'e.csv', '--skips_out', 'r.csv', '--dupes-out', 'd.csv', '--json'];

describe.concurrent('an archive', () => {
  it(
    'gives what the folder gives that was packed, each member as its own format',
    inFolder(async (folder) => {
      for (const [name, content] of Object.entries(FILES)) {
        await mkdir(folder.at(`in/${name}/..`), { recursive: true });
        await folder.write(`in/${name}`, content);
      }
      const { stdout } = await folder.run(['in', ...OUTPUTS]);
      const facts = JSON.parse(stdout);
      expect(facts).toMatchObject({ total_events: 6, valid_events: 5, duplicates_removed: 2 });
      const outputs = await Promise.all(['e.csv', 'r.csv', 'd.csv'].map((name) => folder.read(name)));
      for (const name of ['deflated.zip', 'streamed.zip', 'pax.tar', 'gnu.tar.gz']) {
        const pack = PACKERS[name];
        await folder.write(name, pack(FILES));
        const ended = await folder.run([name, ...OUTPUTS]);
        const found = JSON.parse(ended.stdout);
        for (const key of ['total_events', 'valid_events', 'duplicates_removed', 'unique_users', 'reasons']) {
          expect(found[key]).toEqual(facts[key]);
        }
        expect(found.files.left_out).toMatchObject({ hidden: 3, without_record: 1 });
        expect(ended.code).toBe(0);
        for (const [i, output] of ['e.csv', 'r.csv', 'd.csv'].entries()) {
          expect((await folder.read(output)).replaceAll(`${name}/`, 'in/')).toBe(outputs[i]);
        }
      }
    }),
  );

  it(
    'comes through a pipe, and compressed with anything',
    inFolder(async (folder) => {
      const expected = summary({ total: 2, valid: 2, skipped: 0, duplicates: 0, users: 2 });
      const tar = tarOf({ 'a.json': event(1, 1), 'b.json': event(2, 2) });
      for (const compression of AVAILABLE.filter((one) => one === 'xz' || one === 'zstd')) {
        await folder.write('events', compressed(tar, compression));
        expect((await folder.run(['events', '--summary'])).stdout).toBe(expected);
      }
      const zip = zipOf({ 'a.json': event(1, 1), 'b.json': event(2, 2) });
      for (const archive of [tar, gzipSync(tar), zip]) {
        const { code, stdout } = await folder.run(['--summary'], { stdin: { piped: archive } });
        expect({ code, stdout }).toEqual({ code: 0, stdout: expected });
      }
    }),
  );

  it(
    'with one member is read as simply as a file',
    inFolder(async (folder) => {
      const text = event(1, 1) + BAD_LINE;
      await folder.write('day.json', text);
      await folder.run(['day.json', '--events-out', 'plain.csv']);
      for (const [name, archive] of [
        ['one.zip', zipOf({ 'day.json': text })],
        ['one.tar', tarOf({ 'day.json': text })],
        ['one.tgz', gzipSync(tarOf({ 'day.json': text }))],
      ] as const) {
        await folder.write(name, archive);
        const { stdout, stderr } = await folder.run([name, '--events-out', 'e.csv', '--json']);
        expect(JSON.parse(stdout)).toMatchObject({ input: `${name}/day.json`, total_events: 2 });
        expect(stderr).not.toContain('file');
        expect(await folder.read('e.csv')).toBe(await folder.read('plain.csv'));
      }
    }),
  );

  it(
    'beside other files of a folder has its members among them',
    inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      await folder.write('logs/a.json', event(1, 1));
      await folder.write('logs/b.zip', zipOf({ 'x.json': event(2, 2), 'y.json': event(3, 3) }));
      await folder.write('logs/c.tgz', gzipSync(tarOf({ 'z.json': event(4, 4) })));
      const { stdout } = await folder.run(['logs', '--events-out', '-', '--summary']);
      const files = stdout.split('\n').map((line) => line.split(',').at(-1));
      expect(files.slice(1, 5)).toEqual(
        ['a.json', 'b.zip/x.json', 'b.zip/y.json', 'c.tgz/z.json'].map((f) => `logs/${f}`),
      );
    }),
  );
  it(
    'has Parquet in it however it is packed, also through a pipe',
    inFolder(async (folder) => {
      const users = [1, 2, 3].map((user) => event(user, user)).join('');
      await folder.write('e.json', users);
      // Other columns than those by which this program knows its own tables, which it leaves out of folders.
      await folder.run(['e.json', '--events-out', 'e.parquet', '--columns', 'event_time,user_id,event_type']);
      const parquet = await readFile(folder.at('e.parquet'));
      const two = { 'e.parquet': parquet, 'f.json': event(4, 4) };
      const expected = (users: number): object => ({ code: 0, total: users, users });
      for (const [name, bytes, users] of [
        ['two.zip', zipOf(two), 4],
        ['two.tgz', gzipSync(tarOf(two)), 4],
        ['one.zip', zipOf({ 'e.parquet': parquet }), 3],
        ['e.parquet.gz', gzipSync(parquet), 3],
      ] as const) {
        await folder.write(name, bytes);
        for (const ended of [
          await folder.run([name, '--json']),
          await folder.run(['--json'], { stdin: { piped: bytes } }),
        ]) {
          const { total_events: total, unique_users: found, plan } = JSON.parse(ended.stdout);
          expect({ code: ended.code, total, users: found }).toEqual(expected(users));
          if (name === 'e.parquet.gz') expect(plan.format.text).toBe('parquet');
          expect(ended.stderr).not.toContain('warning');
        }
      }
      await mkdir(folder.at('more'));
      await folder.write('more/cut.parquet', parquet.subarray(0, 100));
      await folder.write('more/e.parquet.gz', gzipSync(parquet));
      const { code, stderr } = await folder.run(['more', '--summary']);
      expect(code).toBe(1);
      expect(stderr).toContain('tui: cannot read more/cut.parquet: it is Parquet, cut off or damaged');
    }),
  );
});

describe.concurrent('what cannot be read of an archive', () => {
  it.for([
    [
      'encrypted members',
      zipOf({ 'a.json': event(1, 1) }, { flags: 1 }),
      'bad.zip/a.json: it is encrypted; ',
    ],
    ['an unknown method', zipOf({ 'a.json': event(1, 1) }, { method: 14 }), 'it is compressed with LZMA'],
    ['a workbook', zipOf({ 'xl/a.xml': '', '[Content_Types].xml': '' }), 'bad.zip: it is an Excel workbook'],
    [
      'a file with a command',
      zipOf({ 'mac.csv': 'user,time\rana,2024\r' }, { method: 0 }),
      "tr '\\r' '\\n' < FILE",
    ],
    ['a program', zipOf({ 'A.class': 'x', 'META-INF/MANIFEST.MF': '' }), 'it is a Java archive'],
    ['no file', zipOf({ 'a/': '' }), 'there is no file to read in it'],
  ] as const)('is reported in one line if it is %s', async ([, archive, why], context) => {
    await inFolder(async (folder) => {
      await folder.write('bad.zip', archive);
      expectError(await folder.run(['bad.zip', '--out', 's.csv']), 1, why);
      expect(await folder.names()).toEqual(['bad.zip']);
    })(context);
  });

  it(
    'is only the member that is damaged, or that is an archive itself',
    inFolder(async (folder) => {
      const long = Array.from({ length: 3000 }, (_, at) => event(at, at % 60)).join('');
      const members = {
        'a.json': event(1, 1),
        'b.zip': zipOf({ x: '' }),
        'c.json': long,
        'd.json': event(9999, 2),
      };
      const zip = zipOf(members);
      zip[zip.indexOf('c.json') + 2000] ^= 0x55;
      await folder.write('bad.zip', zip);
      const { code, stdout, stderr } = await folder.run(['bad.zip', '--json', '--events-out', 'e.csv']);
      expect(code).toBe(1);
      const found = JSON.parse(stdout);
      expect(found.complete).toBe(false);
      expect(found.files.failures.map((one: { file: string }) => one.file)).toEqual([
        'bad.zip/b.zip',
        'bad.zip/c.json',
      ]);
      expect(stderr).toContain(
        '2 of 4 files could not be read, the first: cannot read bad.zip/b.zip: it is a zip archive',
      );
      expect(stderr).toMatch(/bad.zip\/c.json.*its bytes in the archive are damaged/);
      expect(await folder.read('e.csv')).toMatch(/,bad.zip\/a.json\n[\s\S]*,bad.zip\/d.json\n$/);
    }),
  );

  it.for([
    ['small, of two', [40, 40]],
    ['large, of two', [40, 12_000]],
    ['small, the only one', [40]],
    ['large, the only one', [300_000]],
  ] as const)(
    'is a stored member with a wrong checksum, whose events are kept: %s',
    async ([, counts], context) => {
      await inFolder(async (folder) => {
        const texts = counts.map((count, file) =>
          Array.from({ length: count }, (_, at) => event(file, at % 60)).join(''),
        );
        const names = texts.map((_, file) => `${file}.json`);
        const zip = zipOf(Object.fromEntries(names.map((name, file) => [name, texts[file]])), { method: 0 });
        // A letter of the last type.
        zip[zip.lastIndexOf('"}\n') - 1] ^= 1;
        await folder.write('bad.zip', zip);
        const { code, stdout, stderr } = await folder.run([
          'bad.zip',
          '--json',
          '--out',
          's.csv',
          '--workers',
          '2',
        ]);
        const { complete, total_events: total, valid_events: valid } = JSON.parse(stdout);
        const all = counts.reduce((sum: number, count) => sum + count, 0);
        expect({ code, complete, total, valid }).toEqual({
          code: 1,
          complete: false,
          total: all,
          valid: all,
        });
        expect(stderr).toMatch(
          new RegExp(
            `cannot read bad.zip/${names.at(-1)}.*: its bytes in the archive are damaged \\(the checksum is wrong\\)`,
          ),
        );
        expect((await folder.read('s.csv')).split('\n')).toHaveLength(counts.length + 2);
      })(context);
    },
  );

  it.for(Object.keys(PACKERS))('leaves what comes before a cut: %s', async (name, context) => {
    await inFolder(async (folder) => {
      const texts = [1, 2, 3].map((user) =>
        Array.from({ length: 40 }, (_, at) => event(user * 100 + at, at)).join(''),
      );
      const archive = PACKERS[name]({ 'a.json': texts[0], 'b.json': texts[1], 'c.json': texts[2] });
      await folder.write(name, archive);
      await truncate(folder.at(name), Math.floor(archive.length * 0.8));
      const { code, stdout, stderr } = await folder.run([name, '--json', '--out', 's.csv']);
      const found = JSON.parse(stdout);
      expect({ code, complete: found.complete }).toEqual({ code: 1, complete: false });
      expect(found.valid_events).toBeGreaterThanOrEqual(40);
      // The half of a record before the cut is none.
      expect(found.skipped_events).toBe(0);
      expect(stderr).toContain('cut off');
      expect((await folder.read('s.csv')).split('\n')).toHaveLength(found.unique_users + 2);
    })(context);
  });
});
