import { describe, expect, it } from 'vitest';
import { RegroupSchedule } from '../../../source/engine/load/regroup-schedule.ts';

/** A schedule whose last grouping, of `eventCount` events, took from `beganAt` to `endedAt`. */
function afterGrouping(eventCount: number, beganAt: number, endedAt: number): RegroupSchedule {
  const schedule = new RegroupSchedule(0);
  schedule.grouped(eventCount, beganAt, endedAt);
  return schedule;
}

describe('events of an input that is still being read are grouped', () => {
  it('at the first event, and not before', () => {
    const schedule = new RegroupSchedule(0);
    expect(schedule.dueIn(0, 0)).toBeUndefined();
    expect(schedule.dueIn(0, 10_000)).toBeUndefined();
    expect(schedule.dueIn(1, 10_000)).toBe(0);
  });

  it('at once when their number has doubled, however little time has passed', () => {
    const schedule = afterGrouping(1000, 0, 500);
    schedule.inputCame(501);
    expect(schedule.dueIn(1999, 501)).toBeGreaterThan(0);
    expect(schedule.dueIn(2000, 501)).toBe(0);
  });

  it('when the input has paused for 0.3 s since its last bytes', () => {
    const schedule = afterGrouping(1000, 0, 500);
    schedule.inputCame(600);
    expect(schedule.dueIn(1001, 600)).toBe(300);
    expect(schedule.dueIn(1001, 899)).toBe(1);
    schedule.inputCame(899);
    expect(schedule.dueIn(1001, 899)).toBe(300);
    expect(schedule.dueIn(1001, 1199)).toBe(0);
  });

  it('not right after a long grouping, which is not a pause of the input', () => {
    const schedule = afterGrouping(1000, 0, 900);
    expect(schedule.dueIn(1001, 900)).toBe(300);
  });

  it('when the last grouping is older than ten times its cost, even if the input continues', () => {
    const schedule = afterGrouping(1000, 100, 150);
    schedule.inputCame(600);
    expect(schedule.dueIn(1001, 600)).toBe(50);
    schedule.inputCame(649);
    expect(schedule.dueIn(1001, 649)).toBe(1);
    expect(schedule.dueIn(1001, 650)).toBe(0);
  });

  it('at most every 0.1 s if grouping so few costs nothing', () => {
    const schedule = afterGrouping(10, 100, 100.5);
    schedule.inputCame(150);
    expect(schedule.dueIn(11, 150)).toBe(50.5);
    expect(schedule.dueIn(11, 201)).toBe(0);
  });

  it('once it is followed, in time for a second, whatever all of them would cost', () => {
    const schedule = afterGrouping(1000, 0, 5000);
    schedule.inputCame(5000);
    expect(schedule.dueIn(1100, 5000, true)).toBe(100);
    schedule.grouped(1100, 5100, 5130);
    expect(schedule.dueIn(1200, 5130, true)).toBe(300);
    schedule.grouped(1200, 5500, 5600);
    expect(schedule.dueIn(1300, 5600, true)).toBe(400);
    // What is read in large pieces is grouped as any input is.
    schedule.inputCame(6400);
    expect(schedule.dueIn(1300, 6400)).toBe(300);
  });

  it('not again without new events', () => {
    const schedule = afterGrouping(1000, 0, 500);
    expect(schedule.dueIn(1000, 1_000_000)).toBeUndefined();
  });
});

/** What loading `eventCount` events at a steady rate came to. */
interface Simulated {
  readonly groupings: number;
  /** The share of the time that was spent with grouping. */
  readonly share: number;
  /** How old an event became at most before it was grouped. */
  readonly oldestMilliseconds: number;
}

/** Loads events in chunks on a clock of its own; to group one event costs so many nanoseconds. */
function simulate(
  eventCount: number,
  eventsPerSecond: number,
  eventsOfChunk: number,
  nanosecondsPerEvent: number,
): Simulated {
  let now = 0;
  let events = 0;
  let groupings = 0;
  let spent = 0;
  let oldestMilliseconds = 0;
  let ungroupedSince: number | undefined;
  const schedule = new RegroupSchedule(now);
  const regroup = (): void => {
    const beganAt = now;
    now += events * nanosecondsPerEvent * 1e-6;
    schedule.grouped(events, beganAt, now);
    groupings++;
    spent += now - beganAt;
    oldestMilliseconds = Math.max(oldestMilliseconds, now - (ungroupedSince ?? now));
    ungroupedSince = undefined;
  };
  while (events < eventCount) {
    const nextChunkAt = now + (1000 * eventsOfChunk) / eventsPerSecond;
    for (let due = schedule.dueIn(events, now); due !== undefined; due = schedule.dueIn(events, now)) {
      if (now + due >= nextChunkAt) break;
      now += due;
      regroup();
    }
    now = Math.max(now, nextChunkAt);
    events += eventsOfChunk;
    ungroupedSince ??= now;
    schedule.inputCame(now);
  }
  return { groupings, share: spent / now, oldestMilliseconds };
}

describe('the time spent grouping while an input loads without pausing', () => {
  it('is at most that of the doublings plus an eleventh of the rest, at any rate and any cost', () => {
    for (const eventsPerSecond of [1e4, 1e5, 1e6, 4e6]) {
      for (const nanosecondsPerEvent of [20, 100, 400]) {
        const { share } = simulate(4_000_000, eventsPerSecond, eventsPerSecond / 100, nanosecondsPerEvent);
        // Doublings group at most twice all events.
        const doublings =
          (2 * nanosecondsPerEvent * 1e-9) / (1 / eventsPerSecond + 2 * nanosecondsPerEvent * 1e-9);
        expect(share).toBeLessThan(doublings + (1 - doublings) / 11);
      }
    }
  });

  it('is that of the doublings alone at full speed', () => {
    // 4 million events a second, grouped by two threads at 30 ns each.
    const { groupings } = simulate(10_000_000, 4e6, 25_000, 30);
    expect(groupings).toBeLessThanOrEqual(2 + Math.log2(10_000_000 / 25_000));
  });

  it('leaves no event of a pipe of 20 events a second ungrouped for half a second', () => {
    const { oldestMilliseconds } = simulate(2000, 20, 1, 1000);
    expect(oldestMilliseconds).toBeLessThan(500);
  });
});
