import { chmod, lstat, mkdir, readlink, stat, symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { EXAMPLE, EXAMPLE_REJECTIONS, EXAMPLE_SESSIONS, inFolder } from '../helpers/command.ts';

const FULL = '/dev/full';

describe.concurrent('an output file', () => {
  it(
    'leaves no draft beside it',
    inFolder(async (folder) => {
      await folder.run([EXAMPLE, '--out', 'sessions.csv', '--skips_out', 'skipped.csv']);
      expect(await folder.names()).toEqual(['sessions.csv', 'skipped.csv']);
    }),
  );

  it(
    'replaces an earlier file, however long that was',
    inFolder(async (folder) => {
      await folder.write('sessions.csv', 'old '.repeat(1000));
      await folder.run([EXAMPLE, '--out', 'sessions.csv']);
      expect(await folder.read('sessions.csv')).toBe(EXAMPLE_SESSIONS);
    }),
  );

  it.for(['600', '640', '664', '755'])(
    'keeps the mode %s of the file that it replaces',
    async (octal, context) => {
      const mode = Number.parseInt(octal, 8);
      await inFolder(async (folder) => {
        await chmod(await folder.write('sessions.csv', 'old'), mode);
        await folder.run([EXAMPLE, '--out', 'sessions.csv']);
        expect((await stat(folder.at('sessions.csv'))).mode & 0o7777).toBe(mode);
        expect(await folder.read('sessions.csv')).toBe(EXAMPLE_SESSIONS);
      })(context);
    },
  );

  it(
    'has the default mode if it is new',
    inFolder(async (folder) => {
      await folder.shell('umask 027; "$@"', [EXAMPLE, '--out', 'sessions.csv']);
      expect((await stat(folder.at('sessions.csv'))).mode & 0o7777).toBe(0o640);
    }),
  );

  it(
    'may be in another folder',
    inFolder(async (folder) => {
      await mkdir(folder.at('inner'));
      await folder.run([EXAMPLE, '--out', 'inner/sessions.csv']);
      expect(await folder.read('inner/sessions.csv')).toBe(EXAMPLE_SESSIONS);
      expect(await folder.names()).toEqual(['inner']);
    }),
  );

  it(
    'may have any name',
    inFolder(async (folder) => {
      const name = 'séance — "1", 100 %\n.csv';
      await folder.run([EXAMPLE, '--out', name]);
      expect(await folder.read(name)).toBe(EXAMPLE_SESSIONS);
    }),
  );
});

describe.concurrent('a symbolic link as an output', () => {
  it(
    'stays a link, and the file it leads to is written',
    inFolder(async (folder) => {
      await mkdir(folder.at('inner'));
      await folder.write('inner/real.csv', 'old');
      await symlink('inner/real.csv', folder.at('sessions.csv'));
      await folder.run([EXAMPLE, '--out', 'sessions.csv']);
      expect(await folder.read('inner/real.csv')).toBe(EXAMPLE_SESSIONS);
      expect(await readlink(folder.at('sessions.csv'))).toBe('inner/real.csv');
    }),
  );

  it(
    'stays a link, and the file it leads to is created if missing',
    inFolder(async (folder) => {
      await mkdir(folder.at('inner'));
      await symlink('inner/real.csv', folder.at('sessions.csv'));
      await folder.run([EXAMPLE, '--out', 'sessions.csv']);
      expect((await lstat(folder.at('sessions.csv'))).isSymbolicLink()).toBe(true);
      expect(await folder.read('inner/real.csv')).toBe(EXAMPLE_SESSIONS);
    }),
  );

  it(
    "is an error if its target's folder does not exist",
    inFolder(async (folder) => {
      await symlink('inner/real.csv', folder.at('sessions.csv'));
      const ended = await folder.run([EXAMPLE, '--out', 'sessions.csv']);
      expect(ended.code).toBe(1);
      expect((await lstat(folder.at('sessions.csv'))).isSymbolicLink()).toBe(true);
    }),
  );
});

describe.concurrent('a run that fails', () => {
  it.for<[why: string, args: string[]]>([
    ['for a full disk, met while reading', ['--out', 'sessions.csv', '--skips_out', FULL]],
    ['for a full disk, met while writing', ['--out', 'sessions.csv', '--events-out', FULL]],
    ['for a second output that cannot be opened', ['--out', 'sessions.csv', '--skips_out', 'no/k.csv']],
    ['for two outputs that are one file', ['--out', 'sessions.csv', '--skips_out', './sessions.csv']],
    ['for wrong usage', ['--out', 'sessions.csv', '--gap', 'soon']],
  ])('%s makes no file', async ([_, args], context) => {
    await inFolder(async (folder) => {
      expect((await folder.run([EXAMPLE, ...args])).code).toBeGreaterThan(0);
      expect(await folder.names()).toEqual([]);
    })(context);
  });

  it(
    'keeps an earlier output file as it was',
    inFolder(async (folder) => {
      await folder.write('sessions.csv', 'old');
      await folder.run([EXAMPLE, '--out', 'sessions.csv', '--trend-out', FULL]);
      expect(await folder.names()).toEqual(['sessions.csv']);
      expect(await folder.read('sessions.csv')).toBe('old');
    }),
  );
});

describe.concurrent('a run that fails the quality gate', () => {
  it(
    'writes its output files whole',
    inFolder(async (folder) => {
      await folder.write('skipped.csv', 'old');
      const ended = await folder.run([EXAMPLE, '--batch', '--max-skip-rate', '0']);
      expect(ended.code).toBe(3);
      expect(await folder.names()).toEqual(['sessions.csv', 'skipped.csv']);
      expect(await folder.read('skipped.csv')).toBe(EXAMPLE_REJECTIONS);
    }),
  );
});
