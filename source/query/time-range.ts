import { compareInstants, type Instant } from '../pipeline/time/instant.ts';

/** A range of time, from <= t < to; without an end it has no limit there. */
export interface TimeRange {
  readonly from: Instant | undefined;
  readonly to: Instant | undefined;
}

/** Whether an instant lies in a range. */
export function isWithin({ from, to }: TimeRange, instant: Instant): boolean {
  return (
    (from === undefined || compareInstants(instant, from) >= 0) &&
    (to === undefined || compareInstants(instant, to) < 0)
  );
}
