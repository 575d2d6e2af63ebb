import { truncate, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { BAD_LINE, type Ended, type Folder, GOOD_LINE, inFolder, summary } from '../helpers/command.ts';
import { failingDisk } from '../helpers/failing-input.ts';
import { IS_FULL } from '../helpers/full.ts';

const ALL = [
  ...['--out', 'sessions.csv', '--skips_out', 'skipped.csv', '--events-out', 'events.csv'],
  ...['--dupes-out', 'duplicates.csv', '--trend-out', 'trend.csv'],
];
const OUTPUTS = ['sessions.csv', 'skipped.csv', 'events.csv', 'duplicates.csv', 'trend.csv'];

/** Two events, one of them twice, and a rejected record; then the beginning of a record. */
const WHOLE = `${GOOD_LINE}${GOOD_LINE.replace('1', '2')}${BAD_LINE}${GOOD_LINE}`;
const CUT = GOOD_LINE.slice(0, 30);
const NUMBERS = summary({ total: 4, valid: 3, skipped: 1, duplicates: 1, users: 2 });

/** A connection that brings the text and is then broken off by its sender: what comes is ECONNRESET. */
async function brokenConnection(text: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const server = createServer({ pauseOnConnect: true }, (receiving) => {
      server.close();
      sending.write(text, () => {
        sending.resetAndDestroy();
        resolve(receiving);
      });
    });
    let sending: Socket;
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('no port'));
      sending = connect(address.port, '127.0.0.1');
      sending.on('error', () => undefined);
    });
  });
}

async function outputsIn(folder: Folder): Promise<string[]> {
  return Promise.all(OUTPUTS.map((name) => folder.read(name)));
}

/** Expects one line on stderr that says where and why the command could read no further. */
function expectSaid(ended: Ended, name: string, byteOffset: number, why: string): void {
  const lines = ended.stderr.split('\n').filter((line) => line.startsWith('event-sessions-tui: '));
  expect(lines).toEqual([
    `event-sessions-tui: cannot read ${name} from byte ${byteOffset} on: ${why}; the numbers and outputs are those of the records before it`,
  ]);
  expect(ended).toMatchObject({ code: 1, signal: null });
}

describe.concurrent('an input that cannot be read to its end', () => {
  it(
    'has its records up to there in all outputs and the summary when a connection is closed',
    inFolder(async (folder) => {
      const stdin = { connection: await brokenConnection(WHOLE + CUT) };
      const ended = await folder.run(['-', ...ALL], { stdin });
      expectSaid(
        ended,
        'stdin',
        WHOLE.length + CUT.length,
        'the sender closed the connection; check it and start again',
      );
      expect(ended.stdout).toBe(NUMBERS);
      const found = await outputsIn(folder);
      await folder.write('whole.json', WHOLE);
      expect(await folder.run(['whole.json', ...ALL])).toMatchObject({ code: 0, stdout: NUMBERS });
      expect(found).toEqual(await outputsIn(folder));
    }),
  );

  it(
    'has "complete": false and the failure in --json, alone on stderr if that is shared',
    inFolder(async (folder) => {
      const toStdout = await folder.run(['-', '--json'], {
        stdin: { connection: await brokenConnection(WHOLE) },
      });
      expect(JSON.parse(toStdout.stdout)).toMatchObject({
        complete: false,
        failure: expect.stringMatching(`^cannot read stdin from byte ${WHOLE.length} on: `),
        size: WHOLE.length,
        total_events: 4,
      });
      expect(toStdout.stderr).toContain('event-sessions-tui: cannot read stdin from byte');
      const toStderr = await folder.run(['-', '--json', '--out', '-'], {
        stdin: { connection: await brokenConnection(WHOLE) },
      });
      expect(JSON.parse(toStderr.stderr)).toMatchObject({ complete: false, total_events: 4 });
      expect([toStdout.code, toStderr.code]).toEqual([1, 1]);
    }),
  );

  it(
    'exits with 1 even if the quality gate fails too',
    inFolder(async (folder) => {
      const stdin = { connection: await brokenConnection(BAD_LINE + GOOD_LINE) };
      const ended = await folder.run(['-', '--max-skip-rate', '10'], { stdin });
      expect(ended.code).toBe(1);
      expect(ended.stderr).toContain('more than --max-skip-rate');
    }),
  );

  it(
    'has the remaining records in all outputs when the file is cut off during the run',
    inFolder(async (folder) => {
      await folder.write('events.json', WHOLE + GOOD_LINE.repeat(10));
      const fifo = folder.fifo('rows.fifo');
      // The second output waits for its reader; by then the input is open, as the first one's draft shows.
      const started = folder.start(['events.json', '--out', 'sessions.csv', '--skips_out', fifo]);
      await started.until(async () => (await folder.drafts()).length > 0);
      await truncate(folder.at('events.json'), WHOLE.length + 20);
      const rejections = await folder.read('rows.fifo');
      const ended = await started.ended;
      expectSaid(ended, 'events.json', WHOLE.length + 20, 'it became shorter while it was read; try again');
      expect(ended.stdout).toBe(NUMBERS);
      expect(rejections.split('\n')).toHaveLength(3);
      expect((await folder.read('sessions.csv')).split('\n')).toHaveLength(4);
    }),
  );

  it(
    'leaves earlier outputs alone if no record could be read',
    inFolder(async (folder) => {
      await folder.write('sessions.csv', 'old');
      const stdin = { connection: await brokenConnection(CUT) };
      const ended = await folder.run(['-', '--out', 'sessions.csv'], { stdin });
      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toMatch(/^event-sessions-tui: cannot read stdin from byte 30 on: [^\n]+\n$/);
      expect(await folder.names()).toEqual(['sessions.csv']);
      expect(await folder.read('sessions.csv')).toBe('old');
    }),
  );

  it(
    'gives the same bytes in all outputs, however many workers read it',
    inFolder(async (folder) => {
      // Large enough to be shared by workers, which find the failure in the middle of a chunk.
      const line = (i: number): string =>
        i % 50 === 0 ? BAD_LINE : GOOD_LINE.replace('1', `${(i * 7919) % 5000}`);
      const lines = Array.from({ length: 350_000 }, (_, i) => line(i));
      await writeFile(folder.at('large.json'), lines.join(''));
      const failsAt = 20_000_003;
      const preload = failingDisk('large.json', failsAt);
      const found: string[][] = [];
      for (const workers of IS_FULL ? ['1', '3', '2'] : ['1', '3']) {
        const ended = await folder.run(['large.json', '--workers', workers, ...ALL], { preload });
        expectSaid(ended, 'large.json', failsAt, 'the device failed; check the disk and the connection');
        found.push([ended.stdout, ...(await outputsIn(folder))]);
      }
      const whole = lines.join('').slice(0, failsAt).split('}').length - 1;
      expect(found[0][0]).toContain(`total_events: ${whole}\n`);
      for (const outputs of found) expect(outputs).toEqual(found[0]);
    }),
    60_000,
  );
});
