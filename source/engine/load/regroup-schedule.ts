import { isExtension } from '../../pipeline/group/extend-grouping.ts';

/** The input pauses when nothing has arrived for this long. */
const PAUSE_MILLISECONDS = 300;
/** A grouping is kept for this many times as long as it took, so that grouping takes at most an eleventh of the time. */
const TIMES_ITS_COST = 10;
/** A few new events, which are added to the last grouping, are shown within a second (spec section 15). */
const MOST_EXTENSION_INTERVAL_MILLISECONDS = 400;
/** A new grouping is also sent, queried and drawn, which takes longer than grouping a few events. */
const LEAST_INTERVAL_MILLISECONDS = 100;

/**
 * When the events of an input that is still being read are grouped again (spec section 10): at the first event; whenever
 * their number has doubled; when the input pauses; and when the last grouping is older than ten times its cost. Once
 * an input is followed, a few events, which are added to a grouping, wait for no pause. Has no
 * clock: all times are the caller's, in milliseconds of one monotonic clock.
 */
export class RegroupSchedule {
  private groupedEvents = 0;
  private endedAt = 0;
  private costMilliseconds = 0;
  /** How long it took last to add a few events to a grouping. */
  private extensionMilliseconds = 0;

  constructor(private inputAt: number) {}

  /** Notes that bytes of the input have arrived. */
  inputCame(now: number): void {
    this.inputAt = now;
  }

  /** Notes a grouping of `eventCount` events. */
  grouped(eventCount: number, beganAt: number, endedAt: number): void {
    const isFew = isExtension(this.groupedEvents, eventCount - this.groupedEvents);
    const took = endedAt - beganAt;
    if (isFew) this.extensionMilliseconds = took;
    // A cheap addition of a few events does not predict what the next, larger one will cost.
    this.costMilliseconds = isFew ? Math.max(took, this.costMilliseconds) : took;
    this.groupedEvents = eventCount;
    this.endedAt = endedAt;
    // What arrived in the meantime is noticed only now: that is not a pause.
    this.inputAt = endedAt;
  }

  /**
   * Returns in how many milliseconds to group if nothing more arrives until then; 0: now. Undefined: not before there are
   * more than `eventCount` events, the current number. `isFollowing`: whether the only
   * unread part of the input is what was just appended.
   */
  dueIn(eventCount: number, now: number, isFollowing = false): number | undefined {
    const { groupedEvents, inputAt, endedAt, costMilliseconds } = this;
    if (eventCount <= groupedEvents) return undefined;
    if (eventCount >= 2 * groupedEvents) return 0;
    if (isFollowing && isExtension(groupedEvents, eventCount - groupedEvents)) {
      const costly = TIMES_ITS_COST * this.extensionMilliseconds;
      const interval = Math.min(
        MOST_EXTENSION_INTERVAL_MILLISECONDS,
        Math.max(LEAST_INTERVAL_MILLISECONDS, costly),
      );
      return Math.max(0, endedAt + interval - now);
    }
    const interval = Math.max(LEAST_INTERVAL_MILLISECONDS, TIMES_ITS_COST * costMilliseconds);
    return Math.max(0, Math.min(inputAt + PAUSE_MILLISECONDS, endedAt + interval) - now);
  }
}
