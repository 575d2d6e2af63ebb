import { instantOf } from './slow-time.ts';

const PLACES: Readonly<Record<string, number>> = {
  'epoch-s': 0,
  'epoch-ms': 3,
  'epoch-us': 6,
  'epoch-ns': 9,
};
/** The years 0001 to 9999. */
const FIRST = -62_135_596_800_000_000_000n;
const END = 253_402_300_800_000_000_000n;

/**
 * Returns the instant that a trimmed text names in the first format that fits it, in nanoseconds since the Unix epoch; of
 * the formats of the spec those that are not patterns.
 */
export function instantIn(text: string, isNumber: boolean, timeFormat: string): bigint | undefined {
  for (const format of timeFormat.split(' | ')) {
    const isIso = format === 'iso';
    const instant = isIso ? (isNumber ? undefined : instantOf(text)) : epochOf(text, PLACES[format]);
    if (instant !== undefined) return instant;
  }
  return undefined;
}

/** `places`: of a second; undefined: told by the magnitude. */
function epochOf(text: string, places: number | undefined): bigint | undefined {
  const [, sign, whole, fraction = '', exponent = '0'] =
    /^([+-]?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  if (digits !== 0n && power > 40) return undefined;
  /** The number in units of 10^-40. */
  const size =
    power < -40
      ? digits / 10n ** BigInt(Math.min(1000, -40 - power))
      : digits * 10n ** BigInt(digits === 0n ? 0 : power + 40);
  const below = (limit: number): boolean => size < 10n ** BigInt(limit + 40);
  const known = places ?? (below(11) ? 0 : below(14) ? 3 : below(17) ? 6 : 9);
  // Cut to nanoseconds, as digits beyond them are elsewhere.
  const nanoseconds = size / 10n ** BigInt(40 - 9 + known);
  const instant = sign === '-' ? -nanoseconds : nanoseconds;
  return instant >= FIRST && instant < END ? instant : undefined;
}
