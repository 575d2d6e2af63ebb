import { runToEnd } from '../columns/cooperative.ts';
import { sortIndices } from '../columns/merge-sort.ts';
import { radixSort } from '../columns/radix-sort.ts';
import { Uint32List } from '../columns/uint32-list.ts';
import { type IdShare, idShareOf } from '../store/column-stats.ts';
import type { EventStore } from '../store/event-store.ts';
import { cutByGap, oneSessionPerUser } from './cut-sessions.ts';
import { Duplicates } from './duplicates.ts';
import type { PartitionGroups } from './partition-groups.ts';
import type { Partitioning } from './partitioning.ts';

/**
 * Groups partitions of any size, in memory that is reused from one to the next. Sorting puts events that can be
 * duplicates next to each other. The slow twin of `KernelPartition`, also used for partitions that are too large for it.
 */
export class PlainPartition {
  private keys = new Uint32Array(0);
  private sorted = new Uint32Array(0);
  /** Of `sorted`, counted from `partitioning.leastSeconds`. */
  private seconds = new Float64Array(0);
  private types = new Uint32Array(0);
  /** For each type the first event that had it in a run of events of one user and instant, and the number of that run. */
  private readonly firstOfType: Uint32Array;
  private readonly runOfType: Uint32Array;
  private run = 0;
  private lastOfRun = -1;
  private readonly ids: IdShare;

  constructor(
    private readonly store: EventStore,
    private readonly partitioning: Partitioning,
  ) {
    this.firstOfType = new Uint32Array(store.types.count);
    this.runOfType = new Uint32Array(store.types.count);
    this.ids = idShareOf(store.columnStats, store.count);
  }

  /** Groups a partition, and puts its events in order in the partitioning. */
  group(partition: number): PartitionGroups {
    const { partitioning } = this;
    const start = partitioning.partitionStart[partition];
    const count = partitioning.partitionStart[partition + 1] - start;
    this.makeRoom(count);
    this.sortByUser(start, count);
    const groups = new Groups();
    const { keys } = this;
    for (let from = 0; from < count; ) {
      const key = keys[from];
      let to = from + 1;
      let isInTime = true;
      for (; to < count && keys[to] === key; to++) if (this.isBefore(to, to - 1)) isInTime = false;
      // Most files are in order of time: only the events of other users are sorted.
      if (!isInTime) this.sortByTime(from, to);
      groups.userStart.push(from);
      this.findDuplicates(groups, from, to);
      from = to;
    }
    partitioning.events.set(this.sorted.subarray(0, count), start);
    groups.userStart.push(count);
    return this.cut(start, count, groups);
  }

  private makeRoom(count: number): void {
    if (count <= this.keys.length) return;
    this.keys = new Uint32Array(count);
    this.sorted = new Uint32Array(count);
    this.seconds = new Float64Array(count);
    this.types = new Uint32Array(count);
  }

  /** Fills `keys`, `sorted`, `seconds` and `types`, ordered by user, then by position in the file. */
  private sortByUser(start: number, count: number): void {
    const { partitioning, keys, sorted, seconds, types } = this;
    const { events, keyOfPlace, timeOfPlace, typeBits } = partitioning;
    const fileKeys = keyOfPlace.subarray(start, start + count);
    const order = radixSort(fileKeys);
    for (let i = 0; i < count; i++) {
      const from = order === undefined ? i : order[i];
      keys[i] = fileKeys[from];
      sorted[i] = events[start + from];
    }
    if (timeOfPlace instanceof Uint32Array) {
      const typeMask = 2 ** typeBits - 1;
      for (let i = 0; i < count; i++) {
        const both = timeOfPlace[start + (order === undefined ? i : order[i])];
        seconds[i] = both >>> typeBits;
        types[i] = both & typeMask;
      }
      return;
    }
    const typeFactor = 2 ** typeBits;
    for (let i = 0; i < count; i++) {
      const both = timeOfPlace[start + (order === undefined ? i : order[i])];
      seconds[i] = Math.floor(both / typeFactor);
      types[i] = both % typeFactor;
    }
  }

