/**
 * The proleptic Gregorian calendar, as days counted from 1970-01-01.
 *
 * Source of the two conversions: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */

/** Seconds in a day. */
export const SECONDS_PER_DAY = 86_400;

const DAYS_BEFORE_MONTH = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Returns whether a year has 366 days. */
function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Returns how many days a month, from 1 to 12, has. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Returns how many days a year has. */
export function daysInYear(year: number): number {
  return isLeapYear(year) ? 366 : 365;
}

/** Returns the days from 1970-01-01 to a date of the years 0 to 9999, which must exist. */
export function daysFromDate(year: number, month: number, day: number): number {
  const before = year - 1;
  const century = Math.floor(before / 100);
  const leapDays = (before >> 2) - century + (century >> 2);
  const leapToday = month > 2 && isLeapYear(year) ? 1 : 0;
  return before * 365 + leapDays + DAYS_BEFORE_MONTH[month] + leapToday + day - 719_163;
}

/** Returns the date that is `days` after 1970-01-01, or before it if `days` is negative. */
export function dateFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Returns the ISO 8601 weekday of a day counted from 1970-01-01: Monday is 1, Sunday is 7. */
function weekdayFromDays(days: number): number {
  return ((((days + 3) % 7) + 7) % 7) + 1;
}

/** Returns the days from 1970-01-01 to the Monday of ISO week 1 of a year, the week that has 4 January in it. */
export function firstMondayOfIsoYear(year: number): number {
  const fourth = daysFromDate(year, 1, 4);
  return fourth - weekdayFromDays(fourth) + 1;
}

/**
 * Returns how many ISO weeks a year has, 52 or 53. It has 53 if it begins on a Thursday, or on a Wednesday and is a leap
 * year.
 */
export function weeksInIsoYear(year: number): number {
  const weekday = weekdayFromDays(daysFromDate(year, 1, 1));
  return weekday === 4 || (weekday === 3 && isLeapYear(year)) ? 53 : 52;
}
