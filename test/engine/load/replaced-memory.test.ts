import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { garbageCollector, ReplacedMemory } from '../../../source/engine/load/replaced-memory.ts';

const HALF = 600 * 1024 * 1024;

it('garbage is collected once much memory was replaced, unless the runtime has done so since', async () => {
  let collected = 0;
  const replaced = new ReplacedMemory(() => () => {
    collected++;
  });
  const collectAll = garbageCollector();
  replaced.add(HALF);
  replaced.add(HALF);
  expect(collected).toBe(1);
  replaced.add(HALF);
  collectAll();
  // The runtime reports a collection in a later turn of the event loop.
  for (let turn = 0; turn < 20; turn++) await nextTurn();
  replaced.add(HALF);
  expect(collected).toBe(1);
  replaced.add(HALF);
  expect(collected).toBe(2);
});
