import { formatTimestamp } from '../pipeline/time/format-timestamp.ts';
import type { Instant } from '../pipeline/time/instant.ts';
import { zoneOf } from '../pipeline/time/zone.ts';

/**
 * Returns how many seconds clocks in a time zone are ahead of UTC at an instant: to be added to its seconds before they
 * are shown as a date and a time of day. Undefined is UTC; `zoneOf` says which names there are, and throws RangeError for
 * any other.
 */
export function offsetInZone(seconds: number, zone: string | undefined): number {
  return zone === undefined ? 0 : zoneOf(zone).offsetAt(seconds);
}

/**
 * Formats an instant for the screen as clocks in a time zone show it, with their offset: `2024-07-10T13:45:00+02:00`.
 * Without a zone as files have it: `2024-07-10T11:45:00Z`.
 */
export function formatInZone({ seconds, nanoseconds }: Instant, zone: string | undefined): string {
  if (zone === undefined) return formatTimestamp(seconds, nanoseconds);
  const offset = offsetInZone(seconds, zone);
  return formatTimestamp(seconds + offset, nanoseconds).slice(0, -1) + offsetText(offset);
}

/** Returns `+02:00`, with seconds where an offset has some, as before standard time. */
function offsetText(offset: number): string {
  const ahead = Math.abs(offset);
  const parts = [Math.floor(ahead / 3600), Math.floor(ahead / 60) % 60, ahead % 60];
  if (parts[2] === 0) parts.pop();
  return (offset < 0 ? '-' : '+') + parts.map((part) => String(part).padStart(2, '0')).join(':');
}
