import { LARGEST_MAX_RECORD_BYTES } from '../pipeline/settings.ts';
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

/** Parses a flag's value: an integer from 1. */
export function parseCount(flag: string, text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw usageError(`${flag} ${shown(text)} is not a whole number from 1 to 9999`);
  return Number(text);
}

function shown(text: string): string {
  return text === '' ? "''" : text;
}
