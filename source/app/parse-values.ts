import { MOST_WORKERS } from '../engine/pool/pool-options.ts';
import { clipName } from '../format/clip-text.ts';
import { durationSeconds, NO_GAP } from '../format/duration.ts';
import { APART_PREFIX } from '../pipeline/plan/plan-words.ts';
import { LARGEST_MAX_RECORD_BYTES } from '../pipeline/settings.ts';
import { compileTimeFormat } from '../pipeline/time/time-format.ts';
import { zoneOf } from '../pipeline/time/zone.ts';
import { NO_KEY, parseKeys } from '../pipeline/validate/key-paths.ts';
import { parseRecordPath } from '../pipeline/validate/record-path.ts';
import { usageError } from './errors.ts';

const DURATIONS = '90s, 30m, 1h30m or 1d';

/** Parses a flag's value, a duration, to seconds. `examples`: what else the flag takes, too. */
export function parseDuration(flag: string, text: string, examples = DURATIONS): number {
  const seconds = durationSeconds(text);
  if (seconds === undefined)
    throw usageError(`${flag} ${shown(text)} is not a duration above 0; write it like ${examples}`);
  return seconds;
}

/** Parses a flag's value: a duration, or `none`. */
export function parseGap(flag: string, text: string): number | undefined {
  return text === NO_GAP ? undefined : parseDuration(flag, text, `${DURATIONS}, or ${NO_GAP}`);
}

const SIZE = /^(\d+)(B|KB|KiB|K|MB|MiB|M|GB|GiB|G)?$/i;
const UNIT_BYTES: Record<string, number> = { '': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9 };
for (const [i, unit] of ['k', 'm', 'g'].entries()) {
  UNIT_BYTES[unit] = 1024 ** (i + 1);
  UNIT_BYTES[`${unit}ib`] = 1024 ** (i + 1);
}

/**
 * Parses a flag's value `4096`, `64K`, `16MiB` (1024s) or `16MB` (1000s) to bytes, at most `most`, which is written as
 * `mostText`.
 */
export function parseSize(
  flag: string,
  text: string,
  most = LARGEST_MAX_RECORD_BYTES,
  mostText = '256MiB',
): number {
  const parts = SIZE.exec(text);
  const bytes = parts === null ? 0 : Number(parts[1]) * UNIT_BYTES[(parts[2] ?? '').toLowerCase()];
  if (!(bytes >= 1 && bytes <= most)) {
    throw usageError(
      `${flag} ${shown(text)} is not a size from 1 byte to ${mostText}; write it like 64K, 16MiB or 1000000`,
    );
  }
  return bytes;
}

/** A percentage exactly as it was written: `part` of `whole`. */
export interface Share {
  readonly text: string;
  readonly part: bigint;
  readonly whole: bigint;
}

/** Parses a flag's value `5`, `5%` or `0.5`, from 0 to 100. Exact, so that 57 of 10,000 is not more than 0.57 %. */
export function parsePercent(flag: string, text: string): Share {
  const parts = /^(\d{1,3})(?:\.(\d{1,20}))? ?%?$/.exec(text);
  const [, digits = '101', decimals = ''] = parts ?? [];
  const share = { text, part: BigInt(digits + decimals), whole: 100n * 10n ** BigInt(decimals.length) };
  if (share.part > share.whole) {
    throw usageError(`${flag} ${shown(text)} is not a percentage from 0 to 100; write it like 5 or 0.5`);
  }
  return share;
}

/** Parses a flag's value: how many threads read, as many as a pool may have. */
export function parseWorkers(flag: string, text: string): number {
  const count = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > MOST_WORKERS) {
    throw usageError(
      `${flag} ${shown(text)} is not a whole number from 1 to ${MOST_WORKERS}; write it like 4`,
    );
  }
  return count;
}

/** A year, and the month at which times without a year that are later are of the year before. */
export interface YearValue {
  readonly year: number;
  readonly endsAtMonth: number | undefined;
}

/** Parses a flag's value: `2024`, or `2024-05` where times in later months are of 2023. */
export function parseYear(flag: string, text: string): YearValue {
  const parts = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/.exec(text);
  const year = Number(parts?.[1] ?? 0);
  if (parts === null || year === 0)
    throw usageError(
      `${flag} ${shown(text)} is not a year; write it like 2024, or 2024-05 if later months are of 2023`,
    );
  return { year, endsAtMonth: parts[2] === undefined ? undefined : Number(parts[2]) };
}

/** Checks a flag's value: a list of key paths, or `none`. */
export function parseKeyList(flag: string, text: string): string {
  return checked(flag, text, parseKeys, 'userId or userId,actor.login');
}

/** Checks a flag's value: a list of key paths, which cannot be `none`: an event has a time. */
export function parseTimeKeys(flag: string, text: string): string {
  if (text === NO_KEY)
    throw usageError(`${flag} cannot be ${NO_KEY}, since an event has a time; name its keys`);
  return parseKeyList(flag, text);
}

/** Parses a flag's value: keys of the id; after `apart:` they keep events apart, and make no two of them one. */
export function parseIdKeys(
  flag: string,
  text: string,
): { readonly keys: string; readonly decides: boolean } {
  const isApart = text.startsWith(APART_PREFIX);
  const keys = parseKeyList(flag, isApart ? text.slice(APART_PREFIX.length) : text);
  return { keys, decides: !isApart && keys !== NO_KEY };
}

/** Checks a flag's value: a time format. */
export function parseTimeFormat(flag: string, text: string): string {
  return checked(flag, text, (timeFormat) =>
    compileTimeFormat({ timeFormat, assumeTz: 'UTC', year: undefined, yearEndsAtMonth: undefined }),
  );
}

/** Checks a flag's value: the name of a time zone. */
export function parseZone(flag: string, text: string): string {
  return checked(flag, text, zoneOf);
}

/**
 * Returns the text, or throws what is wrong with it, as `check` says in a RangeError after the text. `examples`: unless that
 * has some.
 */
function checked(flag: string, text: string, check: (text: string) => unknown, examples?: string): string {
  try {
    check(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw usageError(
      `${flag} ${clipName(error.message)}${examples === undefined ? '' : `; write it like ${examples}`}`,
    );
  }
  return text;
}

function shown(text: string): string {
  return text === '' ? "''" : clipName(text);
}

/** Parses the path of records as `--records` has it, and returns it as it is written. */
export function parseRecords(flag: string, text: string): string {
  return checked(flag, text, parseRecordPath, 'Records, hits.hits, events.* or log!');
}
