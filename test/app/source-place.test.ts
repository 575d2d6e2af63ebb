import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { withSourcePlace } from '../../source/app/source-place.ts';
import { EXAMPLE, inFolder } from '../helpers/command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Makes the first reading of the clock throw, with its caller as the top of the stack. */
const BREAK_CLOCK = `performance.now = function now() {
  const error = new Error('a fault');
  Error.captureStackTrace(error, now);
  throw error;
};`;

describe('a crash of the built command', () => {
  it(
    'names the file and line of the source that called what failed',
    inFolder(async (folder) => {
      const { code, stderr } = await folder.run([EXAMPLE, '--summary'], { preload: BREAK_CLOCK });
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^event-sessions-tui: .*: Error: a fault at \w+ \(source\/[\w/-]+\.tsx?:\d+:\d+\)\n$/,
      );
      const [, file, line, column] = /\((source\/.*):(\d+):(\d+)\)/.exec(stderr) ?? [];
      const sourceLine = readFileSync(join(root, file), 'utf8').split('\n')[Number(line) - 1];
      expect(sourceLine.slice(Number(column) - 1)).toMatch(/^now\(\)/);
    }),
  );
});

describe('a frame of a stack trace is left as it is', () => {
  it.each([
    ['of a bundle without a source map', 'at f (/nowhere/dist/cli-code.cjs:12:3)'],
    ['outside of all bundles', 'at node:internal/process/task_queues:95:5'],
    ['that is empty', ''],
  ])('%s', (_, frame) => {
    expect(withSourcePlace(frame)).toBe(frame);
  });
});
