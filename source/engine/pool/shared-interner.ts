import { ByteTable, type ByteTableLink, type ByteTableMemory } from '../../pipeline/columns/interner.ts';
import type { Announcements, SharedTableName } from './memory-broadcast.ts';

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

export function newTableControl(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * NUMBERS));
}

/** A table that all threads of a crew look up in, and add to one at a time. `first`: the same memory for all. */
export function sharedByteTable(
  table: SharedTableName,
  seed: number,
  control: Int32Array,
  first: ByteTableMemory,
  announcements: Announcements,
): ByteTable {
  return ByteTable.ofMemory(first, seed, new SharedTableLink(table, control, first, announcements));
}

/**
 * A lock, and the way by which memory that has grown becomes known. Who finds the lock taken says so before he sleeps, so
 * that nobody is woken in vain (Ulrich Drepper, "Futexes Are Tricky", 2011, the second mutex).
 */
class SharedTableLink implements ByteTableLink {
  private generation = 0;
  private isNew = false;

  constructor(
    private readonly table: SharedTableName,
    private readonly control: Int32Array,
    private memory: ByteTableMemory,
    private readonly announcements: Announcements,
  ) {
    announcements.listen((news) => {
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
    if (control[GENERATION] !== this.generation) this.announcements.hear();
    return control[COUNT];
  }

  newMemory(): ByteTableMemory | undefined {
    if (!this.isNew) return undefined;
    this.isNew = false;
    return this.memory;
  }

  leave(count: number, grown: ByteTableMemory | undefined): void {
    const { control, table } = this;
    control[COUNT] = count;
    if (grown !== undefined) {
      this.memory = grown;
      this.generation++;
      control[GENERATION] = this.generation;
      this.announcements.announce({ kind: 'table', table, generation: this.generation, memory: grown });
    }
    if (Atomics.exchange(control, LOCK, FREE) === AWAITED) Atomics.notify(control, LOCK, 1);
  }
}
