import { MessageChannel } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { MemoryBroadcast } from '../../../source/engine/pool/memory-broadcast.ts';
import { newInternerControl, sharedInterner } from '../../../source/engine/pool/shared-interner.ts';
import { StringInterner } from '../../../source/pipeline/columns/interner.ts';

/** One interner as two threads see it. */
function twoViews(): readonly [StringInterner, StringInterner] {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const control = newInternerControl();
  const first = new StringInterner(7).memory();
  const view = (port: typeof port1): StringInterner =>
    sharedInterner(0, 7, control, first, new MemoryBroadcast([port]));
  return [view(port1), view(port2)];
}

it('a shared text has the same number on every thread, also after the interner has grown', () => {
  const [mine, theirs] = twoViews();
  for (let i = 0; i < 500; i++) {
    expect(mine.internText(`mine ${i}`)).toBe(2 * i);
    expect(theirs.internText(`theirs ${i}`)).toBe(2 * i + 1);
    expect(theirs.internText(`mine ${i}`)).toBe(2 * i);
    expect(mine.internText(`theirs ${i}`)).toBe(2 * i + 1);
  }
});

it('a thread can read a text that another thread has added', () => {
  const [mine, theirs] = twoViews();
  for (const text of ['a', 'b']) mine.internText(text);
  expect(theirs.columns().count).toBe(0);
  expect(theirs.internText('b')).toBe(1);
  const { count } = theirs.columns();
  expect(count).toBe(2);
  expect(new TextDecoder().decode(theirs.bytesOf(0))).toBe('a');
});
