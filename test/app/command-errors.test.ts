import { chmod, mkdir, symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { BAD_LINE, expectError, inFolder, withInput } from '../helpers/command.ts';

const FAILED = 1;

describe.concurrent('an input that cannot be read is reported in one line', () => {
  it(
    'when the input file does not exist',
    inFolder(async (folder) => expectError(await folder.run(['nosuch.json']), FAILED, 'nosuch.json')),
  );

  it(
    'when the input is a folder with nothing in it',
    inFolder(async (folder) => {
      await mkdir(folder.at('inner'));
      expectError(await folder.run(['inner']), FAILED, 'inner', 'no file');
    }),
  );

  it(
    "when a part of the input's path is not a folder",
    withInput(async (folder) => expectError(await folder.run(['events.json/x']), FAILED, 'events.json/x')),
  );

  it(
    'when standard input is redirected from a folder',
    inFolder(async (folder) =>
      expectError(await folder.run(['-'], { stdin: { from: folder.path } }), FAILED, 'stdin', 'folder'),
    ),
  );

  it(
    'when the user may not read the input',
    withInput(async (folder) => {
      await chmod(folder.at('events.json'), 0o000);
      const ended = await folder.run(['events.json'], { unprivileged: true });
      expectError(ended, FAILED, 'events.json', 'permission');
    }),
  );

  it(
    "when the input's name holds control characters, which do not reach the terminal",
    inFolder(async (folder) => {
      const ended = await folder.run(['a\n\u001b[31mb\u202e.json']);
      expectError(ended, FAILED);
      for (const mark of ['\u001b', '\u202e']) expect(ended.stderr).not.toContain(mark);
    }),
  );

  it(
    'without writing any output file',
    inFolder(async (folder) => {
      await folder.write('sessions.csv', 'old');
      await folder.run(['nosuch.json', '--batch']);
      expect(await folder.names()).toEqual(['sessions.csv']);
      expect(await folder.read('sessions.csv')).toBe('old');
    }),
  );
});

describe.concurrent('an output that cannot be written is reported in one line', () => {
  it(
    'when the output is a folder',
    withInput(async (folder) => {
      await mkdir(folder.at('inner'));
      expectError(await folder.run(['events.json', '--out', 'inner']), FAILED, 'inner', 'folder');
    }),
  );

  it(
    "when the output's name ends like that of a folder",
    withInput(async (folder) => {
      expectError(await folder.run(['events.json', '--out', 'new/']), FAILED, 'new/');
      expect(await folder.names()).toEqual(['events.json']);
    }),
  );

  it(
    "when the output's folder does not exist",
    withInput(async (folder) => {
      expectError(await folder.run(['events.json', '--out', 'no/s.csv']), FAILED, 'no/s.csv', 'folder');
    }),
  );

  it(
    'when the links to the output form a loop',
    withInput(async (folder) => {
      await symlink('b', folder.at('a'));
      await symlink('a', folder.at('b'));
      expectError(await folder.run(['events.json', '--out', 'a']), FAILED, ' a:', 'link');
    }),
  );

  it(
    'when the user may not write the output',
    withInput(async (folder) => {
      await chmod(await folder.write('s.csv', 'old'), 0o400);
      const ended = await folder.run(['events.json', '--out', 's.csv'], { unprivileged: true });
      expectError(ended, FAILED, 's.csv', 'permission');
      expect(await folder.read('s.csv')).toBe('old');
    }),
  );

  it(
    "when the user may not write in the output's folder",
    withInput(async (folder) => {
      await mkdir(folder.at('inner'), { mode: 0o555 });
      const ended = await folder.run(['events.json', '--out', 'inner/s.csv'], { unprivileged: true });
      const why = 'permission denied by the folder inner; check the permissions of that folder';
      expectError(ended, FAILED, `cannot write inner/s.csv: ${why}`);
    }),
  );

  it.for<[what: string, args: string[], named: string]>([
    ['an output', ['events.json', '--out', 'inner/more/s.csv'], 'cannot write inner/more/s.csv'],
    ['an input', ['inner/more/events.json'], 'cannot read inner/more/events.json'],
    [
      'one of several inputs',
      ['inner/more/events.json', 'events.json'],
      'cannot read inner/more/events.json',
    ],
  ])('naming the folder that may not be entered, of %s', async ([_, args, named], context) => {
    await withInput(async (folder) => {
      await mkdir(folder.at('inner/more'), { recursive: true });
      await folder.write('inner/more/events.json', BAD_LINE);
      await chmod(folder.at('inner'), 0o600);
      const { stderr, code } = await folder.run(args, { unprivileged: true });
      expect(stderr).toContain(
        `${named}: permission denied by the folder inner; check the permissions of that`,
      );
      expect(code).toBe(FAILED);
    })(context);
  });

  it.for(['--out', '--skips_out', '--events-out', '--dupes-out', '--trend-out'])(
    'when the disk is full, for %s',
    async (flag, context) => {
      await withInput(async (folder) => {
        expectError(await folder.run(['events.json', flag, '/dev/full']), FAILED, '/dev/full', 'space');
      })(context);
    },
  );

  it.for<[what: string, args: string[]]>([
    ['sessions', ['events.json', '--out', '-']],
    ['the summary', ['events.json']],
    ['--json', ['events.json', '--json']],
    ['--help', ['--help']],
    ['--version', ['--version']],
  ])('when the disk that stdout goes to is full, for %s', async ([_, args], context) => {
    await withInput(async (folder) => {
      expectError(await folder.run(args, { stdoutTo: '/dev/full' }), FAILED, 'stdout', 'space');
    })(context);
  });

  it(
    'while the pipe that the input comes from stays open',
    inFolder(async (folder) => {
      const started = folder.start(['-', '--skips_out', '/dev/full']);
      // More than is kept before it is written, all of it there before the first read.
      started.child.stdin?.write(BAD_LINE.repeat(2000));
      expectError(await started.ended, FAILED, '/dev/full', 'space');
    }),
    20_000,
  );
});
