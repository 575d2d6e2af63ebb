import { dateFromDays, SECONDS_PER_DAY } from '../pipeline/time/calendar.ts';

/** Formats numbers, times and sizes for the screen. pipeline/time/format-timestamp.ts formats those in files. */

/** All characters that `formatMoment` and `formatSpan` consist of. */
export const MOMENT_CHARACTERS = '0123456789-:. ';
export const SPAN_CHARACTERS = '0123456789.dhms ';

const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/** The date formatted last: consecutive rows are mostly of one day. */
let lastDays = Number.NaN;
let lastDate = '';

/**
 * Formats an instant (seconds since the Unix epoch) in UTC: `2024-07-10 11:45:00`, with 3, 6 or 9 digits of a fraction.
 */
export function formatMoment(seconds: number, nanoseconds: number): string {
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  if (days !== lastDays) {
    lastDays = days;
    lastDate = formatDate(days);
  }
  const second = seconds - days * SECONDS_PER_DAY;
  const hours = TWO_DIGITS[Math.floor(second / 3600)];
  const minutes = TWO_DIGITS[Math.floor(second / 60) % 60];
  return `${lastDate} ${hours}:${minutes}:${TWO_DIGITS[second % 60]}${fraction(nanoseconds)}`;
}

function formatDate(days: number): string {
  const { year, month, day } = dateFromDays(days);
  const digits = String(Math.abs(year)).padStart(4, '0');
  return `${year < 0 ? '-' : ''}${digits}-${TWO_DIGITS[month]}-${TWO_DIGITS[day]}`;
}

function fraction(nanoseconds: number): string {
  if (nanoseconds === 0) return '';
  const digits = String(nanoseconds).padStart(9, '0');
  return `.${digits.replace(/(?:000){1,2}$/, '')}`;
}

/**
 * Formats a length of time by its two largest units, cutting off the rest: `3d 04h`, `21h 29m`, `7m 05s`, `5s`, `0.250s`,
 * `0s`; from 1,000 days on in days alone.
 */
export function formatSpan(seconds: number, nanoseconds: number): string {
  if (seconds < 1) return `0${fraction(nanoseconds)}s`;
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${TWO_DIGITS[seconds % 60]}s`;
  const minutes = Math.floor(seconds / 60);
  if (seconds < SECONDS_PER_DAY) return `${Math.floor(minutes / 60)}h ${TWO_DIGITS[minutes % 60]}m`;
  const hours = Math.floor(seconds / 3600);
  const days = Math.floor(hours / 24);
  return days < 1000 ? `${days}d ${TWO_DIGITS[hours % 24]}h` : `${days}d`;
}

/** Formats a whole length of time without the smaller unit where that is 0: `5m`, `1h 30m`. */
export function formatRoundSpan(seconds: number): string {
  return formatSpan(seconds, 0).replace(/ 00[smh]$/, '');
}

/** Formats an integer from 0 with commas: `10,000,000`. */
export function formatCount(count: number): string {
  const digits = String(count);
  return digits.length <= 3 ? digits : digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Formats a number of bytes in decimal units, as disks are sold: `999 B`, `1.5 kB`, `826 MB`, `8.0 GB`. */
export function formatBytes(bytes: number): string {
  let unit = 0;
  let size = bytes;
  // Rounding may move a number up a unit: 999,999 bytes are 1.0 MB, not 1000 kB.
  while (Math.round(size) >= 1000 && unit < BYTE_UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  const text = unit > 0 && size < 9.95 ? size.toFixed(1) : String(Math.round(size));
  return `${text} ${BYTE_UNITS[unit]}`;
}

/** Formats a part of a whole in percent, without the sign: `4.2`, or with more decimals. A part of 0 is 0. */
export function formatPercent(part: number, whole: number, digits = 1): string {
  return (whole === 0 ? 0 : (100 * part) / whole).toFixed(digits);
}

/** Formats a part of a whole in whole percent: `42%`, rounded down unless `round` says otherwise. A part of 0 is 0. */
export function formatWholePercent(
  part: number,
  whole: number,
  round: (percent: number) => number = Math.floor,
): string {
  return `${whole === 0 ? 0 : round((100 * part) / whole)}%`;
}

/** Says what is under way, and how much of it is done once that is known: `counting …`, `counting 42%`. */
export function formatProgress(what: string, share: number | undefined, ascii: boolean): string {
  const unknown = ascii ? '...' : '…';
  return `${what} ${share === undefined ? unknown : formatWholePercent(share, 1)}`;
}

/**
 * Formats a part of a whole: `4.2%`. Only 0 is `0.0%` and only the whole is `100.0%`; next to them are `<0.1%` and
 * `>99.9%`.
 */
export function formatShare(part: number, whole: number): string {
  const text = `${formatPercent(part, whole)}%`;
  if (text === '0.0%' && part > 0) return '<0.1%';
  return text === '100.0%' && part < whole ? '>99.9%' : text;
}

/** Does what `formatShare` does, with two decimals for a part below a hundredth: `0.29%`, `<0.01%`. */
export function formatSmallShare(part: number, whole: number): string {
  if (100 * part >= whole || part === 0) return formatShare(part, whole);
  const text = `${formatPercent(part, whole, 2)}%`;
  return text === '0.00%' ? '<0.01%' : text;
}

/** Joins names as a sentence does: `a`, `a and b`, `a, b and c`. */
export function listInWords(names: readonly string[]): string {
  return names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Returns `1 record`, `2 records`. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
