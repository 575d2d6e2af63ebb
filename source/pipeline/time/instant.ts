/** A point in time: whole seconds since 1970-01-01T00:00:00Z (negative before), and 0 to 999,999,999 nanoseconds. */
export interface Instant {
  seconds: number;
  nanoseconds: number;
}

/** Returns a negative number, 0 or a positive number as instant `a` is before, at or after instant `b`. */
export function compareInstants(a: Instant, b: Instant): number {
  return a.seconds - b.seconds || a.nanoseconds - b.nanoseconds;
}

/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, between which every instant lies (spec section 3). */
export const FIRST_SECOND = -62_135_596_800;
export const LAST_SECOND = 253_402_300_799;
