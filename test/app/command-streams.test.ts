import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  BAD_LINE,
  type Ended,
  EXAMPLE,
  EXAMPLE_REJECTIONS,
  EXAMPLE_SESSIONS,
  EXAMPLE_SUMMARY,
  type Folder,
  GOOD_LINE,
  inFolder,
  summary,
} from '../helpers/command.ts';

const BOTH = ['--out', 'sessions.csv', '--skips_out', 'skipped.csv'];

async function expectExample(folder: Folder, ended: Ended): Promise<void> {
  expect(ended).toMatchObject({ code: 0, signal: null, stdout: EXAMPLE_SUMMARY });
  expect(await folder.read('sessions.csv')).toBe(EXAMPLE_SESSIONS);
  expect(await folder.read('skipped.csv')).toBe(EXAMPLE_REJECTIONS);
}

describe.concurrent('the example of the reference gives its five lines and two files', () => {
  it.for<[how: string, args: string[]]>([
    ['from a FILE', [EXAMPLE, ...BOTH]],
    ['from a FILE after the flags', [...BOTH, EXAMPLE]],
    ['from --input FILE', ['--input', EXAMPLE, ...BOTH]],
    ['from --input=FILE', [`--input=${EXAMPLE}`, ...BOTH]],
    ['from -i FILE', ['-i', EXAMPLE, ...BOTH]],
    ['from a FILE after --', [...BOTH, '--', EXAMPLE]],
  ])('%s', async ([_, args], context) => {
    await inFolder(async (folder) => expectExample(folder, await folder.run(args)))(context);
  });

  it.for<[how: string, args: string[]]>([
    ['without a name', []],
    ['named -', ['-']],
    ['named --input -', ['--input', '-']],
    ['named --input=-', ['--input=-']],
    ['named -i -', ['-i', '-']],
  ])('from a pipe %s', async ([_, names], context) => {
    await inFolder(async (folder) =>
      expectExample(folder, await folder.shell(`cat '${EXAMPLE}' | "$@"`, [...names, ...BOTH])),
    )(context);
  });

  it(
    'when the input is a socket',
    inFolder(async (folder) => {
      const piped = await readFile(EXAMPLE);
      await expectExample(folder, await folder.run(BOTH, { stdin: { piped } }));
    }),
  );

  it(
    'when the input is redirected from a file',
    inFolder(async (folder) => expectExample(folder, await folder.run(BOTH, { stdin: { from: EXAMPLE } }))),
  );

  it(
    'when FILE is a named pipe',
    inFolder(async (folder) => {
      const fifo = folder.fifo('events.fifo');
      const running = folder.run([fifo, ...BOTH]);
      await writeFile(fifo, await readFile(EXAMPLE));
      await expectExample(folder, await running);
    }),
  );

  it(
    'when a pipe delivers the input byte by byte',
    inFolder(async (folder) => {
      const started = folder.start(BOTH);
      for (const byte of await readFile(EXAMPLE)) started.child.stdin?.write(Uint8Array.of(byte));
      started.child.stdin?.end();
      await expectExample(folder, await started.ended);
    }),
  );
});

describe.concurrent('sessions on standard output', () => {
  it.for<[how: string, args: string[]]>([
    ['--out -', ['--out', '-']],
    ['--out=-', ['--out=-']],
    ['-o -', ['-o', '-']],
    ['--out /dev/stdout', ['--out', '/dev/stdout']],
  ])('are all that stdout has with %s, and the summary goes to stderr', async ([_, args], context) => {
    await inFolder(async (folder) => {
      const ended = await folder.shell('"$@" | cat', [EXAMPLE, ...args]);
      expect(ended.stdout).toBe(EXAMPLE_SESSIONS);
      expect(ended.stderr.endsWith(EXAMPLE_SUMMARY)).toBe(true);
      expect(await folder.names()).toEqual([]);
    })(context);
  });

  it(
    'can be combined with FILE as -',
    inFolder(async (folder) => {
      const ended = await folder.shell(`cat '${EXAMPLE}' | "$@"`, ['-', '--out', '-']);
      expect(ended.stdout).toBe(EXAMPLE_SESSIONS);
    }),
  );

  it(
    'can be rejections instead',
    inFolder(async (folder) => {
      const ended = await folder.run([EXAMPLE, '--skips-out', '-']);
      expect(ended.stdout).toBe(EXAMPLE_REJECTIONS);
    }),
  );
});

describe.concurrent('a named pipe as an output', () => {
  it(
    'receives its rows directly',
    inFolder(async (folder) => {
      const fifo = folder.fifo('rows.fifo');
      const running = folder.run([EXAMPLE, '--out', fifo]);
      expect(await readFile(fifo, 'utf8')).toBe(EXAMPLE_SESSIONS);
      expect(await running).toMatchObject({ code: 0, stdout: EXAMPLE_SUMMARY });
      expect(await folder.names()).toEqual(['rows.fifo']);
    }),
  );
});

