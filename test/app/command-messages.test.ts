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

describe.concurrent('where most records are damaged', () => {
  it(
    'the hint says so, with the command that lists them, which works as it is printed',
    inFolder(async (folder) => {
      await folder.write('a b.json', `{"a" 1}\n{"b" 1}\n${GOOD_LINE}`);
      const { stderr } = await folder.run(['a b.json', '--summary']);
      const [, command = ''] =
        /^hint: 2 of 3 records are no valid JSON\n {2}event-sessions-tui (.+) {2}# lists all 2,/m.exec(
          stderr,
        ) ?? [];
      const ended = await folder.shell(`"$@" ${command}`, []);
      expect(ended.stderr).toMatch(/^hint: 2 of 3 records are no valid JSON; skipped\.csv says where/m);
      expect(await folder.read('skipped.csv')).toContain('\n2,"json_decode_error: expected');
    }),
  );
});

describe.concurrent('a message', () => {
  const LONG = 'x'.repeat(1_000_000 / 8);

  it.for<[what: string, args: string[]]>([
    ['an unknown flag', [`--${LONG}`]],
    ['a wrong duration', ['--gap', LONG]],
    ['a long format', ['--time-format', LONG]],
    ['a long file name', [LONG]],
    ['a long key', ['events.json', '--user-key', LONG]],
    ['a long key of the id', ['events.json', '--id-key', LONG]],
    ['a long filter', ['events.json', '--out', '-', '--filter', LONG]],
  ])('never prints more than a few lines: %s', async ([_, args], context) => {
    await inFolder(async (folder) => {
      await folder.write('events.json', GOOD_LINE);
      const { stderr } = await folder.run([...args, '--summary']);
      expect(stderr.length).toBeLessThan(2000);
      expect(stderr).not.toContain('internal error');
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
