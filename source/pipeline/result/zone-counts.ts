/** How many events' times were written in UTC, with another offset, and with none (spec section 3). */
export interface ZoneCounts {
  readonly utc: number;
  readonly offset: number;
  readonly none: number;
}

/** Returns the counts of the valid events: those that scans do not count are in UTC. */
export function zoneCounts(
  validEvents: number,
  { offsetTimes, zonelessTimes }: { readonly offsetTimes: number; readonly zonelessTimes: number },
): ZoneCounts {
  return { utc: validEvents - offsetTimes - zonelessTimes, offset: offsetTimes, none: zonelessTimes };
}

/** Whether the times of a file are written in more than one way, so that some may be hours off. */
export function mixesZones({ utc, offset, none }: ZoneCounts): boolean {
  return [utc, offset, none].filter((count) => count > 0).length > 1;
}
