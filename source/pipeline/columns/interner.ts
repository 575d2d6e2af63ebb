import { encodeUtf8 } from '../text/bytes.ts';
import { hashBytes } from './hash-bytes.ts';
import { allocate } from './memory.ts';
import { StringArena } from './string-arena.ts';

/** The hash table is at most this full. Slots next to each other are mostly in one cache line. */
const MOST_FULL = 0.6;
/** A slot: the number of the string + 1, or 0 if it is empty; then the hash of the string. */
const SLOT_WORDS = 2; // a hash shifted by one is the index of a slot

/** Strings looked up together: more than a core waits for at a time, few enough for their bytes to fit into a cache. */
const BLOCK = 256;
// The block that is being looked up. All interners share it, because each finishes its block before another begins.
const BLOCK_HASHES = new Int32Array(BLOCK);
const BLOCK_SLOTS = new Uint32Array(BLOCK);
const BLOCK_STRINGS = new Int32Array(BLOCK + 1);

/** The strings of an interner as plain data. String i is arena[starts[i]..starts[i + 1]), as in `StringArena`. */
export interface InternerColumns {
  readonly count: number;
  readonly starts: Float64Array;
  readonly arena: Uint8Array;
}

/** The memory of an interner that threads share. When it grows, new memory replaces it. */
export interface InternerMemory extends InternerColumns {
  readonly slots: Int32Array;
}

/** Byte strings: `bytes[from[i]..to[i])` for each i below `count`. `view` is of the same bytes. */
export interface ByteRanges {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly count: number;
}

/** Lets threads share an interner: they add strings one at a time, and look strings up without waiting. */
export interface InternerLink {
  /** Waits until no other thread is adding. Returns the number of strings. */
  enter(): number;
  /** After `enter`: the new memory, if another thread has replaced the memory known here. */
  newMemory(): InternerMemory | undefined;
  /** Lets other threads add. `grown`: the memory, if it was replaced. */
  leave(count: number, grown: InternerMemory | undefined): void;
}

/**
 * Gives distinct byte strings numbers, from 0 in order of first appearance. A hash table over typed arrays with linear
 * probing; the strings lie end to end in an arena. A `Map` is limited to 16.7 million entries and costs an object per
 * string; this costs 21 to 43 bytes per string on top of its bytes.
 */
export class StringInterner {
  /** How many strings there are: their numbers go from 0 to this. */
  count = 0;
  private slots: Int32Array = new Int32Array(allocate(4 * SLOT_WORDS * 32));
  private strings = new StringArena();

  /**
   * `seed`: an integer for the hash. It affects no result; an unpredictable seed protects against files written so that
   * all strings collide. All interners of one `link` have the same seed.
   * @internal
   */
  constructor(
    private readonly seed: number,
    private readonly link?: InternerLink,
  ) {}

  /** The strings so far, for readers on any thread; strings added later do not change them. @internal */
  columns(): InternerColumns {
    const { starts, bytes } = this.strings;
    return { count: this.count, starts, arena: bytes };
  }

  /** The strings that `columns` were taken from. Read-only: no string can be looked up by its bytes. @internal */
  static ofColumns({ count, starts, arena }: InternerColumns): StringInterner {
    const table = new StringInterner(0);
    table.count = count;
    table.strings = new StringArena(starts, arena);
    return table;
  }

  /** The interner with this memory, for lookups and insertions. @internal */
  static ofMemory(memory: InternerMemory, seed: number, link: InternerLink): StringInterner {
    const table = new StringInterner(seed, link);
    table.adoptMemory(memory);
    return table;
  }

  /** Everything that another thread needs to continue with the interner. @internal */
  memory(): InternerMemory {
    return { ...this.columns(), slots: this.slots };
  }

  /**
   * Returns the number of `bytes[from..to)`, a new one for a new string. `view` must be of the same bytes.
   * @internal
   */
  intern(bytes: Uint8Array, view: DataView, from: number, to: number): number {
    const hash = hashBytes(bytes, view, from, to, this.seed);
    const known = this.find(bytes, view, from, to, hash);
    if (known >= 0) return this.noteKnown(known);
    return this.link === undefined
      ? this.add(bytes, from, to, hash, -1 - known)
      : this.addShared(this.link, bytes, view, from, to, hash);
  }

  /**
   * Interns many strings and writes their numbers to `numbers`, which may be `from` or `to`. In a large table each lookup is
   * four dependent cache misses. Here a block of strings goes through each of the four together, so that the misses overlap:
   * more than twice as fast with 250,000 strings (group prefetching, after Shimin Chen et al., "Improving Hash Join
   * Performance through Prefetching", ICDE 2004).
   * @internal
   */
  internMany({ bytes, view, from, to, count }: ByteRanges, numbers: Uint32Array): void {
    for (let begin = 0; begin < count; begin += BLOCK) {
      const length = Math.min(BLOCK, count - begin);
      for (let i = 0; i < length; i++) {
        BLOCK_HASHES[i] = hashBytes(bytes, view, from[begin + i], to[begin + i], this.seed);
      }
      this.fetchBlock(length);
      for (let i = 0; i < length; i++) {
        const at = begin + i;
        // `intern` may replace them.
        const { slots, strings } = this;
        const index = Atomics.load(slots, BLOCK_SLOTS[i]) - 1;
        const isThere =
          index >= 0 && strings.holds(index) && strings.equals(index, bytes, view, from[at], to[at]);
        numbers[at] = isThere ? this.noteKnown(index) : this.intern(bytes, view, from[at], to[at]);
      }
    }
  }

