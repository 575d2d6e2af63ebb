/** The input pauses when nothing has come for so long. */
const PAUSE_MILLISECONDS = 300;
/** So many times as long as a grouping took, it is good enough: grouping then takes at most an eleventh of the time. */
const TIMES_ITS_COST = 10;
/** A new grouping is also sent, queried and drawn, which takes longer than to group a few events. */
const LEAST_INTERVAL_MILLISECONDS = 100;

/**
 * When the events of an input that is still being read are grouped again (spec section 10): at the first event; whenever
 * their number has doubled; when the input pauses; and when the last grouping is older than ten times what it cost. Keeps
 * no clock: all times are the caller's, in milliseconds, of one clock that only goes forward.
 */
export class RegroupSchedule {
  private groupedEvents = 0;
  private endedAt = 0;
  private costMilliseconds = 0;

  constructor(private inputAt: number) {}

  /** Bytes of the input have come. */
  inputCame(now: number): void {
    this.inputAt = now;
  }

  /** A grouping of so many events was begun and has ended. */
  grouped(eventCount: number, beganAt: number, endedAt: number): void {
    this.groupedEvents = eventCount;
    this.endedAt = endedAt;
    this.costMilliseconds = endedAt - beganAt;
    // What came meanwhile is noticed only now: it is no pause.
    this.inputAt = endedAt;
  }

  /**
   * In how many milliseconds to group if nothing more comes until then; 0: now; undefined: not before there are more events
   * than `eventCount`, which there are now.
   */
  dueIn(eventCount: number, now: number): number | undefined {
    const { groupedEvents, inputAt, endedAt, costMilliseconds } = this;
    if (eventCount <= groupedEvents) return undefined;
    if (eventCount >= 2 * groupedEvents) return 0;
    const interval = Math.max(LEAST_INTERVAL_MILLISECONDS, TIMES_ITS_COST * costMilliseconds);
    return Math.max(0, Math.min(inputAt + PAUSE_MILLISECONDS, endedAt + interval) - now);
  }
}
