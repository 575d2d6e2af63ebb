import { appendFile, chmod, mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BAD_LINE, type Folder, inFolder, type Started } from '../helpers/command.ts';
import { event } from '../helpers/several-files.ts';

const FOLLOW = ['--follow', '--json', '--every', '1s'];
/** Permissions do not bind root. */
const IS_ROOT = process.getuid?.() === 0;

interface Summary {
  readonly total_events: number;
  readonly skipped_events: number;
  readonly unique_users: number;
  readonly following: boolean;
  readonly files?: { readonly read: number; readonly failed: number };
}

/** What a command that follows prints: objects, a line each. */
class Printed {
  private text = '';

  constructor(readonly started: Started) {
    started.child.stdout?.on('data', (text: string) => {
      this.text += text;
    });
  }

  get all(): Summary[] {
    const lines = this.text.split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Summary);
  }

  /** Waits until the newest object has so many records and users. */
  async until(records: number, users: number): Promise<void> {
    const isSo = (): boolean => {
      const last = this.all.at(-1);
      return last?.total_events === records && last.unique_users === users;
    };
    await this.started.until(isSo);
  }

  /** Ends it by a signal; returns the last object, the exit code and stderr. */
  async end(
    signal: NodeJS.Signals,
  ): Promise<{ last: Summary | undefined; code: number | null; stderr: string }> {
    this.started.child.kill(signal);
    const { code, stderr } = await this.started.ended;
    return { last: this.all.at(-1), code, stderr };
  }
}

function follow(folder: Folder, ...args: readonly string[]): Printed {
  return new Printed(folder.start([...FOLLOW, ...args]));
}

