import { sortIndices } from '../columns/merge-sort.ts';
import { RadixSort } from '../columns/radix-sort.ts';
import { Uint32List } from '../columns/uint32-list.ts';
import type { EventStore } from '../store/event-store.ts';
import type { PartitionGroups } from './partition-groups.ts';
import type { GroupPlan } from './plan.ts';

/**
 * Groups any partition, one after the other in memory that it keeps. What can be equal stands side by side when the
 * rows are sorted. The slow, plain twin of `KernelPartition`, and for what that does not take.
 */
export class PlainPartition {
  private readonly radix = new RadixSort();
  private keys = new Uint32Array(0);
  private sorted = new Uint32Array(0);
  /** Counted from `plan.leastSeconds`. */
  private seconds = new Float64Array(0);
  private types = new Uint32Array(0);
  /** For each type, the first event that had it, and the run of one user and instant in which that was. */
  private readonly firstOfType: Uint32Array;
  private readonly runOfType: Uint32Array;
  private run = 0;
  private lastOfRun = -1;

  constructor(
    private readonly store: EventStore,
    private readonly plan: GroupPlan,
  ) {
    this.firstOfType = new Uint32Array(store.types.count);
    this.runOfType = new Uint32Array(store.types.count);
  }

  group(partition: number): PartitionGroups {
    const { plan } = this;
    const start = plan.partitionStart[partition];
    const count = plan.partitionStart[partition + 1] - start;
    this.makeRoom(count);
    this.sortByUser(start, count);
    const groups = new Groups(plan.gapSeconds);
    const { keys } = this;
    for (let from = 0; from < count; ) {
      const key = keys[from];
      let to = from + 1;
      let isInTime = true;
      for (; to < count && keys[to] === key; to++) if (this.isBefore(to, to - 1)) isInTime = false;
      // A file is mostly written in the order of time: only users found out of it are sorted.
      if (!isInTime) this.sortByTime(from, to);
      groups.userStart.push(start + from);
      this.groupUser(groups, start, from, to);
      from = to;
    }
    plan.events.set(this.sorted.subarray(0, count), start);
    return groups.found();
  }

  private makeRoom(count: number): void {
    if (count <= this.keys.length) return;
    this.keys = new Uint32Array(count);
    this.sorted = new Uint32Array(count);
    this.seconds = new Float64Array(count);
    this.types = new Uint32Array(count);
  }

  /** Fills `keys`, `sorted`, `seconds` and `types`, all by user, then by place in the file. */
  private sortByUser(start: number, count: number): void {
    const { plan, keys, sorted, seconds, types } = this;
    const { events, keyOfPlace, timeOfPlace, typeBits } = plan;
    const fileKeys = keyOfPlace.subarray(start, start + count);
    const order = this.radix.sort(fileKeys, count);
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

  /** The events of one user: `sorted[from..to)`. */
  private groupUser(groups: Groups, start: number, from: number, to: number): void {
    const { sorted, seconds, plan } = this;
    this.lastOfRun = -1;
    const { gapSeconds } = plan;
    let kept = 1;
    if (gapSeconds !== undefined) groups.sessionStart.push(start + from);
    for (let i = from + 1; i < to; i++) {
      const apart = seconds[i] - seconds[i - 1];
      if (apart === 0) {
        const original = this.repeatedBy(i);
        if (original >= 0) {
          groups.duplicates.push(sorted[i]);
          groups.originals.push(original);
          continue;
        }
      } else if (gapSeconds !== undefined && apart >= gapSeconds) {
        // Exactly the gap still belongs.
        const isLater = apart > gapSeconds || this.nanosecondsAt(i) > this.nanosecondsAt(i - 1);
        if (isLater) {
          groups.eventCount.push(kept);
          groups.sessionStart.push(start + i);
          kept = 0;
        }
      }
      kept++;
    }
    groups.eventCount.push(kept);
  }

  private isBefore(at: number, other: number): boolean {
    const apart = this.seconds[at] - this.seconds[other];
    return apart < 0 || (apart === 0 && this.nanosecondsAt(at) < this.nanosecondsAt(other));
  }

  private sortByTime(from: number, to: number): void {
    const { seconds, sorted, store } = this;
    const times = seconds.slice(from, to);
    const events = sorted.slice(from, to);
    const nanoseconds = Uint32Array.from(events, (event) => store.nanosecondsOf(event));
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
   * The event that the one at `at` repeats, or -1: same user, same nanosecond, same type, the first in the file (spec
   * section 4). Asked in order about events of the same second as the one before. Linear, however many share an instant.
   */
  private repeatedBy(at: number): number {
    const { sorted, firstOfType, runOfType } = this;
    const event = sorted[at];
    if (this.nanosecondsAt(at - 1) !== this.nanosecondsAt(at)) return -1;
    if (this.lastOfRun !== at - 1) this.beginRun(at - 1);
    this.lastOfRun = at;
    const type = this.typeAt(at);
    if (runOfType[type] === this.run) return firstOfType[type];
    runOfType[type] = this.run;
    firstOfType[type] = event;
    return -1;
  }

  private nanosecondsAt(at: number): number {
    return this.plan.hasNanoseconds ? this.store.nanosecondsOf(this.sorted[at]) : 0;
  }

  private typeAt(at: number): number {
    return this.plan.typeBits === 0 ? this.store.typeOf(this.sorted[at]) : this.types[at];
  }

  /** A run of events of one user and instant begins with the one at `at`. */
  private beginRun(at: number): void {
    const event = this.sorted[at];
    const type = this.typeAt(at);
    this.run++;
    this.firstOfType[type] = event;
    this.runOfType[type] = this.run;
  }
}

/** The groups of a partition as they are found. */
class Groups {
  readonly userStart = new Uint32List();
  readonly sessionStart = new Uint32List();
  readonly eventCount = new Uint32List();
  readonly duplicates = new Uint32List();
  readonly originals = new Uint32List();

  constructor(private readonly gapSeconds: number | undefined) {}

  found(): PartitionGroups {
    const { userStart, sessionStart, eventCount, duplicates, originals, gapSeconds } = this;
    return {
      userStart: userStart.toArray(),
      sessionStart: gapSeconds === undefined ? undefined : sessionStart.toArray(),
      eventCount: eventCount.toArray(),
      duplicates: duplicates.toArray(),
      originals: originals.toArray(),
      startSeconds: undefined,
      endSeconds: undefined,
    };
  }
}
