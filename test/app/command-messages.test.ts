import { describe, expect, it } from 'vitest';
import { expectError, GOOD_LINE, inFolder } from '../helpers/command.ts';

const FAILED = 1;

describe.concurrent('input without a record', () => {
  it.for<[what: string, text: string | Uint8Array, like: string]>([
    ['an archive that ends early', Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2), 'gzip'],
    ['text', 'hello there\n', 'text'],
    ['a page', '<!DOCTYPE html><html></html>', 'HTML'],
  ])('is an error that says what it looks like: %s', async ([_, text, like], context) => {
    await inFolder(async (folder) => {
      await folder.write('in', text);
      expectError(await folder.run(['in', '--plan']), FAILED, 'cannot read in: ', like);
      expectError(await folder.run(['in', '--batch']), FAILED, 'cannot read in: ', like);
      expect(await folder.names()).toEqual(['in']);
    })(context);
  });
});

describe.concurrent('a message', () => {
  const LONG = 'x'.repeat(1_000_000 / 8);

  it.for<[what: string, args: string[]]>([
    ['an unknown flag', [`--${LONG}`]],
    ['a wrong duration', ['--gap', LONG]],
    ['a long format', ['--time-format', LONG]],
    ['a long file name', [LONG]],
    ['a long key', ['events.json', '--user-key', LONG]],
  ])('never prints more than a few lines: %s', async ([_, args], context) => {
    await inFolder(async (folder) => {
      await folder.write('events.json', GOOD_LINE);
      const { stderr } = await folder.run([...args, '--summary']);
      expect(stderr.length).toBeLessThan(2000);
    })(context);
  });

  it(
    'never prints more than a few lines: keys of a megabyte in the file',
    inFolder(async (folder) => {
      const key = 'user_id'.repeat(150_000);
      await folder.write('a.jsonl', `{"${key}": 1, "time": "2024-05-03", "${key}x": "open"}\n`.repeat(3));
      const { stderr } = await folder.run(['a.jsonl']);
      expect(stderr.length).toBeLessThan(2000);
    }),
  );
});
