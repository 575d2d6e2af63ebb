import { ByteTable, type ByteTableLink, type ByteTableMemory } from '../pipeline/byte-table.ts';
import type { Announcements, SharedTableName } from './announcements.ts';

// Places in a table's control numbers.
const LOCK = 0;
const COUNT = 1;
const GENERATION = 2;
const NUMBERS = 3;

const FREE = 0;
const TAKEN = 1;

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

/** A lock, and the way by which memory that has grown becomes known. */
class SharedTableLink implements ByteTableLink {
  private generation = 0;
  private count = 0;

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
    });
  }

  enter(): ByteTableMemory | undefined {
    const { control } = this;
    while (Atomics.compareExchange(control, LOCK, FREE, TAKEN) !== FREE) Atomics.wait(control, LOCK, TAKEN);
    const count = control[COUNT];
    if (count === this.count) return undefined;
    this.count = count;
    // Announced before the lock was let go of.
    if (control[GENERATION] !== this.generation) this.announcements.hear();
    return { ...this.memory, count };
  }

  leave(memory: ByteTableMemory, grown: boolean): void {
    const { control, table } = this;
    this.count = memory.count;
    control[COUNT] = memory.count;
    if (grown) {
      this.memory = memory;
      this.generation++;
      control[GENERATION] = this.generation;
      this.announcements.announce({ kind: 'table', table, generation: this.generation, memory });
    }
    Atomics.store(control, LOCK, FREE);
    Atomics.notify(control, LOCK, 1);
  }
}
