import { type InternerLink, type InternerMemory, StringInterner } from '../../pipeline/columns/interner.ts';
import type { MemoryBroadcast, SharedInternerName } from './memory-broadcast.ts';

// Places in a table's control numbers.
const LOCK = 0;
const COUNT = 1;
const GENERATION = 2;
const NUMBERS = 3;

// States of the lock.
const FREE = 0;
const TAKEN = 1;
/** And somebody may sleep until it is free. */
const AWAITED = 2;

/** How often a thread looks whether the lock is free before it sleeps: it is held for less time than a sleep takes. */
const LOOKS_BEFORE_SLEEP = 400;

export function newInternerControl(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * NUMBERS));
}

/** A table that all threads of a pool look up in, and add to one at a time. `first`: the same memory for all. */
export function sharedInterner(
  table: SharedInternerName,
  seed: number,
  control: Int32Array,
  first: InternerMemory,
  broadcast: MemoryBroadcast,
): StringInterner {
  return StringInterner.ofMemory(first, seed, new SharedInternerLink(table, control, first, broadcast));
}

/**
 * A lock, and the way by which memory that has grown becomes known. Who finds the lock taken says so before he sleeps, so
 * that nobody is woken in vain (Ulrich Drepper, "Futexes Are Tricky", 2011, the second mutex).
 */
class SharedInternerLink implements InternerLink {
  private generation = 0;
  private isNew = false;

  constructor(
    private readonly table: SharedInternerName,
    private readonly control: Int32Array,
    private memory: InternerMemory,
    private readonly broadcast: MemoryBroadcast,
  ) {
    broadcast.listen((news) => {
      if (news.kind !== 'table' || news.table !== table || news.generation <= this.generation) return;
      this.generation = news.generation;
      this.memory = news.memory;
      this.isNew = true;
    });
  }

  enter(): number {
    const { control } = this;
    let looks = 0;
    while (Atomics.compareExchange(control, LOCK, FREE, TAKEN) !== FREE) {
      if (++looks < LOOKS_BEFORE_SLEEP) continue;
      while (Atomics.exchange(control, LOCK, AWAITED) !== FREE) Atomics.wait(control, LOCK, AWAITED);
      break;
    }
    // Announced before the lock was let go of.
    if (control[GENERATION] !== this.generation) this.broadcast.hear();
    return control[COUNT];
  }

  newMemory(): InternerMemory | undefined {
    if (!this.isNew) return undefined;
    this.isNew = false;
    return this.memory;
  }

  leave(count: number, grown: InternerMemory | undefined): void {
    const { control, table } = this;
    control[COUNT] = count;
    if (grown !== undefined) {
      this.memory = grown;
      this.generation++;
      control[GENERATION] = this.generation;
      this.broadcast.announce({ kind: 'table', table, generation: this.generation, memory: grown });
    }
    if (Atomics.exchange(control, LOCK, FREE) === AWAITED) Atomics.notify(control, LOCK, 1);
  }
}
