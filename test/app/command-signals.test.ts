import { stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { BAD_LINE, EXAMPLE, type Folder, inFolder, type Started } from '../helpers/command.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const OUTPUTS = ['--out', 'sessions.csv', '--skips_out', 'skipped.csv', '--events-out', 'events.csv'];

/** More rejections than are kept before they are written. */
const MANY_BAD_LINES = BAD_LINE.repeat(5000);

/** Waits until the command is in the middle of it: all its drafts are there, one with rows, and it wants more input. */
async function untilWriting(folder: Folder, started: Started): Promise<void> {
  await started.until(async () => {
    const drafts = await folder.drafts();
    const sizes = await Promise.all(drafts.map(async (name) => (await stat(folder.at(name))).size));
    return drafts.length === 3 && sizes.some((size) => size > 0);
  });
}

/** Code that sends the process a signal when the system has made a draft, before the program hears of it. */
function endedAtDraft(number: number): string {
  return `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const { openSync, promises } = fs;
    const { open } = promises;
    let drafts = 0;
    const isTheOne = (path) => String(path).endsWith('.part') && ++drafts === ${number};
    promises.open = async (path, ...rest) => {
      const file = await open(path, ...rest);
      if (isTheOne(path)) {
        process.kill(process.pid, 'SIGTERM');
        await new Promise(() => setInterval(() => {}, 1000));
      }
      return file;
    };
    fs.openSync = (path, ...rest) => {
      const file = openSync(path, ...rest);
      if (isTheOne(path)) process.kill(process.pid, 'SIGTERM');
      return file;
    };
    syncBuiltinESMExports();
  `;
}

describe.concurrent('a command that is ended by a signal', () => {
  it.for(SIGNALS)('reports %s as its end, and prints nothing', async (signal, context) => {
    await inFolder(async (folder) => {
      const started = folder.start(['-', ...OUTPUTS]);
      started.child.stdin?.write(MANY_BAD_LINES);
      await untilWriting(folder, started);
      started.child.kill(signal);
      expect(await started.ended).toEqual({ code: null, signal, stdout: '', stderr: '' });
    })(context);
  });

  it.for(SIGNALS)(
    'leaves no half-written file, and earlier files as they were, on %s',
    async (signal, context) => {
      await inFolder(async (folder) => {
        await folder.write('sessions.csv', 'old');
        const started = folder.start(['-', ...OUTPUTS]);
        started.child.stdin?.write(MANY_BAD_LINES);
        await untilWriting(folder, started);
        started.child.kill(signal);
        await started.ended;
        expect(await folder.names()).toEqual(['sessions.csv']);
        expect(await folder.read('sessions.csv')).toBe('old');
      })(context);
    },
  );

  it(
    'leaves no half-written file in any format',
    inFolder(async (folder) => {
      const outputs = ['--out', 's.json', '--skips_out', 'k.parquet', '--events-out', 'e.csv.gz'];
      const started = folder.start(['-', ...outputs]);
      started.child.stdin?.write(MANY_BAD_LINES);
      await untilWriting(folder, started);
      started.child.kill('SIGTERM');
      await started.ended;
      expect(await folder.names()).toEqual([]);
    }),
  );

  it.for([1, 2, 3])(
    'leaves no file when it is killed the moment it creates file number %i',
    async (number, context) => {
      await inFolder(async (folder) => {
        const ended = await folder.run([EXAMPLE, ...OUTPUTS], { preload: endedAtDraft(number) });
        expect(ended.signal).toBe('SIGTERM');
        expect(await folder.names()).toEqual([]);
      })(context);
    },
  );

  it(
    'ends while it waits for input from an idle pipe',
    inFolder(async (folder) => {
      const started = folder.start(['-', '--out', 'sessions.csv']);
      await started.until(async () => (await folder.drafts()).length === 1);
      started.child.kill('SIGINT');
      expect(await started.ended).toMatchObject({ code: null, signal: 'SIGINT' });
    }),
  );

  it(
    'has the exit code 128 and the number of the signal in a shell',
    inFolder(async (folder) => {
      const script = 'exec 3<&0; "$@" <&3 & echo $! > pid.txt; wait $!; echo $? > code.txt';
      const started = folder.startShell(script, ['-', ...OUTPUTS]);
      started.child.stdin?.write(MANY_BAD_LINES);
      await untilWriting(folder, started);
      process.kill(Number(await folder.read('pid.txt')), 'SIGTERM');
      await started.ended;
      expect(await folder.read('code.txt')).toBe('143\n');
    }),
  );
});
