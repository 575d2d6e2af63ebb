import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import { KNOWN_PATTERNS } from '../../../source/pipeline/time/known-formats.ts';
import { compileTimeFormat, lacksYear } from '../../../source/pipeline/time/time-format.ts';
import { check } from '../../helpers/check.ts';
import { instantInFormat, type SlowTimeSettings } from '../../helpers/slow-time-format.ts';
import { timeText } from '../../helpers/time-arbitraries.ts';
import { writeTime } from '../../helpers/write-time.ts';

/** What the program makes of a value; undefined: it is no time. */
function instantRead(text: string, isString: boolean, settings: SlowTimeSettings): bigint | undefined {
  const reader = compileTimeFormat({
    timeFormat: 'iso',
    assumeTz: 'UTC',
    year: undefined,
    yearEndsAtMonth: undefined,
    ...settings,
  });
  const bytes = encodeUtf8(text);
  const instant = { seconds: Number.NaN, nanoseconds: Number.NaN };
  if (reader.parse(bytes, 0, bytes.length, isString, instant) !== undefined) {
    expect(instant).toEqual({ seconds: Number.NaN, nanoseconds: Number.NaN });
    expect(reader.explain(bytes, 0, bytes.length, isString)).toMatch(/^[a-z]/);
    return undefined;
  }
  return BigInt(instant.seconds) * BILLION + BigInt(instant.nanoseconds);
}

const BILLION = 1_000_000_000n;
const PATTERNS = KNOWN_PATTERNS.map(({ pattern }) => pattern);
const someZone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Apia',
);
/** Nanoseconds since 1970, in the years that all patterns can write: %y begins at 1969. */
const anyInstant = fc.bigInt(-20_000_000n * BILLION, 3_120_000_000n * BILLION);
const anyOffset = fc.integer({ min: -14 * 4, max: 14 * 4 }).map((quarters) => quarters * 900);

describe('a random instant, written in any of the known forms', () => {
  it('reads back exactly, to the part of a second that the form has', () => {
    check(
      fc.property(fc.constantFrom(...PATTERNS), anyInstant, anyOffset, (pattern, instant, offset) => {
        // Without %z times are in UTC; a year of two digits or none must be unambiguous.
        const ahead = pattern.includes('%z') ? offset : 0;
        const text = writeTime(pattern, instant, ahead);
        const unit = pattern.includes('%f')
          ? 1n
          : BILLION *
            BigInt(
              pattern.includes('%S') || pattern.includes('%T') ? 1 : pattern.includes('%M') ? 60 : 86_400,
            );
        const expected = instant - (((instant % unit) + unit) % unit);
        const second = Number((instant - (((instant % BILLION) + BILLION) % BILLION)) / BILLION);
        const year = new Date((second + ahead) * 1000).getUTCFullYear();
        expect(instantRead(text, true, { timeFormat: pattern, year })).toBe(expected);
        expect(lacksYear(pattern)).toBe(!/%[Yy]/.test(pattern));
      }),
      3_000,
    );
  });

  it('reads as the plain twin reads it, with parts that cannot be, in any zone', () => {
    const changed = fc.tuple(
      fc.nat({ max: 40 }),
      fc.nat({ max: 1 }),
      fc.constantFrom('', ...'0123459 :/-.,APMZ+%'),
    );
    check(
      fc.property(
        fc.constantFrom(...PATTERNS),
        fc.constantFrom(...PATTERNS),
        anyInstant,
        someZone,
        fc.option(changed, { nil: undefined }),
        fc.integer({ min: 1, max: 12 }),
        (pattern, other, instant, assumeTz, change, yearEndsAtMonth) => {
          let text = writeTime(pattern, instant);
          if (change !== undefined)
            text = text.slice(0, change[0]) + change[2] + text.slice(change[0] + change[1]);
          text = text.trim();
          const timeFormat = `${other} | ${pattern}`;
          const settings = { timeFormat, assumeTz, year: 2023, yearEndsAtMonth };
          expect(instantRead(text, true, settings)).toBe(instantInFormat(text, true, settings));
        },
      ),
      4_000,
    );
  });
});

describe('an ISO time in an assumed zone', () => {
  it('reads as the plain twin reads it', () => {
    check(
      fc.property(timeText, someZone, (text, assumeTz) => {
        const trimmed = text.replace(/^[\t-\r ]+|[\t-\r ]+$/g, '');
        expect(instantRead(text, true, { assumeTz })).toBe(instantInFormat(trimmed, true, { assumeTz }));
      }),
      2_000,
    );
  });
});

describe('a number that counts from 1970', () => {
  const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`));
  const anyNumber = fc
    .tuple(
      fc.constantFrom('', '', '', '-', '+'),
      digits(22),
      fc.option(digits(14), { nil: undefined }),
      fc.option(fc.tuple(fc.constantFrom('e', 'E', 'e+', 'e-'), fc.nat({ max: 25 })), { nil: undefined }),
    )
    .map(
      ([sign, whole, fraction, exponent]) =>
        sign + whole + (fraction === undefined ? '' : `.${fraction}`) + (exponent?.join('') ?? ''),
    );
  const anyFormat = fc.constantFrom('epoch', 'epoch-s', 'epoch-ms', 'epoch-us', 'epoch-ns');

  it('is exact to the nanosecond, as arithmetic with whole numbers has it', () => {
    check(
      fc.property(anyNumber, anyFormat, fc.boolean(), (text, timeFormat, isString) => {
        expect(instantRead(text, isString, { timeFormat })).toBe(
          instantInFormat(text, isString, { timeFormat }),
        );
      }),
      5_000,
    );
  });

  it('reads back what was written in each unit', () => {
    const units = { 'epoch-s': 0, 'epoch-ms': 3, 'epoch-us': 6, 'epoch-ns': 9 } as const;
    const instants = fc.bigInt(-62_135_596_800n * BILLION, 253_402_300_800n * BILLION - 1n);
    check(
      fc.property(instants, fc.constantFrom(...Object.entries(units)), (instant, [timeFormat, places]) => {
        const digits = String(instant < 0n ? -instant : instant).padStart(10, '0');
        const point = digits.length - 9 + places;
        const text = `${instant < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}0`;
        expect(instantRead(text, false, { timeFormat })).toBe(instant);
      }),
      2_000,
    );
  });
});
