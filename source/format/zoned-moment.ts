import { UTC, type Zone, zoneOf } from '../pipeline/time/zone.ts';
import { formatMoment } from './human-format.ts';

/** Formats an instant for the screen: `2024-07-10 11:45:00`. */
export type MomentFormat = (seconds: number, nanoseconds: number) => string;

/** Returns the zone in which the screen shows times. Undefined is UTC. Throws RangeError for an unknown zone. */
export function screenZone(name: string | undefined): Zone {
  return name === undefined ? UTC : zoneOf(name);
}

/** Returns how the screen shows times in a zone, undefined for UTC: as `formatMoment` does, by the clocks of the zone. */
export function momentFormat(name: string | undefined): MomentFormat {
  if (name === undefined) return formatMoment;
  const zone = zoneOf(name);
  return (seconds, nanoseconds) => formatMoment(seconds + zone.offsetAt(seconds), nanoseconds);
}