describe.concurrent('stdout that is closed early', () => {
  const USERS = 60_000;
  const manyUsers = Array.from({ length: USERS }, (_, user) => GOOD_LINE.replace('1', `${user}`)).join('');
  const theirSummary = summary({ total: USERS, valid: USERS, skipped: 0, duplicates: 0, users: USERS });

  it(
    'does not fail the run, and the other outputs are written',
    inFolder(async (folder) => {
      await folder.write('many.json', manyUsers);
      const script = '{ "$@"; echo $? > code.txt; } | head -n 1';
      const ended = await folder.shell(script, ['many.json', '--out', '-', '--events-out', 'events.csv']);
      expect(ended.stdout).toBe('user_id,session_start,session_end,event_count\n');
      expect(ended.stderr).toBe(theirSummary);
      expect(await folder.read('code.txt')).toBe('0\n');
      expect(parseRows(await folder.read('events.csv'))).toBe(USERS + 1);
      expect(await folder.names()).toEqual(['code.txt', 'events.csv', 'many.json']);
    }),
  );

  it(
    'is ignored when only the summary goes there',
    inFolder(async (folder) => {
      const script = '{ "$@"; echo $? > code.txt; } | :';
      const ended = await folder.shell(script, [await folder.write('one.json', GOOD_LINE), '--json']);
      expect(ended.stderr).toBe('');
      expect(await folder.read('code.txt')).toBe('0\n');
    }),
  );
});

function parseRows(csv: string): number {
  return csv.split('\n').length - 1;
}

describe.concurrent('stderr', () => {
  it(
    'is empty if there is nothing to report',
    inFolder(async (folder) => {
      const ended = await folder.run([await folder.write('good.json', GOOD_LINE)]);
      expect(ended.stderr).toBe('');
    }),
  );

  it(
    'lists rejections by reason, with their count',
    inFolder(async (folder) => {
      const ended = await folder.run(['-'], {
        stdin: { piped: `${BAD_LINE}${GOOD_LINE}${BAD_LINE}{"a": 1}` },
      });
      expect(ended.stderr).toMatch(/^ *2 invalid ISO-8601\b/m);
      expect(ended.stderr).toMatch(/^ *1 missing_key_or_bad_schema\b/m);
    }),
  );

  it(
    'reports stray bytes, if there are any',
    inFolder(async (folder) => {
      const ended = await folder.run(['-'], { stdin: { piped: `abc ${GOOD_LINE}}` } });
      expect(ended.stderr).toMatch(/^stray_bytes: 4\b/);
    }),
  );

  it(
    'has a warning if the file grew during the run',
    inFolder(async (folder) => {
      await folder.write('growing.json', GOOD_LINE);
      const fifo = folder.fifo('rows.fifo');
      // The second output waits for its reader; by then the input is open, as the first one's draft shows.
      const started = folder.start(['growing.json', '--out', 'sessions.csv', '--skips_out', fifo]);
      await started.until(async () => (await folder.drafts()).length > 0);
      await appendFile(folder.at('growing.json'), GOOD_LINE);
      await readFile(fifo);
      const ended = await started.ended;
      expect(ended.stderr).toMatch(/^warning: growing\.json changed while it was read: it grew/);
      expect(ended.code).toBe(0);
    }),
  );

  /** Time passes a thousand times as fast, so that every run is a long one. */
  const LONG = 'const now = performance.now.bind(performance); performance.now = () => 1000 * now();';

  it(
    'has no progress line if it is not a terminal',
    inFolder(async (folder) => {
      await folder.write('good.json', GOOD_LINE);
      const ended = await folder.run(['good.json'], { preload: LONG });
      expect(ended).toMatchObject({ code: 0, stderr: '' });
    }),
  );

  it(
    'has a progress line on a terminal during a long run, and clears it at the end',
    inFolder(async (folder) => {
      await folder.write('good.json', GOOD_LINE);
      const preload = `${LONG} Object.defineProperty(process.stderr, 'isTTY', { value: true });`;
      const { stderr } = await folder.run(['good.json', '--ascii'], { preload });
      expect(stderr).toMatch(/^\r\[#+\] 100 %.*\rgrouping by user *\r *\r$/);
    }),
  );

  it(
    'shows the progress of outputs, except those that go to the terminal itself',
    inFolder(async (folder) => {
      await folder.write('good.json', GOOD_LINE);
      const preload = `${LONG} Object.defineProperty(process.stderr, 'isTTY', { value: true });`;
      const toFile = await folder.run(['good.json', '--events-out', 'events.csv'], { preload });
      expect(toFile.stderr).toMatch(/\rgrouping by user *(\rwriting events\.csv: 0 MB *)+\r *\r$/);
      const onward = await folder.run(['good.json', '--events-out', '/dev/stderr', '--ascii'], { preload });
      expect(onward.stderr).toMatch(/\rgrouping by user *\r *\revent,/);
      expect(onward.stderr).not.toContain('writing');
    }),
  );
});