  /**
   * Finds the slot of each string in the block by hash alone, and touches what `internMany` will read. Another thread may
   * be adding, so nothing relies on what is read here.
   */
  private fetchBlock(length: number): void {
    const { slots } = this;
    const { starts, bytes } = this.strings;
    const mask = slots.length - SLOT_WORDS;
    let touched = 0;
    for (let i = 0; i < length; i++) touched ^= slots[(BLOCK_HASHES[i] << 1) & mask];
    for (let i = 0; i < length; i++) {
      const hash = BLOCK_HASHES[i];
      let slot = (hash << 1) & mask;
      while (slots[slot] !== 0 && slots[slot + 1] !== hash) slot = (slot + SLOT_WORDS) & mask;
      BLOCK_SLOTS[i] = slot;
      BLOCK_STRINGS[i] = slots[slot] - 1;
    }
    for (let i = 0; i < length; i++) if (BLOCK_STRINGS[i] >= 0) touched += starts[BLOCK_STRINGS[i]];
    for (let i = 0; i < length; i++) if (BLOCK_STRINGS[i] >= 0) touched += bytes[starts[BLOCK_STRINGS[i]]];
    // The compiler would remove reads whose result is not used.
    BLOCK_STRINGS[length] = touched;
  }

  /** The bytes of string `index`: a view, valid until the next `intern`. */
  bytesOf(index: number): Uint8Array {
    return this.strings.bytesOf(index);
  }

  /** Returns the number of a text, interned as UTF-8. @internal */
  internText(text: string): number {
    const bytes = encodeUtf8(text);
    return this.intern(
      bytes,
      new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      0,
      bytes.length,
    );
  }

  /** The length of string `index` in bytes. */
  lengthOf(index: number): number {
    return this.strings.lengthOf(index);
  }

  /** Negative, 0 or positive as string `a` sorts before, is, or sorts after string `b`, byte by byte. */
  compare(a: number, b: number): number {
    return this.strings.compare(a, b);
  }

  /** Returns the number of the string, or -1 - (the free slot for it). */
  private find(bytes: Uint8Array, view: DataView, from: number, to: number, hash: number): number {
    const { slots, strings } = this;
    const mask = slots.length - SLOT_WORDS;
    let slot = (hash << 1) & mask;
    for (;;) {
      // Another thread may be adding. It writes a slot last, after everything that the slot refers to.
      const index = Atomics.load(slots, slot) - 1;
      // The string is in newer memory than the memory known here: `addShared` looks again once it has that memory.
      if (index < 0 || !strings.holds(index)) return -1 - slot;
      if (slots[slot + 1] === hash && strings.equals(index, bytes, view, from, to)) return index;
      slot = (slot + SLOT_WORDS) & mask;
    }
  }

  /** Includes string `index`, which another thread may have added, in the count. Returns `index`. */
  private noteKnown(index: number): number {
    if (index >= this.count) this.count = index + 1;
    return index;
  }

  private addShared(
    link: InternerLink,
    bytes: Uint8Array,
    view: DataView,
    from: number,
    to: number,
    hash: number,
  ): number {
    const count = link.enter();
    const memory = link.newMemory();
    if (memory !== undefined) this.adoptMemory(memory);
    this.count = count;
    const { slots } = this;
    const { starts, bytes: arena } = this.strings;
    const known = this.find(bytes, view, from, to, hash);
    const index = known >= 0 ? known : this.add(bytes, from, to, hash, -1 - known);
    const isSame = slots === this.slots && starts === this.strings.starts && arena === this.strings.bytes;
    link.leave(this.count, isSame ? undefined : this.memory());
    return index;
  }

  private adoptMemory({ count, slots, starts, arena }: InternerMemory): void {
    this.count = count;
    this.slots = slots;
    this.strings = new StringArena(starts, arena);
  }

  private add(bytes: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const index = this.count++;
    this.strings.append(index, bytes, from, to);
    this.slots[slot + 1] = hash;
    Atomics.store(this.slots, slot, index + 1);
    if (this.count * SLOT_WORDS > this.slots.length * MOST_FULL) this.slots = rehashed(this.slots);
    return index;
  }
}

/** Returns a table of twice the size with the same strings. */
function rehashed(old: Int32Array): Int32Array {
  const slots = new Int32Array(allocate(2 * old.byteLength));
  const mask = slots.length - SLOT_WORDS;
  for (let from = 0; from < old.length; from += SLOT_WORDS) {
    if (old[from] === 0) continue;
    let slot = (old[from + 1] << 1) & mask;
    while (slots[slot] !== 0) slot = (slot + SLOT_WORDS) & mask;
    slots[slot] = old[from];
    slots[slot + 1] = old[from + 1];
  }
  return slots;
}
