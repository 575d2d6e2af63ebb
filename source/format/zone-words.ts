import type { ZoneCounts } from '../pipeline/result/zone-counts.ts';
import { formatCount } from './human-format.ts';

/** Says how many times were written in which way: those without a zone may be hours off, so it names the zone assumed. */
export function zoneWords({ utc, offset, none }: ZoneCounts, assumedZone: string): string {
  const parts = [
    ...(utc > 0 ? [`${formatCount(utc)} in UTC`] : []),
    ...(offset > 0 ? [`${formatCount(offset)} with another offset`] : []),
    ...(none > 0 ? [`${formatCount(none)} without a zone, read as ${assumedZone}`] : []),
  ];
  return parts.join(', ');
}
