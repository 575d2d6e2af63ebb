import { encodeUtf8 } from '../pipeline/text/bytes.ts';
import { dateFromDays, SECONDS_PER_DAY } from '../pipeline/time/calendar.ts';
import type { Instant } from '../pipeline/time/instant.ts';
import { compileTimeFormat, ISO_FORMAT } from '../pipeline/time/time-format.ts';
import { zoneOf } from '../pipeline/time/zone.ts';

/**
 * Returns where a day begins that was said without its year (`11-26`), in seconds by the clocks of a zone; undefined if
 * there is none. It is the last such day that has begun: in January, a day in December is of the year before. `shownLast`:
 * the last event where times are shown without its year: of a file that ended in an earlier year, or ends after today, the
 * day is of that year.
 */
export function dayOfYear(
  monthAndDay: string,
  { zone: zoneName, nowSeconds }: { readonly zone: string; readonly nowSeconds: number },
  shownLast: Instant | undefined,
): number | undefined {
  const zone = zoneOf(zoneName);
  const today = dayBegin(nowSeconds + zone.offsetAt(nowSeconds));
  const byTheClock = lastSuchDay(monthAndDay, yearOf(today), today);
  if (shownLast === undefined || byTheClock === undefined) return byTheClock;
  const lastDay = dayBegin(shownLast.seconds + zone.offsetAt(shownLast.seconds));
  const isOfFile = lastDay > today || yearOf(byTheClock) > yearOf(lastDay);
  return isOfFile ? lastSuchDay(monthAndDay, yearOf(lastDay), Number.POSITIVE_INFINITY) : byTheClock;
}

/** Returns the last such day up to a year and a day. 29 February may be four or eight years back. */
function lastSuchDay(monthAndDay: string, year: number, limit: number): number | undefined {
  for (let yearsBack = 0; yearsBack <= 8; yearsBack++) {
    const begin = isoInstant(`${String(year - yearsBack).padStart(4, '0')}-${monthAndDay}`, 'UTC');
    if (begin !== undefined && begin.seconds <= limit) return begin.seconds;
  }
  return undefined;
}

function yearOf(day: number): number {
  return dateFromDays(day / SECONDS_PER_DAY).year;
}

/** Returns the instant of a text of ISO 8601, by the clocks of a zone where it names none; undefined for any other text. */
export function isoInstant(text: string, zone: string): Instant | undefined {
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

/** Returns where the day begins that a time is on, both in seconds by the clocks of a zone. */
export function dayBegin(localSeconds: number): number {
  return SECONDS_PER_DAY * Math.floor(localSeconds / SECONDS_PER_DAY);
}
