import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { EXAMPLE, EXAMPLE_SUMMARY, GOOD_LINE, inFolder, summary } from '../helpers/command.ts';
import { CRAFTED, REJECTIONS, runCrafted, SESSIONS } from '../helpers/crafted.ts';

describe.concurrent('--user-key, --time-key and --type-key', () => {
  const KEYS = ['--user-key', 'who', '--time-key', 'when.at', '--type-key', 'user_id'];

  it(
    'read other keys, and the outputs keep the standard column names',
    inFolder(async (folder) => {
      const piped = '{"who": "ann", "when.at": "2024-07-10", "user_id": "login", "event_type": "no"}';
      const ended = await folder.run(['-', '--events-out', '-', ...KEYS], { stdin: { piped } });
      expect(ended.stdout).toBe(`event,user_id,event_time,event_type,line,offset
1,ann,2024-07-10T00:00:00Z,login,1,0
`);
    }),
  );

  it(
    'appear in the rejection of a record that lacks one',
    inFolder(async (folder) => {
      const piped = '{"who": "ann", "event_time": "2024-07-10", "user_id": "login"}';
      const ended = await folder.run(['-', '--skips_out', '-', ...KEYS], { stdin: { piped } });
      expect(ended.stdout).toMatch(/^1,missing_key_or_bad_schema: [^,]*when\.at/m);
    }),
  );
});

describe.concurrent('--max-record', () => {
  it(
    'rejects no record that is shorter',
    inFolder(async (folder) => {
      await folder.write('crafted.json', CRAFTED);
      const { stdout } = await folder.run(['crafted.json', '--json']);
      expect(JSON.parse(stdout).reasons).not.toHaveProperty('record_too_long');
    }),
  );

  it(
    'rejects the long record and no other',
    inFolder(async (folder) => {
      const long = `{"pad": "${'x'.repeat(3_000_000)}"}\n`;
      await folder.write('long.json', `${GOOD_LINE}${long}${GOOD_LINE.replace('1', '2')}`);
      const ended = await folder.run(['long.json', '--max-record', '1K']);
      expect(ended.stdout).toBe(summary({ total: 3, valid: 2, skipped: 1, duplicates: 0, users: 2 }));
      const { stderr } = await folder.run(['long.json', '--max-record', '10', '--summary']);
      expect(stderr).toContain('hint: most records are longer than --max-record; ');
    }),
  );
});

describe.concurrent('--workers', () => {
  it.for(['1', '4'])('%s gives the same outputs as one worker', async (workers, context) => {
    await inFolder(async (folder) => {
      await runCrafted(folder, ['--workers', workers, '--out', 's', '--skips_out', 'k']);
      expect([await folder.read('s'), await folder.read('k')]).toEqual([SESSIONS, REJECTIONS]);
    })(context);
  });
});

describe.concurrent('flags that only affect the screen', () => {
  it(
    'are accepted without a screen',
    inFolder(async (folder) => {
      const ended = await folder.run([EXAMPLE, '--summary', '--no-mouse', '--no-color', '--ascii']);
      expect(ended).toMatchObject({ code: 0, stdout: EXAMPLE_SUMMARY });
    }),
  );
});

describe.concurrent('the command line', () => {
  it(
    'describes every flag with --help',
    inFolder(async (folder) => {
      const ended = await folder.run(['--help']);
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      const flags =
        `--input --out --skips_out --events-out --dupes-out --trend-out --batch --summary --json --gap
        --bucket --user-key --time-key --type-key --max-skip-rate --max-record --workers --no-mouse --no-color
        --ascii --help --version`.split(/\s+/);
      expect(flags.filter((flag) => !new RegExp(`${flag}\\b`).test(ended.stdout))).toEqual([]);
    }),
  );

  it(
    'has a --help that fits a terminal of 110 columns',
    inFolder(async (folder) => {
      const { stdout } = await folder.run(['--help']);
      expect(stdout.split('\n').filter((line) => line.length > 110)).toEqual([]);
    }),
  );

  it(
    'prints the version with --version',
    inFolder(async (folder) => {
      const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
      expect(await folder.run(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
    }),
  );
});
