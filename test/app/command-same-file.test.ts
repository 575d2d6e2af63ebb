import { link, mkdir, readFile, symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { expectError, type Folder, GOOD_LINE, inFolder, withInput } from '../helpers/command.ts';

const WRONG_USAGE = 2;

describe.concurrent('an output that is the input is wrong usage, and leaves the input as it is', () => {
  async function expectRefused(folder: Folder, output: string, args: readonly string[]): Promise<void> {
    expectError(await folder.run(args), WRONG_USAGE, output, 'input');
    expect(await folder.read('events.json')).toBe(GOOD_LINE);
  }

  it(
    'when both have the same name',
    withInput(async (folder) =>
      expectRefused(folder, 'events.json', ['events.json', '--out', 'events.json']),
    ),
  );

  it(
    'when the name is spelled differently',
    withInput(async (folder) =>
      expectRefused(folder, './events.json', [folder.at('events.json'), '--skips_out', './events.json']),
    ),
  );

  it(
    'when a symbolic link leads to the input',
    withInput(async (folder) => {
      await symlink('events.json', folder.at('link.csv'));
      await expectRefused(folder, 'link.csv', ['events.json', '--out', 'link.csv']);
    }),
  );

  it(
    'when a hard link leads to the input',
    withInput(async (folder) => {
      await link(folder.at('events.json'), folder.at('link.csv'));
      await expectRefused(folder, 'link.csv', ['events.json', '--events-out', 'link.csv']);
    }),
  );

  it(
    'when stdin is redirected from the output',
    withInput(async (folder) => {
      const ended = await folder.run(['--out', 'events.json'], {
        stdin: { from: folder.at('events.json') },
      });
      expectError(ended, WRONG_USAGE, 'events.json', 'input');
      expect(await folder.read('events.json')).toBe(GOOD_LINE);
    }),
  );

  it(
    'when stdout is redirected to the input',
    withInput(async (folder) => {
      const path = folder.at('events.json');
      const ended = await folder.run(['events.json', '--out', '-'], { stdoutTo: path });
      expect(await readFile(path, 'utf8')).toBe(GOOD_LINE);
      expectError(ended, WRONG_USAGE, 'input');
    }),
  );

  it(
    'when a file of --batch is the input',
    inFolder(async (folder) => {
      await folder.write('sessions.csv', GOOD_LINE);
      expectError(await folder.run(['sessions.csv', '--batch']), WRONG_USAGE, 'sessions.csv', 'input');
      expect(await folder.read('sessions.csv')).toBe(GOOD_LINE);
    }),
  );
});

describe.concurrent('two outputs that are one file are wrong usage, and nothing is written', () => {
  async function expectRefused(folder: Folder, first: string, second: string): Promise<void> {
    const before = await folder.names();
    const ended = await folder.run(['events.json', '--out', first, '--skips_out', second]);
    expectError(ended, WRONG_USAGE, first, second);
    expect(await folder.names()).toEqual(before);
  }

  it(
    'when both outputs have the same name',
    withInput(async (folder) => expectRefused(folder, 'a.csv', 'a.csv')),
  );

  it(
    "when one output's name is spelled differently",
    withInput(async (folder) => expectRefused(folder, 'a.csv', `../${folder.path.split('/').at(-1)}/a.csv`)),
  );

  it(
    'when a symbolic link leads to the other output',
    withInput(async (folder) => {
      await folder.write('a.csv', 'old');
      await symlink('a.csv', folder.at('b.csv'));
      await expectRefused(folder, 'a.csv', 'b.csv');
      expect(await folder.read('a.csv')).toBe('old');
    }),
  );

  it(
    "when a symbolic link leads to the other output's folder",
    withInput(async (folder) => {
      await mkdir(folder.at('inner'));
      await symlink('inner', folder.at('other'));
      await expectRefused(folder, 'inner/a.csv', 'other/a.csv');
    }),
  );

  it(
    'when a symbolic link leads to a file that does not exist yet',
    withInput(async (folder) => {
      await symlink('a.csv', folder.at('b.csv'));
      await expectRefused(folder, 'a.csv', 'b.csv');
    }),
  );

  it(
    'when a hard link leads to the other output',
    withInput(async (folder) => {
      await link(await folder.write('a.csv', 'old'), folder.at('b.csv'));
      await expectRefused(folder, 'a.csv', 'b.csv');
    }),
  );

  it(
    'when both outputs are standard output',
    withInput(async (folder) => expectRefused(folder, '-', '-')),
  );

  it(
    'when both outputs are standard output, one as /dev/stdout',
    withInput(async (folder) => expectRefused(folder, '-', '/dev/stdout')),
  );

  it(
    'when standard output is redirected to the other output',
    withInput(async (folder) => {
      const stdoutTo = await folder.write('a.csv', '');
      const ended = await folder.run(['events.json', '--out', '-', '--skips_out', 'a.csv'], { stdoutTo });
      expectError(ended, WRONG_USAGE, 'a.csv');
    }),
  );

  it(
    'except a device',
    withInput(async (folder) => {
      const ended = await folder.run(['events.json', '--out', '/dev/null', '--skips_out', '/dev/null']);
      expect(ended.code).toBe(0);
    }),
  );
});
