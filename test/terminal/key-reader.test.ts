import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readKeys } from '../../source/terminal/key-reader.ts';

/** A stream that is read, what came of it, and a way to let it be seen. */
function reading() {
  const stream = new PassThrough();
  const seen: string[] = [];
  const stop = readKeys(
    stream,
    (input) => seen.push(input.kind === 'key' ? input.key : input.kind),
    () => seen.push('the end'),
  );
  const send = async (bytes: string): Promise<void> => {
    stream.write(bytes);
    await new Promise(setImmediate);
  };
  return { stream, seen, stop, send };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('reading keys', () => {
  it('reports a lone Escape when no byte follows for a moment', async () => {
    const { seen, send } = reading();
    await send('\u001b');
    vi.advanceTimersByTime(49);
    expect(seen).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(seen).toEqual(['escape']);
  });

  it('joins a sequence that arrives in parts to one key', async () => {
    const { seen, send } = reading();
    for (const part of ['\u001b', '[', '1;5', 'A']) {
      await send(part);
      vi.advanceTimersByTime(40);
    }
    expect(seen).toEqual(['ctrl+up']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('reports all keys of one read, in order', async () => {
    const { seen, send } = reading();
    await send('jj\u001b[Bk');
    expect(seen).toEqual(['j', 'j', 'down', 'k']);
  });

  it('waits for the rest of a paste for as long as it takes', async () => {
    const { seen, send } = reading();
    await send('\u001b[200~text');
    vi.advanceTimersByTime(10_000);
    await send('\u001b[201~');
    expect(seen).toEqual(['paste']);
  });

  it('reports the end once, after the last key', async () => {
    const { stream, seen, send } = reading();
    await send('j\u001b');
    stream.end();
    await new Promise(setImmediate);
    stream.destroy();
    await new Promise(setImmediate);
    expect(seen).toEqual(['j', 'escape', 'the end']);
  });

  it('treats a terminal that fails as one that has ended', async () => {
    const { stream, seen } = reading();
    stream.destroy(new Error('read EIO'));
    await new Promise(setImmediate);
    expect(seen).toEqual(['the end']);
  });

  it('reports nothing once it is stopped', async () => {
    const { stream, seen, stop, send } = reading();
    await send('j\u001b');
    stop();
    vi.advanceTimersByTime(100);
    await send('k');
    stream.destroy();
    await new Promise(setImmediate);
    expect(seen).toEqual(['j']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stops in the middle of a read when a key says so', async () => {
    const stream = new PassThrough();
    const seen: string[] = [];
    const stop = readKeys(
      stream,
      (input) => {
        seen.push(input.kind === 'key' ? input.key : input.kind);
        stop();
      },
      () => seen.push('the end'),
    );
    stream.write('qjj');
    await new Promise(setImmediate);
    expect(seen).toEqual(['q']);
  });
});
