import { closeSync, constants, openSync, readSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { TerminalOutput } from '../../source/terminal/terminal-output.ts';
import { inFolder } from '../helpers/command.ts';

/** More than any system keeps of what nobody has read. */
const FRAMES = 'x'.repeat(300_000);

interface Line {
  readonly output: TerminalOutput;
  /** Takes all that the line holds. */
  take(): string;
}

/** A line that took as much of the frames as it holds. */
function onFullLine(test: (line: Line) => Promise<void> | void): ReturnType<typeof inFolder> {
  return inFolder(async (folder) => {
    const path = folder.fifo('line');
    const reading = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const writing = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    const bytes = Buffer.alloc(FRAMES.length);
    const take = (): string => {
      try {
        return bytes.toString('latin1', 0, readSync(reading, bytes));
      } catch {
        return '';
      }
    };
    const output = new TerminalOutput(writing);
    output.send(FRAMES);
    expect(output.isBusy).toBe(true);
    try {
      await test({ output, take });
    } finally {
      output.close();
      closeSync(reading);
      closeSync(writing);
    }
  });
}

it(
  'a slow terminal that pauses longer than a stopped one is waited for gets what restores it',
  onFullLine(async ({ output, take }) => {
    await wait(400);
    take();
    // It fills again at the next try, which is due before.
    await wait(50);
    output.sendLast('restored');
    const settled = output.settled(1);
    await wait(50);
    expect(output.isBusy).toBe(true);
    let taken = take();
    await settled;
    taken += take();
    expect(taken).toMatch(/restored$/);
  }),
);

it(
  'a terminal that takes nothing is not waited for, but gets what restores it if a signal finds room',
  onFullLine(async ({ output, take }) => {
    output.sendLast('restored');
    await output.settled(1);
    expect(output.isBusy).toBe(true);
    take();
    output.finish();
    expect(take()).toMatch(/restored$/);
  }),
);
