import type { Sessions } from './sessions.ts';

/** What grouping a partition gives. Positions are indices in `partitioning.events`, where its events are then in order. */
export interface PartitionGroups {
  /** For each user the position of the first event. */
  readonly userStart: Uint32Array;
  /** For each session the position of its first event. Undefined without a gap: each user has one session. */
  readonly sessionStart: Uint32Array | undefined;
  /** For each session the number of kept events. */
  readonly eventCount: Uint32Array;
  /** The duplicates, in no particular order, and for each of them the event that it repeats. */
  readonly duplicates: Uint32Array;
  readonly originals: Uint32Array;
  /** See `Sessions`. */
  readonly startSeconds: Float64Array | undefined;
  readonly endSeconds: Float64Array | undefined;
}

/** The sessions of one partition. `end`: the position after its last event. */
export function sessionsOf(groups: PartitionGroups, end: number): Sessions {
  const { userStart, eventCount, startSeconds, endSeconds } = groups;
  const starts = groups.sessionStart ?? userStart;
  const first = new Uint32Array(starts.length + 1);
  first.set(starts);
  first[starts.length] = end;
  return { count: starts.length, first, eventCount, startSeconds, endSeconds };
}

/** A copy that stays valid when the grouper reuses its memory; without the times, which the store has too. */
export function copyOf({
  userStart,
  sessionStart,
  eventCount,
  duplicates,
  originals,
}: PartitionGroups): PartitionGroups {
  return {
    userStart: userStart.slice(),
    sessionStart: sessionStart?.slice(),
    eventCount: eventCount.slice(),
    duplicates: duplicates.slice(),
    originals: originals.slice(),
    startSeconds: undefined,
    endSeconds: undefined,
  };
}