describe.concurrent('--follow --json', () => {
  it('prints an object a line as a file grows, and a last one when it is interrupted', async (context) => {
    await inFolder(async (folder) => {
      const log = await folder.write('app.log', event(1, 1));
      const printed = follow(folder, 'app.log');
      await printed.until(1, 1);
      await appendFile(log, event(2, 2) + event(2, 2) + BAD_LINE);
      await printed.until(4, 2);
      expect(printed.all.every(({ following }) => following)).toBe(true);
      const { last, code } = await printed.end('SIGINT');
      expect(code).toBe(0);
      expect(last).toMatchObject({
        ...{ total_events: 4, valid_events: 3, skipped_events: 1, duplicates_removed: 1 },
        following: false,
      });
    })(context);
  });

  it('waits for the rest of a half-written record, and rejects one that is left at the end', async (context) => {
    await inFolder(async (folder) => {
      const log = await folder.write('app.log', event(1, 1) + event(2, 2).slice(0, 30));
      const printed = follow(folder, 'app.log');
      await printed.until(1, 1);
      await appendFile(log, event(2, 2).slice(30));
      await printed.until(2, 2);
      expect(printed.all.every(({ skipped_events }) => skipped_events === 0)).toBe(true);
      await appendFile(log, event(3, 3).slice(0, 30));
      const { last } = await printed.end('SIGTERM');
      expect(last).toMatchObject({ total_events: 3, skipped_events: 1, following: false });
    })(context);
  });

  it('reads a renamed file to its end, then the new one in its place, and says so', async (context) => {
    await inFolder(async (folder) => {
      const log = await folder.write('app.log', event(1, 1));
      const printed = follow(folder, 'app.log');
      await printed.until(1, 1);
      await rename(log, folder.at('app.log.1'));
      // A path that cannot be looked at ends nothing.
      await symlink('app.log', log);
      await appendFile(folder.at('app.log.1'), event(2, 2));
      await printed.until(2, 2);
      await rm(log);
      await appendFile(log, event(3, 3));
      await printed.until(3, 3);
      const { stderr } = await printed.end('SIGINT');
      expect(stderr).toContain('app.log was replaced');
    })(context);
  });

  it('reads a file that became shorter from its beginning, and keeps what was read', async (context) => {
    await inFolder(async (folder) => {
      const log = await folder.write('app.log', event(1, 1) + event(2, 2));
      const printed = follow(folder, 'app.log');
      await printed.until(2, 2);
      await truncate(log, 0);
      await appendFile(log, event(3, 3));
      await printed.until(3, 3);
      // What was written anew may be as long as before when it is looked at, or longer.
      await writeFile(log, event(4, 4), { flag: 'r+' });
      await printed.until(4, 4);
      const { stderr } = await printed.end('SIGINT');
      expect(stderr).toContain('app.log became shorter');
      expect(stderr).toContain('app.log was written anew');
    })(context);
  });

  it('follows a pipe until it ends', async (context) => {
    await inFolder(async (folder) => {
      const printed = follow(folder, '-');
      printed.started.child.stdin?.write(event(1, 1));
      await printed.until(1, 1);
      printed.started.child.stdin?.end(event(2, 2));
      expect((await printed.started.ended).code).toBe(0);
      expect(printed.all.at(-1)).toMatchObject({ total_events: 2, following: false });
    })(context);
  });

  it('waits for the first record of an empty file before it decides what is the user and the time', async (context) => {
    await inFolder(async (folder) => {
      const log = await folder.write('app.log', '');
      const printed = follow(folder, 'app.log');
      await appendFile(log, '{"userId": "a", "timestamp": 1720605600000, "event": "x"}\n');
      await printed.until(1, 1);
      await printed.end('SIGINT');
    })(context);
  });

  it('follows a folder: each file grows on its own, new ones join, archives are read once', async (context) => {
    await inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      await folder.write('logs/a.jsonl', event(1, 1));
      await folder.write('logs/b.jsonl.gz', gzipSync(event(2, 2)));
      const printed = follow(folder, 'logs', '--skips_out', 'skipped.csv');
      await printed.until(2, 2);
      await appendFile(folder.at('logs/a.jsonl'), event(3, 3).slice(0, 30));
      await folder.write('logs/c.jsonl', event(4, 4));
      await printed.until(3, 3);
      await appendFile(folder.at('logs/a.jsonl'), event(3, 3).slice(30) + BAD_LINE);
      await folder.write('logs/d.jsonl.gz', gzipSync(event(5, 5)));
      await printed.until(6, 5);
      expect(printed.all.every(({ following }) => following)).toBe(true);
      const { last, code } = await printed.end('SIGINT');
      expect(code).toBe(0);
      expect(last).toMatchObject({ total_events: 6, skipped_events: 1, files: { read: 4 } });
      expect(await folder.read('skipped.csv')).toMatch(/logs\/a\.jsonl/);
    })(context);
  });

  it('reads a file of a folder that is renamed on, and the new one in its place', async (context) => {
    await inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      await folder.write('logs/app.log', event(1, 1));
      await folder.write('logs/other.log', event(2, 2));
      const printed = follow(folder, 'logs/*.log');
      await printed.until(2, 2);
      await rename(folder.at('logs/app.log'), folder.at('logs/app.log.1'));
      await appendFile(folder.at('logs/app.log.1'), event(3, 3));
      await appendFile(folder.at('logs/app.log'), event(4, 4));
      await printed.until(4, 4);
      await truncate(folder.at('logs/other.log'), 0);
      await appendFile(folder.at('logs/other.log'), event(5, 5).slice(0, 60));
      await appendFile(folder.at('logs/other.log'), event(5, 5).slice(60));
      const { stderr } = await printed.end('SIGINT');
      expect(stderr).not.toContain('cannot read');
    })(context);
  });

  it('reads a file that is being compressed when it is whole, and one compressed of a log that was read as that log', async (context) => {
    await inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      await folder.write('logs/app.log.1', event(1, 1) + event(2, 2));
      const printed = follow(folder, 'logs', '--events-out', 'events.csv');
      await printed.until(2, 2);
      const packed = gzipSync(event(3, 3) + event(4, 4));
      const half = await folder.write('logs/slow.gz', packed.subarray(0, 30));
      await folder.shell('gzip logs/app.log.1', []);
      await folder.write('logs/app.log', event(5, 5));
      await printed.until(3, 3);
      await appendFile(half, packed.subarray(30));
      await printed.until(5, 5);
      const { last, code } = await printed.end('SIGINT');
      expect({ code, last }).toMatchObject({
        code: 0,
        last: { total_events: 5, duplicates_removed: 0, files: { read: 3, failed: 0 } },
      });
      const files = (await folder.read('events.csv')).split('\n').map((line) => line.split(',').at(-1));
      expect(files).toEqual([
        'file',
        'logs/app.log.1.gz',
        'logs/app.log.1.gz',
        'logs/app.log',
        'logs/slow.gz',
        'logs/slow.gz',
        '',
      ]);
    })(context);
  });

  it('waits for the first record of an empty folder; a file that cannot be read does not stop the others', async (context) => {
    await inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      await folder.write('logs/empty.jsonl', '');
      await symlink(folder.at('nowhere'), folder.at('logs/gone.jsonl'));
      const printed = follow(folder, 'logs');
      await folder.write('logs/a.jsonl', event(1, 1));
      await printed.until(1, 1);
      const { code, stderr } = await printed.end('SIGINT');
      expect(code).toBe(1);
      expect(stderr).toContain('gone.jsonl');
    })(context);
  });

  it('counts what was read of a removed file, and takes that for no failure', async (context) => {
    await inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      // More than stay open.
      for (let file = 0; file < 140; file++) await folder.write(`logs/${file}.jsonl`, event(file, 1));
      const printed = follow(folder, 'logs');
      await printed.until(140, 140);
      await rm(folder.at('logs/3.jsonl'));
      await rm(folder.at('logs/139.jsonl'));
      await folder.write('logs/more.jsonl', event(1000, 1));
      await printed.until(141, 141);
      const { code, last } = await printed.end('SIGINT');
      expect({ code, files: last?.files }).toMatchObject({ code: 0, files: { read: 141, failed: 0 } });
    })(context);
  });

  it.skipIf(IS_ROOT)(
    'reads a file that may not be read once it may, and says so until then',
    async (context) => {
      await inFolder(async (folder) => {
        await mkdir(folder.at('logs'));
        await folder.write('logs/a.jsonl', event(1, 1));
        const denied = await folder.write('logs/b.jsonl', event(2, 2));
        await chmod(denied, 0);
        const printed = follow(folder, 'logs');
        await printed.until(1, 1);
        await chmod(denied, 0o600);
        await printed.until(2, 2);
        const { code, last } = await printed.end('SIGINT');
        expect({ code, files: last?.files }).toMatchObject({ code: 0, files: { read: 2, failed: 0 } });
      })(context);
    },
  );

  it('writes files when it ends', async (context) => {
    await inFolder(async (folder) => {
      const log = await folder.write('app.log', event(1, 1));
      const printed = follow(folder, 'app.log', '--out', 'sessions.csv', '--skips_out', 'skipped.csv');
      await printed.until(1, 1);
      await appendFile(log, event(2, 2) + BAD_LINE);
      await printed.until(3, 2);
      await printed.end('SIGINT');
      expect((await folder.read('sessions.csv')).trim().split('\n')).toHaveLength(3);
      expect((await folder.read('skipped.csv')).trim().split('\n')).toHaveLength(2);
    })(context);
  });
});

describe('what --follow cannot be together with', () => {
  it.for([
    [['--follow', '--summary'], 'add --json'],
    [['--follow', '--out', 'a.csv'], 'add --json'],
    [['--follow', '--json', '--plan'], 'leave out --follow'],
    [['--every', '3s', '--json'], 'give both of them too'],
    [['--every', '3s', '--follow'], 'give both of them too'],
  ] as const)('%s is wrong usage', async ([flags, words], context) => {
    await inFolder(async (folder) => {
      await folder.write('app.log', event(1, 1));
      const { code, stderr } = await folder.run(['app.log', ...flags]);
      expect(code).toBe(2);
      expect(stderr).toContain(words);
    })(context);
  });
});
