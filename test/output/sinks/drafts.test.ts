import { mkdtemp, open, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openFileSink } from '../../../source/output/sinks/file-sink.ts';

const HOUR = 60 * 60 * 1000;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-sessions-tui-'));
});

afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

async function drafts(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.part'));
}

/** Leaves a draft of `name` as a killed run does, changed so many hours ago; returns its path. */
async function leftDraft(name: string, hoursAgo: number): Promise<string> {
  const sink = await openFileSink(join(folder, name));
  const [draft] = await drafts();
  await sink.discard();
  await writeFile(join(folder, draft), 'half of it');
  await makeOlder(join(folder, draft), hoursAgo);
  return draft;
}

async function makeOlder(path: string, hours: number): Promise<void> {
  const then = new Date(Date.now() - hours * HOUR);
  await utimes(path, then, then);
}

/** Writes the file as a run does that is not killed. */
async function write(name: string): Promise<void> {
  const sink = await openFileSink(join(folder, name));
  await sink.close();
  await sink.publish();
}

describe('the draft of a killed run', () => {
  it('says whose it is, and of which file', async () => {
    expect(await leftDraft('sessions.csv', 0)).toMatch(
      /^\.sessions\.csv\.[a-z0-9]+\.event-sessions-tui\.part$/,
    );
  });

  it('is removed by the next run that writes the same file, a day later', async () => {
    await leftDraft('sessions.csv', 25);
    await write('sessions.csv');
    expect(await readdir(folder)).toEqual(['sessions.csv']);
  });

  it('is kept for a day, so that a failed run can be examined', async () => {
    const draft = await leftDraft('sessions.csv', 23);
    await write('sessions.csv');
    expect(await drafts()).toEqual([draft]);
  });

  it('stays where the next run writes another file', async () => {
    const draft = await leftDraft('sessions.csv', 25);
    await write('skipped.csv');
    await write('sessions');
    expect(await drafts()).toEqual([draft]);
  });

  it.skipIf(process.platform !== 'linux')('stays while a process holds it', async () => {
    const draft = await leftDraft('sessions.csv', 25);
    const holder = await open(join(folder, draft), 'r');
    await write('sessions.csv');
    expect(await drafts()).toEqual([draft]);
    await holder.close();
    await write('sessions.csv');
    expect(await drafts()).toEqual([]);
  });

  it('is never taken for that of a run that waits for days', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const sink = await openFileSink(join(folder, 'sessions.csv'));
    const [draft] = await drafts();
    await makeOlder(join(folder, draft), 30);
    vi.advanceTimersByTime(HOUR);
    vi.useRealTimers();
    await vi.waitFor(async () => {
      expect(Date.now() - (await stat(join(folder, draft))).mtimeMs).toBeLessThan(HOUR);
    });
    await sink.discard();
  });

  it('leaves files alone that only look like one', async () => {
    await writeFile(join(folder, '.sessions.csv.part'), 'mine');
    await makeOlder(join(folder, '.sessions.csv.part'), 100);
    await write('sessions.csv');
    expect(await readdir(folder)).toEqual(['.sessions.csv.part', 'sessions.csv']);
  });
});
