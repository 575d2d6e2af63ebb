import { chmod, link, mkdir, readFile, symlink } from 'node:fs/promises';
import { describe, expect, it, type TestContext } from 'vitest';
import {
  BAD_LINE,
  EXAMPLE,
  EXAMPLE_SESSIONS,
  expectError,
  type Folder,
  GOOD_LINE,
  inFolder,
  summary,
} from '../helpers/command.ts';

const FAILED = 1;
const WRONG_USAGE = 2;
const QUALITY_GATE = 3;

/** A folder with an input to break. */
function withInput(test: (folder: Folder) => Promise<void>): (context: TestContext) => Promise<void> {
  return inFolder(async (folder) => {
    await folder.write('events.json', GOOD_LINE);
    await test(folder);
  });
}

describe.concurrent('an input that cannot be read is told in one line', () => {
  it(
    'when there is no such file',
    inFolder(async (folder) => expectError(await folder.run(['nosuch.json']), FAILED, 'nosuch.json')),
  );

  it(
    'when it is a folder',
    inFolder(async (folder) => {
      await mkdir(folder.at('inner'));
      expectError(await folder.run(['inner']), FAILED, 'inner', 'folder');
    }),
  );

  it(
    'when a part of its path is no folder',
    withInput(async (folder) => expectError(await folder.run(['events.json/x']), FAILED, 'events.json/x')),
  );

  it(
    'when a folder is redirected in',
    inFolder(async (folder) =>
      expectError(await folder.run(['-'], { stdin: { from: folder.path } }), FAILED, 'stdin', 'folder'),
    ),
  );

  it(
    'when one may not read it',
    withInput(async (folder) => {
      await chmod(folder.at('events.json'), 0o000);
      const ended = await folder.run(['events.json'], { unprivileged: true });
      expectError(ended, FAILED, 'events.json', 'permission');
    }),
  );

  it(
    'and its name can not take the terminal over',
    inFolder(async (folder) => {
      const ended = await folder.run(['a\n\u001b[31mb\u202e.json']);
      expectError(ended, FAILED);
      for (const mark of ['\u001b', '\u202e']) expect(ended.stderr).not.toContain(mark);
    }),
  );

  it(
    'and no output is written then',
    inFolder(async (folder) => {
      await folder.write('sessions.csv', 'old');
      await folder.run(['nosuch.json', '--batch']);
      expect(await folder.names()).toEqual(['sessions.csv']);
      expect(await folder.read('sessions.csv')).toBe('old');
    }),
  );
});

describe.concurrent('an output that cannot be written is told in one line', () => {
  it(
    'when it is a folder',
    withInput(async (folder) => {
      await mkdir(folder.at('inner'));
      expectError(await folder.run(['events.json', '--out', 'inner']), FAILED, 'inner', 'folder');
    }),
  );

  it(
    'when its name ends like that of a folder',
    withInput(async (folder) => {
      expectError(await folder.run(['events.json', '--out', 'new/']), FAILED, 'new/');
      expect(await folder.names()).toEqual(['events.json']);
    }),
  );

  it(
    'when its folder does not exist',
    withInput(async (folder) => {
      expectError(await folder.run(['events.json', '--out', 'no/s.csv']), FAILED, 'no/s.csv', 'folder');
    }),
  );

  it(
    'when the links to it lead in a circle',
    withInput(async (folder) => {
      await symlink('b', folder.at('a'));
      await symlink('a', folder.at('b'));
      expectError(await folder.run(['events.json', '--out', 'a']), FAILED, ' a:', 'link');
    }),
  );

  it(
    'when one may not write it',
    withInput(async (folder) => {
      await chmod(await folder.write('s.csv', 'old'), 0o400);
      const ended = await folder.run(['events.json', '--out', 's.csv'], { unprivileged: true });
      expectError(ended, FAILED, 's.csv', 'permission');
      expect(await folder.read('s.csv')).toBe('old');
    }),
  );

  it(
    'when one may not write in its folder',
    withInput(async (folder) => {
      await mkdir(folder.at('inner'), { mode: 0o555 });
      const ended = await folder.run(['events.json', '--out', 'inner/s.csv'], { unprivileged: true });
      expectError(ended, FAILED, 'inner/s.csv', 'permission');
    }),
  );

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
    'and the command ends, though the pipe it reads from stays open',
    inFolder(async (folder) => {
      const started = folder.start(['-', '--skips_out', '/dev/full']);
      // More than is kept before it is written, all of it there before the first read.
      started.child.stdin?.write(BAD_LINE.repeat(2000));
      expectError(await started.ended, FAILED, '/dev/full', 'space');
    }),
    20_000,
  );
});

