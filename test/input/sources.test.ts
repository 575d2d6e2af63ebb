import { execFileSync } from 'node:child_process';
import { fstatSync } from 'node:fs';
import { appendFile, open, readdir, rename, truncate, unlink, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readRecordNow, sourceOf } from '../../source/input/described-source.ts';
import { openFile } from '../../source/input/open-source.ts';
import type { Source } from '../../source/input/source.ts';
import { seekable } from '../../source/input/spooled-source.ts';
import { inFolder } from '../helpers/command.ts';
import { failingAt } from '../helpers/failing-input.ts';
import { partsSource } from '../helpers/parts-source.ts';

async function textAt(source: Source, byteOffset: number, byteLength: number): Promise<string> {
  const bytes = new Uint8Array(byteLength);
  return new TextDecoder().decode(bytes.subarray(0, await source.readAt(bytes, byteOffset)));
}

async function wholeText(source: Source): Promise<string> {
  const chunk = new Uint8Array(1000);
  const decoder = new TextDecoder();
  let text = '';
  for (let length = await source.read(chunk); length > 0; length = await source.read(chunk))
    text += decoder.decode(chunk.subarray(0, length), { stream: true });
  return text;
}

describe('a file as a source', () => {
  it(
    'can be read at any place while it is read in order',
    inFolder(async (folder) => {
      const source = await openFile(await folder.write('digits', '0123456789'));
      expect(await textAt(source, 3, 4)).toBe('3456');
      expect(await wholeText(source)).toBe('0123456789');
      expect(await textAt(source, 8, 4)).toBe('89');
      expect(await textAt(source, 20, 4)).toBe('');
      await source.close();
    }),
  );

  it(
    'can be read again from its description',
    inFolder(async (folder) => {
      const source = await openFile(await folder.write('digits', '0123456789'));
      const description = structuredClone(source.describe());
      expect(await wholeText(source)).toBe('0123456789');
      expect(await wholeText(sourceOf(description))).toBe('0123456789');
      expect(new TextDecoder().decode(readRecordNow(description, 7, 9))).toBe('789');
      expect(sourceOf(description)).toMatchObject({ sizeBytes: 10, identity: source.identity });
      await source.close();
    }),
  );

  it.for<[what: string, change: string, happen: (path: string) => Promise<unknown>]>([
    ['nothing happened to', 'none', async () => undefined],
    ['was cut', 'shorter', (path) => truncate(path, 2)],
    ['was appended to', 'longer', (path) => appendFile(path, 'x')],
    ['was rewritten to more', 'other', (path) => writeFile(path, '98765432100')],
    ['was rewritten to as much', 'other', (path) => writeFile(path, '0123456780')],
    ['was renamed', 'gone', (path) => rename(path, `${path}.old`)],
    ['was deleted', 'gone', (path) => unlink(path)],
    ['was replaced by another', 'replaced', (path) => rename(`${path}.new`, path)],
  ])('that %s reports the change: %s', async ([_, change, happen], context) => {
    await inFolder(async (folder) => {
      await folder.write('data.new', '0123456789');
      const source = await openFile(await folder.write('data', '0123456789'));
      await happen(source.name);
      expect(await source.change()).toBe(change);
      expect(await sourceOf(source.describe()).change()).toBe(change);
      await source.close();
    })(context);
  });
});

