import type { Sessions } from './sessions.ts';

/** What a partition comes to: places are those in `plan.events`, which are in order by then. */
export interface PartitionGroups {
  /** Where the events of each of its users begin. */
  readonly userStart: Uint32Array;
  /** Where each session begins; nothing where that is where its user begins. */
  readonly sessionStart: Uint32Array | undefined;
  /** For each session how many events are kept. */
  readonly eventCount: Uint32Array;
  /** Duplicates, and for each the event it repeats; in no order. */
  readonly duplicates: Uint32Array;
  readonly originals: Uint32Array;
  /** As in `Sessions`. */
  readonly startSeconds: Float64Array | undefined;
  readonly endSeconds: Float64Array | undefined;
}

/** The sessions of a partition alone; `end`: where its events do. */
export function sessionsOf(groups: PartitionGroups, end: number): Sessions {
  const { userStart, eventCount, startSeconds, endSeconds } = groups;
  const starts = groups.sessionStart ?? userStart;
  const first = new Uint32Array(starts.length + 1);
  first.set(starts);
  first[starts.length] = end;
  return { count: starts.length, first, eventCount, startSeconds, endSeconds };
}

/** What stays of them when the memory is used again, without what the store has as well. */
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
