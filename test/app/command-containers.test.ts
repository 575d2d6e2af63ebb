import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressed, joined, WITH_CHECKSUM } from '../helpers/archives.ts';
import {
  EXAMPLE,
  EXAMPLE_REJECTIONS,
  EXAMPLE_SESSIONS,
  EXAMPLE_SUMMARY,
  expectError,
  type Folder,
  GOOD_LINE,
  inFolder,
} from '../helpers/command.ts';
import { encoded } from '../helpers/encoded.ts';

const OUTPUTS = ['--out', 'sessions.csv', '--skips_out', 'skipped.csv'];
const example = readFileSync(EXAMPLE);

async function expectExample(folder: Folder, stdout: string): Promise<void> {
  expect(stdout).toBe(EXAMPLE_SUMMARY);
  expect(await folder.read('sessions.csv')).toBe(EXAMPLE_SESSIONS);
  expect(await folder.read('skipped.csv')).toBe(EXAMPLE_REJECTIONS);
}

describe.concurrent('an input in a container', () => {
  it.for(WITH_CHECKSUM)(
    'in %s gives the outputs of what is in it, from a file and a pipe',
    async (compression, context) => {
      await inFolder(async (folder) => {
        const archive = compressed(example, compression);
        await folder.write('events', archive);
        const ended = await folder.run(['events', ...OUTPUTS]);
        await expectExample(folder, ended.stdout);
        expect(ended.code).toBe(0);
        const piped = await folder.run(['-', ...OUTPUTS], { stdin: { piped: archive } });
        await expectExample(folder, piped.stdout);
      })(context);
    },
  );

  it.for(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const)(
    'in %s gives the outputs of the same text in UTF-8, also when it is compressed',
    async (encoding, context) => {
      await inFolder(async (folder) => {
        const bytes = encoded(example.toString('utf8'), encoding);
        await folder.write('events', bytes);
        await expectExample(folder, (await folder.run(['events', ...OUTPUTS])).stdout);
        const piped = await folder.run(['-', ...OUTPUTS], { stdin: { piped: gzipSync(bytes) } });
        await expectExample(folder, piped.stdout);
      })(context);
    },
  );

  it(
    'in brotli is read only if a flag names it, since nothing in it shows it',
    inFolder(async (folder) => {
      const input = await folder.write('events.br', brotliCompressSync(example));
      await expectExample(folder, (await folder.run([input, '--format', 'br', ...OUTPUTS])).stdout);
      expectError(await folder.run([input, '--summary']), 1, 'events.br');
    }),
  );

  it(
    'in several containers, one in the other, is read',
    inFolder(async (folder) => {
      const archive = gzipSync(gzipSync(encoded(`\ufeff${example}`, 'utf-16le')));
      await folder.write('events', archive);
      await expectExample(folder, (await folder.run(['events', ...OUTPUTS])).stdout);
      const deep = await folder.write('deep', gzipSync(gzipSync(gzipSync(archive))));
      expectError(await folder.run([deep, '--summary']), 1, 'compressed more than 4 times');
    }),
  );

  it(
    'in an encoding that only a flag can say is decoded in it',
    inFolder(async (folder) => {
      const line = (name: number[]): Buffer =>
        Buffer.concat([
          Buffer.from('{"user_id": "J'),
          Buffer.from(name),
          Buffer.from(`rg", ${GOOD_LINE.slice(15)}`),
        ]);
      const input = await folder.write('events.json', joined(line([0xf6]), line([0xe4])));
      for (const named of [[], ['--encoding', 'utf-8']])
        expect((await folder.run([input, '--json', ...named])).stderr).toContain(
          'events.json: 2 records hold bytes that are not UTF-8; --encoding windows-1252 makes sense of them',
        );
      const { stderr } = await folder.run([input, '--encoding', 'windows-1252', ...OUTPUTS]);
      expect(stderr).toBe('');
      expect(await folder.read('sessions.csv')).toMatch(/^Järg,.*\nJörg,/m);
      expectError(await folder.run([input, '--encoding', 'utf-9', '--json']), 2, 'windows-1252', 'utf-9');
      expectError(await folder.run([input, '--format', 'zip', '--json']), 2, 'bzip2', 'zip');
    }),
  );

  it(
    'that is not UTF-8 is counted over the whole input, however it comes and is read',
    inFolder(async (folder) => {
      const good = Buffer.from(GOOD_LINE.repeat(2000));
      const foreign = Buffer.from(GOOD_LINE.replace('login', 'l\u00f6gin'), 'latin1');
      const text = joined(...Array.from({ length: 30 }, () => [good, foreign]).flat());
      await folder.write('events.json', text);
      await folder.write('events.gz', gzipSync(text));
      const said = /: 30 records hold bytes that are not UTF-8; --encoding windows-1252 makes sense of them/;
      for (const args of [['events.json'], ['events.json', '--workers', '2'], ['events.gz']])
        expect((await folder.run([...args, '--summary'])).stderr).toMatch(said);
      expect((await folder.run(['--summary'], { stdin: { piped: text } })).stderr).toMatch(said);
    }),
  );

  it(
    'in UTF-16 keeps users apart that differ in half a character, and says what cannot be read',
    inFolder(async (folder) => {
      const text = ['\ud800', '\ud801'].map((half) =>
        GOOD_LINE.replace(/"user_id": *1/, `"user_id": "${half}"`),
      );
      await folder.write('events.json', encoded(text.join(''), 'utf-16le'));
      const { stdout, stderr } = await folder.run(['events.json', '--json']);
      expect(JSON.parse(stdout)).toMatchObject({ valid_events: 2, unique_users: 2 });
      expect(stderr).toContain('2 records hold halves of characters');
      const wrong = await folder.write('wrong.json', Uint8Array.of(...Buffer.from(GOOD_LINE), 0x81, 0x20));
      expect((await folder.run([wrong, '--encoding', 'shift_jis', '--summary'])).stderr).toContain(
        '1 place is not valid in shift_jis, and read as U+FFFD',
      );
    }),
  );

  it(
    'that a flag contradicts is named; --format json still opens what is around the text',
    inFolder(async (folder) => {
      await folder.write('events.gz', gzipSync(encoded(`\ufeff${example}`, 'utf-16be')));
      await expectExample(folder, (await folder.run(['events.gz', '--format', 'json', ...OUTPUTS])).stdout);
      await expectExample(
        folder,
        (await folder.run(['events.gz', '--encoding', 'utf-16', ...OUTPUTS])).stdout,
      );
      const zstd = await folder.run(['events.gz', '--format', 'zstd', '--summary']);
      expectError(zstd, 1, 'it is compressed with gzip, not with zstd as --format says; leave --format out');
      await folder.write('plain.json', example);
      for (const [flag, name] of Object.entries({ gzip: 'gzip', br: 'brotli' })) {
        const named = await folder.run(['plain.json', '--format', flag, '--summary']);
        const words = `it is not compressed with ${name}, though --format says so; leave --format out`;
        expectError(named, 1, words);
      }
      const latin = await folder.run(['events.gz', '--encoding', 'utf-16le', '--summary']);
      expectError(latin, 1, 'when it is read in utf-16le');
    }),
  );

  it(
    'in a pipe that begins slowly is waited for until its bytes say what it is',
    inFolder(async (folder) => {
      await folder.write('events.gz', gzipSync(example));
      const slowly = '(head -c1 events.gz; sleep 0.5; tail -c+2 events.gz) | "$@"';
      await expectExample(folder, (await folder.shell(slowly, OUTPUTS)).stdout);
    }),
  );

  it.for(['garbage after', 'a cut', 'damage'])(
    'in gzip with %s gives the same records from a pipe as from a file',
    async (what, context) => {
      await inFolder(async (folder) => {
        const lines = Array.from({ length: 3000 }, (_, i) =>
          GOOD_LINE.replace(/"user_id": *1/, `"user_id": ${(i * 7919) % 997}`),
        );
        const whole = gzipSync(lines.join(''));
        const archive =
          what === 'garbage after' ? joined(whole, Buffer.from('--garbage--')) : Uint8Array.from(whole);
        if (what === 'damage') archive[archive.length >> 1] ^= 0x55;
        await folder.write(
          'events.gz',
          what === 'a cut' ? archive.subarray(0, archive.length - 500) : archive,
        );
        const file = await folder.run(['events.gz', '--summary']);
        const piped = await folder.shell('cat events.gz | "$@"', ['-', '--summary']);
        expect(piped.stdout).toBe(file.stdout);
        expect(file.code).toBe(1);
        expect(piped.code).toBe(1);
        if (what === 'garbage after') expect(piped.stdout).toContain('total_events: 3000\n');
      })(context);
    },
  );

  it(
    'is balanced: its size is that of the decoded bytes',
    inFolder(async (folder) => {
      await folder.write('events.gz', gzipSync(encoded(example.toString('utf8'), 'utf-16be')));
      const { size, complete } = JSON.parse((await folder.run(['events.gz', '--json'])).stdout);
      expect(size).toBe(example.length);
      expect(complete).toBeUndefined();
    }),
  );

  it(
    'whose name contradicts it is read, and that is mentioned',
    inFolder(async (folder) => {
      await folder.write('events.json', gzipSync(example));
      await folder.write('events.json.gz', example);
      const found = await folder.run(['events.json', '--summary']);
      expect(found).toMatchObject({ code: 0, stdout: EXAMPLE_SUMMARY });
      expect(found.stderr).toContain('warning: events.json is compressed with gzip, whatever its name says');
      const { warnings } = JSON.parse((await folder.run(['events.json.gz', '--json'])).stdout);
      expect(warnings).toEqual([
        'events.json.gz is not compressed, whatever its name says; it was read as it is',
      ]);
      await folder.write('events.csv', example);
      await folder.write('table.json', 'user_id,event_time,event_type\n1,2024-05-03,a\n2,2024-05-03,b\n');
      for (const [name, said] of [
        ['events.csv', 'warning: events.csv holds JSON, whatever its name says; its objects were read\n'],
        ['table.json', 'warning: table.json is a table, whatever its name says; its rows were read\n'],
      ])
        expect((await folder.run([name, '--summary'])).stderr).toContain(said);
    }),
  );

  it(
    'is not written over by an output',
    inFolder(async (folder) => {
      await folder.write('events.gz', gzipSync(example));
      expectError(
        await folder.run(['events.gz', '--out', 'events.gz']),
        2,
        'the output events.gz is the input',
      );
    }),
  );
});
