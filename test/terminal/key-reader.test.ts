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

/** Lets time pass, and what has come meanwhile be read. */
async function pass(milliseconds: number): Promise<void> {
  vi.advanceTimersByTime(milliseconds);
  await new Promise(setImmediate);
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
    await pass(49);
    expect(seen).toEqual([]);
    await pass(1);
    expect(seen).toEqual(['escape']);
  });

  it('takes no Escape for one when its rest came while this thread was busy', async () => {
    const { stream, seen, send } = reading();
    await send('\u001b');
    vi.advanceTimersByTime(60);
    stream.write('[B');
    await new Promise(setImmediate);
    await pass(60);
    expect(seen).toEqual(['down']);
  });

  it('joins a sequence that arrives in parts to one key', async () => {
    const { seen, send } = reading();
    for (const part of ['\u001b', '[', '1;5', 'A']) {
      await send(part);
      await pass(40);
    }
    await send('\u001b[');
    for (const part of ['<', '6', '5;1', ';1', 'M']) {
      await pass(60_000);
      await send(part);
    }
    expect(seen).toEqual(['ctrl+up', 'mouse']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('reports all keys of one read, in order', async () => {
    const { seen, send } = reading();
    await send('jj\u001b[Bk');
    expect(seen).toEqual(['j', 'j', 'down', 'k']);
  });

  it('waits a second for the rest of a paste', async () => {
    const { seen, send } = reading();
    await send('\u001b[200~text');
    await pass(999);
    await send('more');
    await pass(999);
    expect(seen).toEqual([]);
    await pass(1);
    await send('j');
    expect(seen).toEqual(['paste', 'j']);
  });

  it('hears a ^C that comes alone in the midst of a paste, and none that is pasted', async () => {
    const { seen, send } = reading();
    await send('\u001b[200~te\u0003xt');
    await send('\u0003');
    await send('j');
    expect(seen).toEqual(['ctrl+c', 'j']);
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
    await pass(100);
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