describe.concurrent('an output that is the input is wrong usage, and the input stays as it is', () => {
  async function expectRefused(folder: Folder, output: string, args: readonly string[]): Promise<void> {
    expectError(await folder.run(args), WRONG_USAGE, output, 'input');
    expect(await folder.read('events.json')).toBe(GOOD_LINE);
  }

  it(
    'by the same name',
    withInput(async (folder) =>
      expectRefused(folder, 'events.json', ['events.json', '--out', 'events.json']),
    ),
  );

  it(
    'by another spelling',
    withInput(async (folder) =>
      expectRefused(folder, './events.json', [folder.at('events.json'), '--skips_out', './events.json']),
    ),
  );

  it(
    'through a symbolic link',
    withInput(async (folder) => {
      await symlink('events.json', folder.at('link.csv'));
      await expectRefused(folder, 'link.csv', ['events.json', '--out', 'link.csv']);
    }),
  );

  it(
    'through a hard link',
    withInput(async (folder) => {
      await link(folder.at('events.json'), folder.at('link.csv'));
      await expectRefused(folder, 'link.csv', ['events.json', '--events-out', 'link.csv']);
    }),
  );

  it(
    'when stdin is redirected from it',
    withInput(async (folder) => {
      const ended = await folder.run(['--out', 'events.json'], {
        stdin: { from: folder.at('events.json') },
      });
      expectError(ended, WRONG_USAGE, 'events.json', 'input');
      expect(await folder.read('events.json')).toBe(GOOD_LINE);
    }),
  );

  it(
    'when stdout is redirected to it',
    withInput(async (folder) => {
      const path = folder.at('events.json');
      const ended = await folder.run(['events.json', '--out', '-'], { stdoutTo: path });
      expect(await readFile(path, 'utf8')).toBe(GOOD_LINE);
      expectError(ended, WRONG_USAGE, 'input');
    }),
  );

  it(
    'for the files of --batch too',
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
    'by the same name',
    withInput(async (folder) => expectRefused(folder, 'a.csv', 'a.csv')),
  );

  it(
    'by another spelling',
    withInput(async (folder) => expectRefused(folder, 'a.csv', `../${folder.path.split('/').at(-1)}/a.csv`)),
  );

  it(
    'through a symbolic link to the file',
    withInput(async (folder) => {
      await folder.write('a.csv', 'old');
      await symlink('a.csv', folder.at('b.csv'));
      await expectRefused(folder, 'a.csv', 'b.csv');
      expect(await folder.read('a.csv')).toBe('old');
    }),
  );

  it(
    'through a symbolic link to the folder',
    withInput(async (folder) => {
      await mkdir(folder.at('inner'));
      await symlink('inner', folder.at('other'));
      await expectRefused(folder, 'inner/a.csv', 'other/a.csv');
    }),
  );

  it(
    'through a symbolic link to a file that is yet to be',
    withInput(async (folder) => {
      await symlink('a.csv', folder.at('b.csv'));
      await expectRefused(folder, 'a.csv', 'b.csv');
    }),
  );

  it(
    'through a hard link',
    withInput(async (folder) => {
      await link(await folder.write('a.csv', 'old'), folder.at('b.csv'));
      await expectRefused(folder, 'a.csv', 'b.csv');
    }),
  );

  it(
    'when both are standard output',
    withInput(async (folder) => expectRefused(folder, '-', '-')),
  );

  it(
    'when both are standard output, one by its other name',
    withInput(async (folder) => expectRefused(folder, '-', '/dev/stdout')),
  );

  it(
    'when one is standard output, redirected to the other',
    withInput(async (folder) => {
      const stdoutTo = await folder.write('a.csv', '');
      const ended = await folder.run(['events.json', '--out', '-', '--skips_out', 'a.csv'], { stdoutTo });
      expectError(ended, WRONG_USAGE, 'a.csv');
    }),
  );

  it(
    'but a device may be both',
    withInput(async (folder) => {
      const ended = await folder.run(['events.json', '--out', '/dev/null', '--skips_out', '/dev/null']);
      expect(ended.code).toBe(0);
    }),
  );
});