  /** Finds the duplicates among the events of one user: `sorted[from..to)`. */
  private findDuplicates(groups: Groups, from: number, to: number): void {
    const { sorted, seconds } = this;
    this.lastOfRun = -1;
    if (this.ids === 'all') return;
    for (let i = from + 1; i < to; i++) {
      if (seconds[i] !== seconds[i - 1]) continue;
      const original = this.originalOf(i);
      if (original < 0) continue;
      groups.duplicates.push(sorted[i]);
      groups.originals.push(original);
    }
  }

  private cut(start: number, count: number, { userStart, ...pairs }: Groups): PartitionGroups {
    const { store, partitioning } = this;
    const { gapSeconds } = partitioning;
    const byUser = { events: this.sorted.subarray(0, count), start: userStart.toArray() };
    const duplicates = pairs.duplicates.toArray();
    const originals = pairs.originals.toArray();
    const all = Duplicates.among(partitioning.eventCount, [{ duplicates, originals }]);
    const sessions =
      gapSeconds === undefined
        ? oneSessionPerUser(byUser, all)
        : cutByGap(store, byUser, all, this.seconds, gapSeconds);
    const { first, eventCount } = runToEnd(sessions);
    const placesOf = (starts: Uint32Array): Uint32Array => starts.subarray(0, -1).map((at) => start + at);
    return {
      userStart: placesOf(byUser.start),
      sessionStart: gapSeconds === undefined ? undefined : placesOf(first),
      eventCount,
      duplicates,
      originals,
      startSeconds: undefined,
      endSeconds: undefined,
    };
  }

  private isBefore(at: number, other: number): boolean {
    const apart = this.seconds[at] - this.seconds[other];
    return apart < 0 || (apart === 0 && this.nanosecondsAt(at) < this.nanosecondsAt(other));
  }

  private sortByTime(from: number, to: number): void {
    const { seconds, sorted, store } = this;
    const times = seconds.slice(from, to);
    const events = sorted.slice(from, to);
    const nanoseconds = Uint32Array.from(events, (eventIndex) => store.nanosecondsOf(eventIndex));
    const types = this.types.slice(from, to);
    const order = Uint32Array.from(events, (_, i) => i);
    sortIndices(order, (a, b) => times[a] - times[b] || nanoseconds[a] - nanoseconds[b]);
    for (let i = 0; i < order.length; i++) {
      sorted[from + i] = events[order[i]];
      seconds[from + i] = times[order[i]];
      this.types[from + i] = types[order[i]];
    }
  }

  /**
   * Returns the event that the one at `at` repeats, or -1: the first in the file with the same user, nanosecond and type
   * (spec section 4). Must be called in order, for events of the same second as the one before. Linear, however many
   * events share an instant.
   */
  private originalOf(at: number): number {
    const { sorted, firstOfType, runOfType } = this;
    const eventIndex = sorted[at];
    if (this.nanosecondsAt(at - 1) !== this.nanosecondsAt(at)) return -1;
    if (this.lastOfRun !== at - 1) this.beginRun(at - 1);
    this.lastOfRun = at;
    if (this.hasId(eventIndex)) return -1;
    const type = this.typeAt(at);
    if (runOfType[type] === this.run) return firstOfType[type];
    runOfType[type] = this.run;
    firstOfType[type] = eventIndex;
    return -1;
  }

  /** Whether the event has an id: its duplicates were found before, and it is compared with none here. */
  private hasId(eventIndex: number): boolean {
    return this.ids !== 'none' && this.store.hasId(eventIndex);
  }

  private nanosecondsAt(at: number): number {
    return this.partitioning.hasNanoseconds ? this.store.nanosecondsOf(this.sorted[at]) : 0;
  }

  private typeAt(at: number): number {
    return this.partitioning.typeBits === 0 ? this.store.typeOf(this.sorted[at]) : this.types[at];
  }

  /** Begins a run of events of one user and instant with the one at `at`. */
  private beginRun(at: number): void {
    const eventIndex = this.sorted[at];
    this.run++;
    if (this.hasId(eventIndex)) return;
    const type = this.typeAt(at);
    this.firstOfType[type] = eventIndex;
    this.runOfType[type] = this.run;
  }
}

/** The result of grouping a partition, collected. */
class Groups {
  readonly userStart = new Uint32List();
  readonly duplicates = new Uint32List();
  readonly originals = new Uint32List();
}
