import { type InternerLink, type InternerMemory, StringInterner } from '../../pipeline/columns/interner.ts';
import type { MemoryBroadcast } from './memory-broadcast.ts';

// Indexes of an interner's control numbers.
const LOCK = 0;
const COUNT = 1;
const GENERATION = 2;
const NUMBERS = 3;

// States of the lock.
const FREE = 0;
const TAKEN = 1;
/** Taken, and a thread may be sleeping until it is free. */
const AWAITED = 2;

/** How often a thread polls the lock before it sleeps: the lock is held for less time than a sleep takes. */
const POLLS_BEFORE_SLEEP = 400;

/** Control numbers of a new interner, all zeros. */
export function newInternerControl(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * NUMBERS));
}

/**
 * Returns an interner that all threads of a pool look up in, and add to one at a time. `number`: distinguishes it
 * from the other interners of the pool. `first`: the same memory for all.
 */
export function sharedInterner(
  number: number,
  seed: number,
  control: Int32Array,
  first: InternerMemory,
  broadcast: MemoryBroadcast,
): StringInterner {
  return StringInterner.ofMemory(first, seed, new SharedInternerLink(number, control, first, broadcast));
}

/**
 * A lock, and the channel by which threads learn of memory that has grown. A thread that finds the lock taken marks it as
 * awaited before it sleeps, so that `leave` only wakes a thread if one may be sleeping (Ulrich Drepper, "Futexes Are
 * Tricky", 2011, the second mutex).
 */
class SharedInternerLink implements InternerLink {
  private generation = 0;
  private isNew = false;

  constructor(
    private readonly number: number,
    private readonly control: Int32Array,
    private memory: InternerMemory,
    private readonly broadcast: MemoryBroadcast,
  ) {
    broadcast.listen((message) => {
      if (message.kind !== 'interner' || message.number !== number) return;
      if (message.generation <= this.generation) return;
      this.generation = message.generation;
      this.memory = message.memory;
      this.isNew = true;
    });
  }

  enter(): number {
    const { control } = this;
    let polls = 0;
    while (Atomics.compareExchange(control, LOCK, FREE, TAKEN) !== FREE) {
      if (++polls < POLLS_BEFORE_SLEEP) continue;
      while (Atomics.exchange(control, LOCK, AWAITED) !== FREE) Atomics.wait(control, LOCK, AWAITED);
      break;
    }
    // New memory is announced before the lock is released.
    if (control[GENERATION] !== this.generation) this.broadcast.drain();
    return control[COUNT];
  }

  newMemory(): InternerMemory | undefined {
    if (!this.isNew) return undefined;
    this.isNew = false;
    return this.memory;
  }

  leave(count: number, grown: InternerMemory | undefined): void {
    const { control, number } = this;
    control[COUNT] = count;
    if (grown !== undefined) {
      this.memory = grown;
      this.generation++;
      control[GENERATION] = this.generation;
      this.broadcast.announce({ kind: 'interner', number, generation: this.generation, memory: grown });
    }
    if (Atomics.exchange(control, LOCK, FREE) === AWAITED) Atomics.notify(control, LOCK, 1);
  }
}
