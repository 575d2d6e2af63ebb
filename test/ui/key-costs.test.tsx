import { expect, it } from 'vitest';
import { makeSample } from '../../sample/make-sample.ts';
import { FrameWriter } from '../../source/terminal/frame-writer.ts';
import { readFile } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';
import { linesOf, onTerminalWithColours } from './frames.tsx';

onTerminalWithColours(1);

/** Presses a key in Events, on a screen of 120x40 with colours, and returns the bytes that the terminal gets at once. */
async function bytesOf(keys: readonly string[], key: string): Promise<number> {
  const explorer = await Explorer.of(readFile(makeSample()), {
    columns: 120,
    rows: 40,
    keys: ['3', ...keys],
  });
  const writer = new FrameWriter(40);
  writer.update(linesOf(explorer.model));
  explorer.send({ kind: 'key', key });
  return Buffer.byteLength(writer.update(linesOf(explorer.model)));
}

it.each([
  ['an arrow key in the list', ['j'], 'down', 600],
  ['an arrow key in the types', ['w'], 'down', 600],
  ['an arrow key in the sessions, while a message is shown', ['1', 'X'], 'down', 600],
  ['an arrow key in the reasons, while a message is shown', ['2', 'X'], 'down', 600],
  ['the cursor over the buckets, while it moves', ['*'], ')', 1000],
  ['the cursor over the buckets, in lines of all types', ['p', '*'], '(', 1000],
])('%s costs few bytes over a slow line', async (_, keys, key, most) => {
  const bytes = await bytesOf(keys, key);
  expect(bytes).toBeGreaterThan(50);
  expect(bytes).toBeLessThanOrEqual(most);
});

it('no arrow key on the way through the sessions of the sample costs a whole screen, as wide as their ids are', async () => {
  const explorer = await Explorer.of(readFile(makeSample()), { columns: 120, rows: 40 });
  const writer = new FrameWriter(40);
  writer.update(linesOf(explorer.model));
  const costs: number[] = [];
  for (let row = 1; row < 64; row++) {
    explorer.send({ kind: 'key', key: 'down' });
    costs.push(Buffer.byteLength(writer.update(linesOf(explorer.model))));
  }
  expect(explorer.model.tables.sessions.viewport.cursor).toBe(63);
  expect(Math.max(...costs)).toBeLessThanOrEqual(600);
});
