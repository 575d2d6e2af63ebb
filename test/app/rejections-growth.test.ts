import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProgressLine } from '../../source/app/progress.ts';
import { growthWarning } from '../../source/app/rejections-growth.ts';
import { inFolder } from '../helpers/command.ts';
import { mayMount } from '../helpers/may-mount.ts';

/** What a terminal of 100 columns shows in the end, which is a file here. */
function shownAfter(act: (progress: ProgressLine) => void): string {
  const path = join(tmpdir(), `progress-${process.pid}`);
  const fd = openSync(path, 'w');
  try {
    const progress = new ProgressLine({ isTTY: true, columns: 100, fd }, () => undefined, true);
    vi.advanceTimersByTime(1000);
    act(progress);
    return readFileSync(path, 'utf8').split('\r').at(-1)?.trimEnd() ?? '';
  } finally {
    closeSync(fd);
    rmSync(path);
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a file of rejections that takes much more than what was read', () => {
  it('reports its size and the cause while it is written', () => {
    const growing = (bytes: number) => (progress: ProgressLine) => {
      progress.reading(10e6);
      vi.advanceTimersByTime(1000);
      progress.writingRejections('skipped.csv', bytes);
    };
    expect(shownAfter(growing(0.9e9))).toMatch(/^10 MB read/);
    expect(shownAfter(growing(1.6e9))).toBe(
      '1.6 GB, 160 times the input: a row for each fragment (skipped.csv)',
    );
  });

  it('keeps that report while more is read', () => {
    const text = shownAfter((progress) => {
      progress.writingRejections('skipped.csv', 1.6e9);
      vi.advanceTimersByTime(1000);
      progress.reading(10e6);
    });
    expect(text).toContain('a row for each fragment');
  });

  it('is a warning in the end', () => {
    expect(growthWarning('skipped.csv', 1.6e9, 10e6, 1e7)).toBe(
      'skipped.csv has 1.6 GB, 160 times the input: it has a row with its reason for each of 10,000,000 rejections',
    );
    expect(growthWarning('skipped.csv', 0.9e9, 10e6, 1e7)).toBeUndefined();
    expect(growthWarning('skipped.csv', 5e9, 1e9, 1e7)).toBeUndefined();
  });
});

/** Runs the command with a small disk mounted as `small`. */
const ON_SMALL_DISK = `exec unshare --map-root-user --mount sh -c 'mount -t tmpfs -o size=2m none small && echo old > small/skipped.csv && "$@" 2>&1; ls -A small; cat small/skipped.csv' sh "$@"`;

describe('a heap of fragments that fills the disk', () => {
  it.skipIf(!mayMount())(
    'is a clear error, and the old file is whole',
    inFolder(async (folder) => {
      await folder.write('events.json', '{'.repeat(100_000));
      await folder.shell('mkdir small', []);
      const args = ['events.json', '--skips_out', 'small/skipped.csv'];
      const { stdout } = await folder.shell(ON_SMALL_DISK, args);
      expect(stdout).toBe(
        'event-sessions-tui: cannot write small/skipped.csv: no space left on the device; free some or choose another place\nskipped.csv\nold\n',
      );
    }),
  );
});
