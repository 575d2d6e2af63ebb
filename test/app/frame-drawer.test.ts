import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeSample } from '../../sample/make-sample.ts';
import { FrameDrawer } from '../../source/app/explorer/frame-drawer.tsx';
import { datasetsOf, Explorer } from '../helpers/explorer.ts';
import { onTerminalWithColours } from '../ui/frames.tsx';

onTerminalWithColours(1);

const SAMPLE = makeSample();
const HALF = SAMPLE.indexOf('\n', SAMPLE.length / 2) + 1;

let drawer: FrameDrawer | undefined;
afterEach(() => drawer?.end());

/** Half of a file on a screen of 120x40 after some keys, each frame in `sent`; `grow` loads the rest. */
async function loading(...keys: readonly string[]): Promise<{
  readonly drawer: FrameDrawer;
  readonly explorer: Explorer;
  readonly sent: string[];
  readonly grow: () => Promise<Explorer>;
}> {
  const [first, all] = datasetsOf([SAMPLE.slice(0, HALF), SAMPLE.slice(HALF)]);
  const explorer = await new Explorer(SAMPLE, { columns: 120, rows: 40 }).load(first);
  await explorer.press(...keys);
  const sent: string[] = [];
  const terminal = {
    session: { isTaken: true },
    output: { isBusy: false, send: (bytes: string) => void sent.push(bytes) },
  };
  // Ink reads no keys from it: nothing on the screen asks it to.
  const stdin = new PassThrough() as unknown as ReadStream;
  const fail = (error: unknown): void => {
    throw error;
  };
  drawer = new FrameDrawer(() => explorer.model, stdin, terminal, fail, false);
  drawer.draw();
  sent.length = 0;
  return { drawer, explorer, sent, grow: () => explorer.load(all) };
}

const bytesOf = (frame: string | undefined): number => Buffer.byteLength(frame ?? '');

describe.each(['1', '2', '3', '4'])('while the file loads, a key in tab %s', (tab) => {
  it('has a frame of few bytes, without the news that came after it', async () => {
    const { drawer, explorer, sent, grow } = await loading(tab);
    explorer.send({ kind: 'key', key: 'down' });
    drawer.drawSoon('input');
    await grow();
    drawer.drawSoon('news');
    await vi.waitUntil(() => sent.length === 2);
    expect(bytesOf(sent[0])).toBeGreaterThan(50);
    expect(bytesOf(sent[0])).toBeLessThanOrEqual(600);
    expect(bytesOf(sent[1])).toBeGreaterThan(50);
  });

  it('has a frame of its own after the news that came before it', async () => {
    const { drawer, explorer, sent, grow } = await loading(tab);
    drawer.drawSoon('news');
    await grow();
    drawer.drawBeforeKey();
    explorer.send({ kind: 'key', key: 'down' });
    drawer.drawSoon('input');
    await vi.waitUntil(() => sent.length === 2);
    expect(bytesOf(sent[1])).toBeGreaterThan(50);
    expect(bytesOf(sent[1])).toBeLessThanOrEqual(600);
  });
});
