/**
 * How the zone of a time was written (spec section 3). AssemblyScript reads this file too, so it holds plain numbers only.
 */

/** In UTC: `Z`, `+00:00`, `UTC`, `GMT`, or a number of seconds since the Unix epoch. */
export const ZONE_UTC = 0;
/** With another offset. */
export const ZONE_OFFSET = 1;
/** With none: a zone was assumed. */
export const ZONE_NONE = 2;
