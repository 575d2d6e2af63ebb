import { GROUP_KERNEL } from './kernels.generated.ts';
import { type KernelGlobal, type KernelMemory, tryKernel } from './wasm.ts';

/** The kernel has room for at least this many rows. */
const FEWEST_ROWS = 1 << 15;

/** What kernel/group/index.ts exports. Its columns are addresses in its memory, which `prepare` changes. */
interface GroupExports {
  readonly memory: KernelMemory;
  prepare(rows: number, types: number): void;
  group(
    count: number,
    start: number,
    isWide: number,
    typeBits: number,
    hasNanoseconds: number,
    gapSeconds: number,
    leastSeconds: number,
    ids: number,
  ): void;
  sessionRows(start: number, firstUser: number, withGap: number): number;
  readonly rowsOut: KernelGlobal;
  readonly keysIn: KernelGlobal;
  readonly eventsIn: KernelGlobal;
  readonly timesIn: KernelGlobal;
  readonly events: KernelGlobal;
  readonly userStart: KernelGlobal;
  readonly sessionStart: KernelGlobal;
  readonly eventCount: KernelGlobal;
  readonly duplicates: KernelGlobal;
  readonly originals: KernelGlobal;
  readonly startSeconds: KernelGlobal;
  readonly endSeconds: KernelGlobal;
  readonly userCount: KernelGlobal;
  readonly sessionCount: KernelGlobal;
  readonly duplicateCount: KernelGlobal;
}

/** What the kernel asks about an event, by its index. */
export interface EventLookup {
  nanosecondsOf(eventIndex: number): number;
  typeOf(eventIndex: number): number;
  hasId(eventIndex: number): boolean;
}

/** What the kernel takes for how many events have ids. */
const ID_SHARES = { none: 0, some: 1, all: 2 } as const;

/** The rows of a partition, and how their times and types are packed. */
export interface PartitionRows {
  readonly keys: Uint16Array | Uint32Array;
  readonly events: Uint32Array;
  /** Seconds above `typeBits` bits of type; doubles where they take more than 32 bits. */
  readonly times: Uint32Array | Float64Array;
  /** The row of the plan at which the partition begins. */
  readonly start: number;
  readonly typeBits: number;
  readonly hasNanoseconds: boolean;
  readonly gapSeconds: number | undefined;
  readonly leastSeconds: number;
  readonly typeCount: number;
  /** How many events have ids: the kernel compares no event that has one. */
  readonly ids: keyof typeof ID_SHARES;
}

/** The grouping kernel (kernel/group/) with its columns as arrays, which are views of its memory until the next call. */
export class GroupKernel {
  private rows = 0;

  private constructor(private readonly kernel: GroupExports) {}

  /** Returns a kernel; undefined if there is no room for its memory. */
  static over(lookup: EventLookup): GroupKernel | undefined {
    const kernel = tryKernel<GroupExports>(GROUP_KERNEL, {
      nanosecondsOf: (eventIndex) => lookup.nanosecondsOf(eventIndex >>> 0),
      typeOf: (eventIndex) => lookup.typeOf(eventIndex >>> 0),
      hasId: (eventIndex) => (lookup.hasId(eventIndex >>> 0) ? 1 : 0),
    });
    return kernel && new GroupKernel(kernel);
  }

  /** Copies the rows to the kernel's memory and groups them; the getters return what it found. */
  group({ keys, events, times, start, typeBits, hasNanoseconds, gapSeconds, ...rest }: PartitionRows): void {
    const { kernel } = this;
    const count = events.length;
    if (count > this.rows) {
      this.rows = Math.max(FEWEST_ROWS, count);
      kernel.prepare(this.rows, rest.typeCount);
    }
    this.column(kernel.keysIn, count).set(keys);
    this.column(kernel.eventsIn, count).set(events);
    const isWide = times instanceof Float64Array;
    if (isWide) this.doubles(kernel.timesIn, count).set(times);
    else this.column(kernel.timesIn, count).set(times);
    kernel.group(
      count,
      start,
      isWide ? 1 : 0,
      typeBits,
      hasNanoseconds ? 1 : 0,
      gapSeconds ?? Number.POSITIVE_INFINITY,
      rest.leastSeconds,
      ID_SHARES[rest.ids],
    );
  }

  /** The first `count` events in the order of users and times. */
  events(count: number): Uint32Array {
    return this.column(this.kernel.events, count);
  }

  /**
   * Returns the sessions of the last `group` as rows of CSV (spec section 9). `start` is that of the rows, and a user is its
   * key plus `firstUser`; all users must be small integers and all times whole seconds.
   */
  csvRowsOfSessions(start: number, firstUser: number, withGap: boolean): Uint8Array {
    const { kernel } = this;
    const length = kernel.sessionRows(start, firstUser, withGap ? 1 : 0);
    return new Uint8Array(kernel.memory.buffer, kernel.rowsOut.value >>> 0, length);
  }

  get userStart(): Uint32Array {
    return this.column(this.kernel.userStart, this.kernel.userCount.value);
  }

  get sessionStart(): Uint32Array {
    return this.column(this.kernel.sessionStart, this.kernel.sessionCount.value);
  }

  get eventCount(): Uint32Array {
    return this.column(this.kernel.eventCount, this.kernel.sessionCount.value);
  }

  get duplicates(): Uint32Array {
    return this.column(this.kernel.duplicates, this.kernel.duplicateCount.value);
  }

  get originals(): Uint32Array {
    return this.column(this.kernel.originals, this.kernel.duplicateCount.value);
  }

  get startSeconds(): Float64Array {
    return this.doubles(this.kernel.startSeconds, this.kernel.sessionCount.value);
  }

  get endSeconds(): Float64Array {
    return this.doubles(this.kernel.endSeconds, this.kernel.sessionCount.value);
  }

  private column({ value }: KernelGlobal, length: number): Uint32Array {
    return new Uint32Array(this.kernel.memory.buffer, value >>> 0, length);
  }

  private doubles({ value }: KernelGlobal, length: number): Float64Array {
    return new Float64Array(this.kernel.memory.buffer, value >>> 0, length);
  }
}
