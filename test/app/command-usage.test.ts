import { describe, expect, it } from 'vitest';
import {
  BAD_LINE,
  EXAMPLE,
  EXAMPLE_SESSIONS,
  expectError,
  GOOD_LINE,
  inFolder,
  summary,
  withInput,
} from '../helpers/command.ts';

const WRONG_USAGE = 2;
const QUALITY_GATE = 3;

describe.concurrent('wrong usage is reported in one line that names what is wrong', () => {
  it.for<[what: string, args: string[], named: string]>([
    ['an unknown flag', ['--bogus'], 'unknown flag --bogus;'],
    ['an unknown flag beside a right one', ['--summary', '--bogus=5'], '--bogus'],
    ['an unknown flag beside --help', ['--help', '--bogus'], '--bogus'],
    ['an unknown short flag', ['-x'], '-x'],
    ['an unknown flag in capitals', ['-V'], ' -V'],
    ['an unknown flag in camel case', ['--fooBar'], '--fooBar'],
    ['a flag with a capital', ['--Out', 's.csv'], '--Out; did you mean --out?'],
    ['a flag in camel case', ['--skipsOut', 's.csv'], 'did you mean --skips_out?'],
    ['a flag with a dot', ['--out.x=s.csv'], '--out.x'],
    ['a flag turned to its contrary', ['--no-out'], '--no-out'],
    ['a flag without its no-', ['--color'], 'did you mean --no-color?'],
    ['a flag with a letter too many', ['--gapp=5m'], '--gapp; did you mean --gap?'],
    ['a flag that lacks its value', ['--out'], '--out needs a value: FILE;'],
    ['a flag that lacks its value before another', ['--out', '--summary'], 'is written --out=-'],
    ['a flag with an empty value', ['--out='], '--out'],
    ['a short flag that lacks its value', ['-o'], '--out'],
    ['a flag given twice', ['--out', 'a.csv', '--out', 'b.csv'], '--out'],
    [
      'a duration without a unit',
      ['--gap', '30'],
      '--gap 30 is not a duration above 0; write it like 90s, 30m, 1h30m or 1d, or none;',
    ],
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
    ['a zone that there is not', ['--assume-tz', 'Mars'], '--assume-tz Mars is not a time zone'],
    ['an encoding that there is not', ['--encoding', 'utf-9'], '--encoding utf-9 is not an encoding'],
    ['one output for two tables', ['--out', 's', '--skips_out', 's'], 'are the same file, s;'],
    ['one key for two things', ['--user-key', 'event_type'], '--user-key'],
    ['a file and -', ['-'], '-'],
  ])('%s', async ([_, args, named], context) => {
    await withInput(async (folder) => {
      expectError(await folder.run(['events.json', ...args]), WRONG_USAGE, named, '--help');
      expect(await folder.names()).toEqual(['events.json']);
    })(context);
  });

  it(
    'when there is nothing to read',
    inFolder(async (folder) => expectError(await folder.run(['--summary']), WRONG_USAGE, 'FILE')),
  );

  it(
    'when there is no flag and no screen: the sample is only for the screen',
    inFolder(async (folder) => expectError(await folder.run([]), WRONG_USAGE, 'FILE')),
  );

  it(
    'when stdin is closed',
    inFolder(async (folder) =>
      expectError(await folder.shell('"$@" <&-', ['--summary']), WRONG_USAGE, 'FILE'),
    ),
  );
});

describe.concurrent('the exit code', () => {
  const TWO_BAD_OF_FIVE = `${BAD_LINE}${BAD_LINE}${GOOD_LINE}${GOOD_LINE}${GOOD_LINE}`;

  it(
    'is 0 even if records were rejected',
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
    'is 3 without records, whatever share is allowed, and says so',
    inFolder(async (folder) => {
      const ended = await folder.run(['-', '--max-skip-rate', '100'], { stdin: { piped: '' } });
      expect(ended.code).toBe(QUALITY_GATE);
      expect(ended.stderr).toContain('there was no record at all');
    }),
  );

  it(
    'is 3 after a failed quality gate, with all outputs written and the summary printed',
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