describe.concurrent('wrong usage is told in one line that names what is wrong', () => {
  it.for<[what: string, args: string[], named: string]>([
    ['an unknown flag', ['--bogus'], '--bogus'],
    ['an unknown flag beside a right one', ['--summary', '--bogus=5'], '--bogus'],
    ['an unknown flag beside --help', ['--help', '--bogus'], '--bogus'],
    ['an unknown short flag', ['-x'], '-x'],
    ['an unknown flag in capitals', ['-V'], ' -V'],
    ['an unknown flag in camel case', ['--fooBar'], '--fooBar'],
    ['a flag with a capital', ['--Out', 's.csv'], '--Out'],
    ['a flag in camel case', ['--skipsOut', 's.csv'], '--skipsOut'],
    ['a flag with a dot', ['--out.x=s.csv'], '--out.x'],
    ['a flag turned to its contrary', ['--no-out'], '--no-out'],
    ['a flag without its no-', ['--color'], '--color'],
    ['a flag that lacks its value', ['--out'], '--out'],
    ['a flag that lacks its value before another', ['--out', '--summary'], '--out'],
    ['a flag with an empty value', ['--out='], '--out'],
    ['a short flag that lacks its value', ['-o'], '--out'],
    ['a flag given twice', ['--out', 'a.csv', '--out', 'b.csv'], '--out'],
    ['a duration without a unit', ['--gap', '30'], '30'],
    ['a duration with a wrong unit', ['--gap', '30 parsecs'], '30 parsecs'],
    ['a duration of nothing', ['--gap', '0s'], '0s'],
    ['a negative duration', ['--gap=-5m'], '-5m'],
    ['a duration with its units in disorder', ['--bucket', '30m1h'], '30m1h'],
    ['a bucket of none', ['--bucket', 'none'], 'none'],
    ['a size that is none', ['--max-record', 'big'], 'big'],
    ['a size of nothing', ['--max-record', '0'], '0'],
    ['a size beyond the largest', ['--max-record', '2GiB'], '2GiB'],
    ['a share that is none', ['--max-skip-rate', 'few'], 'few'],
    ['a share of more than all', ['--max-skip-rate', '100.1'], '100.1'],
    ['a negative share', ['--max-skip-rate', '-1'], '-1'],
    ['a number of workers that is none', ['--workers', 'many'], 'many'],
    ['no worker', ['--workers', '0'], '0'],
    ['a worker and a half', ['--workers', '1.5'], '1.5'],
    ['one key for two things', ['--user-key', 'event_type'], '--user-key'],
    ['two files', ['second.json'], 'second.json'],
    ['a file and --input', ['--input', 'second.json'], 'second.json'],
    ['a file and -', ['-'], '-'],
  ])('%s', async ([_, args, named], context) => {
    await withInput(async (folder) => {
      expectError(await folder.run(['events.json', ...args]), WRONG_USAGE, named, '--help');
      expect(await folder.names()).toEqual(['events.json']);
    })(context);
  });

  it(
    'nothing to read',
    inFolder(async (folder) => expectError(await folder.run(['--summary']), WRONG_USAGE, 'FILE')),
  );

  it(
    'nothing to read, and no flag: the sample is only for the screen',
    inFolder(async (folder) => expectError(await folder.run([]), WRONG_USAGE, 'FILE')),
  );

  it(
    'nothing to read, stdin closed',
    inFolder(async (folder) =>
      expectError(await folder.shell('"$@" <&-', ['--summary']), WRONG_USAGE, 'FILE'),
    ),
  );
});

describe.concurrent('the exit code', () => {
  const TWO_BAD_OF_FIVE = `${BAD_LINE}${BAD_LINE}${GOOD_LINE}${GOOD_LINE}${GOOD_LINE}`;

  it(
    'is 0 though records were rejected',
    inFolder(async (folder) => {
      expect((await folder.run(['-'], { stdin: { piped: BAD_LINE } })).code).toBe(0);
    }),
  );

  it.for<[what: string, percent: string, code: number]>([
    ['a larger share than allowed was rejected', '39.99', QUALITY_GATE],
    ['any was rejected and none is allowed', '0%', QUALITY_GATE],
    ['exactly the share allowed was rejected', '40', 0],
    ['a smaller share than allowed was rejected', '100%', 0],
  ])('when %s (%s) is %i', async ([_, percent, code], context) => {
    await inFolder(async (folder) => {
      const stdin = { piped: TWO_BAD_OF_FIVE };
      expect((await folder.run(['-', '--max-skip-rate', percent], { stdin })).code).toBe(code);
    })(context);
  });

  it(
    'is 0 for no records at all, whatever share is allowed',
    inFolder(async (folder) => {
      expect((await folder.run(['-', '--max-skip-rate', '0'], { stdin: { piped: '' } })).code).toBe(0);
    }),
  );

  it(
    'is 3 with all outputs written and the summary printed',
    inFolder(async (folder) => {
      const ended = await folder.run([EXAMPLE, '--batch', '--max-skip-rate', '1']);
      expect(ended).toMatchObject({
        code: QUALITY_GATE,
        stdout: summary({ total: 5, valid: 4, skipped: 1, duplicates: 1, users: 2 }),
      });
      expect(await folder.names()).toEqual(['sessions.csv', 'skipped.csv']);
      expect(await folder.read('sessions.csv')).toBe(EXAMPLE_SESSIONS);
    }),
  );
});
