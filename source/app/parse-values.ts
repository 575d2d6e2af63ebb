import { LARGEST_MAX_RECORD_BYTES } from '../pipeline/settings.ts';
import { compileTimeFormat } from '../pipeline/time/time-format.ts';
import { zoneOf } from '../pipeline/time/zone.ts';
import { parseKeys } from '../pipeline/validate/key-paths.ts';
import { usageError } from './errors.ts';

const UNIT_SECONDS = { d: 86_400, h: 3_600, m: 60, s: 1 } as const;
const DURATION = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/** Parses a flag's value `90s`, `30m`, `1h30m` or `1d` to seconds. Longest unit first, each at most once, more than 0. */
export function parseDuration(flag: string, text: string): number {
  const parts = DURATION.exec(text);
  const seconds =
    parts === null
      ? 0
      : Number(parts[1] ?? 0) * UNIT_SECONDS.d +
        Number(parts[2] ?? 0) * UNIT_SECONDS.h +
        Number(parts[3] ?? 0) * UNIT_SECONDS.m +
        Number(parts[4] ?? 0);
  if (!Number.isSafeInteger(seconds) || seconds <= 0) {
    throw usageError(`${flag} ${shown(text)} is not a duration; write it like 90s, 30m, 1h30m or 1d`);
  }
  return seconds;
}

/** Parses a flag's value: a duration, or `none`. */
export function parseGap(flag: string, text: string): number | undefined {
  return text === 'none' ? undefined : parseDuration(flag, text);
}

const SIZE = /^(\d+)(B|KB|KiB|K|MB|MiB|M|GB|GiB|G)?$/i;
const UNIT_BYTES: Record<string, number> = { '': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9 };
for (const [i, unit] of ['k', 'm', 'g'].entries()) {
  UNIT_BYTES[unit] = 1024 ** (i + 1);
  UNIT_BYTES[`${unit}ib`] = 1024 ** (i + 1);
}

/** Parses a flag's value `4096`, `64K`, `16MiB` (1024s) or `16MB` (1000s) to bytes, at most 256 MiB. */
export function parseSize(flag: string, text: string): number {
  const parts = SIZE.exec(text);
  const bytes = parts === null ? 0 : Number(parts[1]) * UNIT_BYTES[(parts[2] ?? '').toLowerCase()];
  if (!(bytes >= 1 && bytes <= LARGEST_MAX_RECORD_BYTES)) {
    throw usageError(
      `${flag} ${shown(text)} is not a size from 1 byte to 256MiB; write it like 64K, 16MiB or 1000000`,
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

/** Parses a flag's value: an integer from 1. */
export function parseCount(flag: string, text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw usageError(`${flag} ${shown(text)} is not a whole number from 1 to 9999`);
  return Number(text);
}

/** Checks a flag's value: a time format. */
export function parseTimeFormat(flag: string, text: string): string {
  return checked(flag, text, (timeFormat) =>
    compileTimeFormat({ timeFormat, assumeTz: 'UTC', year: undefined, yearEndsAtMonth: undefined }),
  );
}

/** Checks a flag's value: a list of key paths, or `none`. */
export function parseKeyList(flag: string, text: string): string {
  return checked(flag, text, parseKeys);
}

/** Checks a flag's value: a list of key paths, which cannot be `none`. */
export function parseSomeKeys(flag: string, text: string): string {
  return checked(flag, text, (keys) => {
    if (parseKeys(keys) === undefined) throw new RangeError('every event needs a time, none is no key');
  });
}

/** Checks a flag's value: the name of a time zone. */
export function parseZone(flag: string, text: string): string {
  return checked(flag, text, zoneOf);
}

/** Returns the text, or throws what is wrong with it, as `check` says in a RangeError. */
function checked(flag: string, text: string, check: (text: string) => unknown): string {
  try {
    check(text);
  } catch (error) {
    throw error instanceof RangeError ? usageError(`${flag}: ${error.message}`) : error;
  }
  return text;
}

function shown(text: string): string {
  return text === '' ? "''" : text;
}
