import { clipName } from '../format/clip-text.ts';
import { durationSeconds } from '../format/duration.ts';
import { encodeUtf8 } from '../pipeline/text/bytes.ts';
import { SECONDS_PER_DAY } from '../pipeline/time/calendar.ts';
import type { Instant } from '../pipeline/time/parse-timestamp.ts';
import { compileTimeFormat, ISO_FORMAT } from '../pipeline/time/time-format.ts';
import { zoneOf } from '../pipeline/time/zone.ts';
import { usageError } from './errors.ts';

/** A time as people say it (spec section 10): an instant, or one that is counted from the last event. */
export type SaidTime =
  | { readonly kind: 'instant'; readonly instant: Instant }
  /** So long before the last event. */
  | { readonly kind: 'beforeLast'; readonly seconds: number }
  /** At this time of the day of the last event, by the clocks of a zone. */
  | { readonly kind: 'onLastDay'; readonly secondOfDay: number; readonly zone: string };

const CLOCK = '([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d))?';
const TIME_OF_DAY = new RegExp(`^${CLOCK}$`);
const NAMED_DAY = new RegExp(`^(today|yesterday)(?: ${CLOCK})?$`);
const DAY_OF_YEAR = new RegExp(`^(\\d\\d)-(\\d\\d)(?: ${CLOCK})?$`);

/**
 * Reads a flag's value: a time in ISO 8601, `14:20` (of the last event's day), `yesterday`, `11-26` or these with a
 * time of day (by the clock), or `-2h` (before the last event). `zone`: that of times that name none; `now`: in seconds
 * since the epoch. Throws CommandError for any other text.
 */
export function parseSaidTime(flag: string, text: string, zone: string, now: number): SaidTime {
  const said = text.trim();
  const before = said.startsWith('-') ? durationSeconds(said.slice(1)) : undefined;
  if (before !== undefined) return { kind: 'beforeLast', seconds: before };
  const time = TIME_OF_DAY.exec(said);
  if (time !== null) return { kind: 'onLastDay', secondOfDay: secondOfDay(time.slice(1)), zone };
  const instant = byTheClock(said, zone, now) ?? isoInstant(said, zone);
  if (instant !== undefined) return { kind: 'instant', instant };
  throw usageError(
    `${flag} ${clipName(text)} is no time; write it like 2024-07-10T11:45, 14:20, "yesterday 14:00", "11-26 14:20" or -2h`,
  );
}

/** Returns the instant that is meant. `last`: the time of the last event; without events no time matters. */
export function instantOf(said: SaidTime, last: Instant | undefined): Instant {
  if (said.kind === 'instant') return said.instant;
  const { seconds, nanoseconds } = last ?? { seconds: 0, nanoseconds: 0 };
  if (said.kind === 'beforeLast') return { seconds: seconds - said.seconds, nanoseconds };
  const zone = zoneOf(said.zone);
  const local = seconds + zone.offsetAt(seconds);
  return { seconds: zone.instantOf(dayBegin(local) + said.secondOfDay), nanoseconds: 0 };
}

function byTheClock(text: string, zoneName: string, now: number): Instant | undefined {
  const zone = zoneOf(zoneName);
  const today = dayBegin(now + zone.offsetAt(now));
  const named = NAMED_DAY.exec(text);
  if (named !== null) {
    const day = named[1] === 'today' ? today : today - SECONDS_PER_DAY;
    return { seconds: zone.instantOf(day + secondOfDay(named.slice(2))), nanoseconds: 0 };
  }
  const dated = DAY_OF_YEAR.exec(text);
  if (dated === null) return undefined;
  const [, month, day] = dated;
  const time = secondOfDay(dated.slice(3));
  // The last one that has begun: in January a day in December is of the year before. 29 February may be four years
  // back, or eight.
  const year = new Date(1000 * today).getUTCFullYear();
  for (let yearsBack = 0; yearsBack <= 8; yearsBack++) {
    const begin = isoInstant(`${String(year - yearsBack).padStart(4, '0')}-${month}-${day}`, 'UTC');
    if (begin === undefined || begin.seconds > today) continue;
    return { seconds: zone.instantOf(begin.seconds + time), nanoseconds: 0 };
  }
  return undefined;
}

function isoInstant(text: string, zone: string): Instant | undefined {
  const bytes = encodeUtf8(text);
  const instant = { seconds: 0, nanoseconds: 0 };
  const reader = compileTimeFormat({
    timeFormat: ISO_FORMAT,
    assumeTz: zone,
    year: undefined,
    yearEndsAtMonth: undefined,
  });
  return reader.parse(bytes, 0, bytes.length, true, instant) === undefined ? instant : undefined;
}

function secondOfDay([hours = '0', minutes = '0', seconds = '0']: readonly (string | undefined)[]): number {
  return 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds);
}

function dayBegin(localSeconds: number): number {
  return SECONDS_PER_DAY * Math.floor(localSeconds / SECONDS_PER_DAY);
}
