import { clipName } from '../format/clip-text.ts';
import { readSaidTime, type SaidTime } from '../query/said-times.ts';
import { usageError } from './errors.ts';

/**
 * Reads a flag's value: a time as people say it, see `readSaidTime`. `zone`: that of times that name none; `now`: in
 * seconds since the epoch. Throws CommandError for any other text.
 */
export function parseSaidTime(flag: string, text: string, zone: string, now: number): SaidTime {
  const said = readSaidTime(text, { zone, nowSeconds: now });
  if (said !== undefined) return said;
  throw usageError(
    `${flag} ${clipName(text)} is no time; write it like 2024-07-10T11:45, 14:20, "yesterday 14:00", "11-26 14:20" or -2h`,
  );
}

/** Returns the zone that `--tz` names: `local` is that of this machine; undefined is UTC. */
export function zoneNamed(named: string | undefined): string | undefined {
  return named === 'local' ? (new Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC') : named;
}
