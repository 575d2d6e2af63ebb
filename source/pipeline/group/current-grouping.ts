import { rescale } from '../columns/cooperative.ts';
import type { EventStore } from '../store/event-store.ts';
import { cutByGap, oneSessionPerUser } from './cut-sessions.ts';
import type { Grouping } from './grouping.ts';
import { knownOrderedSeconds, orderedSecondsInSteps } from './ordered-seconds.ts';
import type { Sessions } from './sessions.ts';

/**
 * The latest grouping of a growing store, and the gap to cut its sessions by. Either may change at any time, even between
 * two steps of a cut: the code that changes one of them cuts again, and a cut that has become obsolete stops.
 */
export class CurrentGrouping {
  private grouping: Grouping | undefined;

  constructor(private gap: number | undefined) {}

  /** The gap of future groupings. While the latest grouping is being cut again, it still has its previous gap. */
  get gapSeconds(): number | undefined {
    return this.gap;
  }

  /** Undefined before the first grouping. */
  get latest(): Grouping | undefined {
    return this.grouping;
  }

  /** Takes a newer grouping, and cuts it again if the gap has changed since its grouping began. Returns the latest. */
  *replace(store: EventStore, grouping: Grouping): Generator<void, Grouping> {
    this.grouping = grouping;
    for (const _ of this.cut(store)) yield;
    return this.grouping;
  }

  /**
   * Cuts the latest grouping and all future ones by another gap. Events are neither read nor sorted again. Yields the share
   * done.
   */
  *setGap(store: EventStore, gapSeconds: number | undefined): Generator<number, void> {
    this.gap = gapSeconds;
    yield* this.cut(store);
  }

  private *cut(store: EventStore): Generator<number, void> {
    const { grouping, gap } = this;
    if (grouping === undefined || grouping.gapSeconds === gap) return;
    const cutting = this.sessions(store, grouping, gap);
    for (;;) {
      const step = cutting.next();
      if (this.grouping !== grouping || this.gap !== gap) return;
      if (step.done) {
        this.grouping = { ...grouping, gapSeconds: gap, sessions: step.value };
        return;
      }
      yield step.value;
    }
  }

  private *sessions(
    store: EventStore,
    { byUser, duplicates }: Grouping,
    gap: number | undefined,
  ): Generator<number, Sessions> {
    if (gap === undefined) return yield* oneSessionPerUser(byUser, duplicates);
    const from = knownOrderedSeconds(byUser) === undefined ? 0.6 : 0;
    const seconds = yield* rescale(orderedSecondsInSteps(store, byUser), 0, from);
    return yield* rescale(cutByGap(store, byUser, duplicates, seconds, gap), from, 1);
  }
}