describe('a pipe as a source', () => {
  afterEach(() => vi.unstubAllEnvs());

  it(
    'cannot be read again unless it is spooled',
    inFolder(async (folder) => {
      const [source, writer] = await Promise.all([
        openFile(folder.fifo('pipe')),
        open(folder.at('pipe'), 'w'),
      ]);
      await expect(source.readAt(new Uint8Array(1), 0)).rejects.toMatchObject({ code: 'ESPIPE' });
      await writer.close();
      await source.close();
    }),
  );

  it(
    'can be read at any place and from its beginning once it is spooled',
    inFolder(async (folder) => {
      const [pipe, writer] = await Promise.all([openFile(folder.fifo('pipe')), open(folder.at('pipe'), 'w')]);
      const source = await seekable(pipe);
      const reading = wholeText(sourceOf(structuredClone(source.describe())));
      await writer.write('01234');
      await writer.write('56789');
      await writer.close();
      expect(await reading).toBe('0123456789');
      expect(await wholeText(source)).toBe('0123456789');
      expect(await textAt(source, 8, 4)).toBe('89');
      expect(await source.change()).toBe('none');
      expect(source.sizeBytes).toBeUndefined();
      await source.close();
    }),
  );

  it(
    'is spooled to a nameless file of mode 0600 in the folder that TMPDIR names',
    inFolder(async (folder) => {
      execFileSync('mkdir', [folder.at('temporary')]);
      vi.stubEnv('TMPDIR', folder.at('temporary'));
      const [pipe, writer] = await Promise.all([openFile(folder.fifo('pipe')), open(folder.at('pipe'), 'w')]);
      const source = await seekable(pipe);
      const spool = fstatSync(source.describe().descriptor);
      expect(spool.mode & 0o777).toBe(0o600);
      expect(spool.nlink).toBe(0);
      expect(spool.dev).toBe(fstatSync(writer.fd).dev);
      expect(await readdir(folder.at('temporary'))).toEqual([]);
      await writer.close();
      await source.close();
    }),
  );

  it(
    'is not spooled if the folder does not exist, and the error names the folder',
    inFolder(async (folder) => {
      vi.stubEnv('TMPDIR', folder.at('nowhere'));
      const [pipe, writer] = await Promise.all([openFile(folder.fifo('pipe')), open(folder.at('pipe'), 'w')]);
      await expect(seekable(pipe)).rejects.toMatchObject({
        code: 'ESPOOL',
        message: expect.stringContaining(folder.at('nowhere')),
      });
      await writer.close();
      await pipe.close();
    }),
  );

  it('can be read in order beyond what is kept of it, and says so where it cannot be read again', async () => {
    // More than the part of the file that is written again and again.
    const digits = Uint8Array.from({ length: 40 * 1024 * 1024 }, (_, at) => 48 + (at % 7) + (at % 3));
    let keptBytes: number | undefined;
    const source = await seekable(partsSource(digits, 700_001), {
      maxSpoolBytes: 1000,
      onFull: (bytes) => {
        keptBytes = bytes;
      },
    });
    expect(await textAt(source, 0, 0)).toBe('');
    const elsewhere = sourceOf(structuredClone(source.describe()));
    const chunk = new Uint8Array(1_000_003);
    let at = 0;
    for (let length = await elsewhere.read(chunk); length > 0; length = await elsewhere.read(chunk)) {
      expect(Buffer.compare(chunk.subarray(0, length), digits.subarray(at, at + length))).toBe(0);
      at += length;
    }
    expect(at).toBe(digits.length);
    expect(keptBytes).toBe(1000);
    expect(fstatSync(source.describe().descriptor).size).toBeLessThan(17 * 1024 * 1024);
    expect(await textAt(source, 990, 100)).toBe(new TextDecoder().decode(digits.subarray(990, 1000)));
    await expect(textAt(source, 1000, 1)).rejects.toMatchObject({ code: 'ESPOOLED' });
    expect(readRecordNow(source.describe(), 1000, 1).length).toBe(0);
    await source.close();
  });

  it(
    'returns the bytes before a read error, then the error',
    inFolder(async (folder) => {
      const file = await openFile(await folder.write('digits', '0123456789'));
      const source = await seekable(failingAt(file, 7));
      const elsewhere = sourceOf(structuredClone(source.describe()));
      const chunk = new Uint8Array(100);
      expect(await elsewhere.read(chunk)).toBe(7);
      await expect(elsewhere.read(chunk)).rejects.toMatchObject({ code: 'EIO', message: 'the disk failed' });
      expect(await textAt(source, 2, 3)).toBe('234');
      await source.close();
    }),
  );
});

it(
  'a regular file is not spooled',
  inFolder(async (folder) => {
    const source = await openFile(await folder.write('digits', '0123456789'));
    expect(await seekable(source)).toBe(source);
    await source.close();
  }),
);
