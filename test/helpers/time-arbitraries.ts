import * as fc from 'fast-check';
import { timestampCases } from './conformance.ts';
import { writeTime } from './write-time.ts';

/** Times that come back, in several notations. */
export const someTimes = [
  '2024-07-10T10:00:00Z',
  '2024-07-10T10:00:00Z',
  '2024-07-10T12:00:00+02:00',
  '2024-07-10 10:00:00',
  '2024-07-10 10:00:00 UTC',
  '2024-07-10 12:00:00 +0200',
  '20240710T100000Z',
  '2024-07-10T10:00:00.000Z',
  '2024-07-10T10:00:01Z',
  '2024-07-10T10:30:00Z',
  '2024-07-10T10:30:00.000000001Z',
  '2024-07-10T10:30:00.0000000019Z',
  '2024-07-10',
];

function digits(count: number, ...values: readonly number[]): fc.Arbitrary<string> {
  return fc.constantFrom(...values).map((value) => String(value).padStart(count, '0'));
}

const date: fc.Arbitrary<string> = fc
  .tuple(
    digits(4, 0, 1, 2, 1582, 1900, 1969, 1970, 2000, 2020, 2023, 2024, 2024, 2026, 9998, 9999),
    digits(2, 0, 1, 2, 2, 3, 4, 6, 7, 9, 10, 11, 12, 12, 13),
    digits(2, 0, 1, 1, 9, 10, 28, 29, 30, 31, 31, 32),
    digits(2, 0, 1, 1, 2, 27, 28, 51, 52, 53, 54),
    digits(1, 0, 1, 2, 5, 6, 7, 8),
    fc.nat({ max: 6 }),
  )
  .map(([year, month, day, week, weekday, style]) => {
    if (style === 0) return `${year}${month}${day}`;
    if (style === 1) return `${year}-W${week}-${weekday}`;
    if (style === 2) return `${year}W${week}${weekday}`;
    if (style === 3) return `${year}-W${week}`;
    return `${year}-${month}-${day}`;
  });

const time: fc.Arbitrary<string> = fc
  .tuple(
    digits(2, 0, 1, 9, 10, 12, 19, 20, 23, 24),
    digits(2, 0, 1, 30, 59, 60),
    digits(2, 0, 1, 30, 59, 60),
    fc.constantFrom(
      '',
      '',
      '.5',
      ',5',
      '.123',
      '.123456',
      '.123456789',
      '.1234567899',
      '.000000001',
      '.',
      '.0',
    ),
    fc.nat({ max: 7 }),
  )
  .map(([hour, minute, second, fraction, style]) => {
    if (style === 0) return hour;
    if (style === 1) return `${hour}:${minute}`;
    if (style === 2) return `${hour}${minute}`;
    if (style === 3) return `${hour}${minute}${second}${fraction}`;
    return `${hour}:${minute}:${second}${fraction}`;
  });

const offset: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    'Z',
    'z',
    '+00:00',
    '-00:00',
    '+02',
    '+0200',
    '+02:00',
    '-05:30:15',
    '+053015',
    '+23:59',
    '-23:59',
    ...['UTC', 'GMT', ' UTC', ' GMT', ' Z', ' z', ' +02:00', ' -0530', '  Z', ' utc', 'UT', ' UTCZ'],
    ...[' +00:00 UTC', 'Z UTC', '\tZ', '\u00a0Z', ' PM', '\u200b', '[Europe/Berlin]'],
  ),
  fc
    .tuple(
      fc.constantFrom('+', '-', ' +', ' -'),
      digits(2, 0, 1, 14, 23, 24),
      fc.constantFrom('', ':'),
      digits(2, 0, 30, 59, 60),
    )
    .map((parts) => parts.join('')),
);

const validOrNearly: fc.Arbitrary<string> = fc
  .tuple(date, fc.constantFrom('T', 'T', 'T', 't', ' ', '  ', '_'), time, offset)
  .map((parts) => parts.join(''));

/** A timestamp with one character changed, added or lost. */
const mistyped: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(fc.constantFrom(...someTimes), validOrNearly),
    fc.nat({ max: 35 }),
    fc.nat({ max: 1 }),
    fc.constantFrom('', ...'0123456789-:TtZzWw+,. /UCGM\u00a0'),
  )
  .map(([text, at, lost, added]) => text.slice(0, at) + added + text.slice(at + lost));

/** Timestamps right, wrong and nearly right. */
export const timeText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...someTimes) },
  { weight: 2, arbitrary: validOrNearly },
  { weight: 1, arbitrary: mistyped },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...timestampCases).map(({ literal }) => JSON.parse(literal) as string),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('', ' ', '\t', '\v', '\u00a0'),
        fc.constantFrom(...someTimes, ''),
        fc.constantFrom('', ' ', '\n', '\f', '\0'),
      )
      .map((parts) => parts.join('')),
  },
);

/** Formats, one or several in turn, of which an earlier one may read what a later one is written for. */
export const timeFormat: fc.Arbitrary<string> = fc
  .uniqueArray(
    fc.constantFrom(
      ...['iso', 'iso', 'epoch', 'epoch-s', 'epoch-ms', 'epoch-us', 'epoch-ns', '%Y%m%d%H%M%S', '%s.%f'],
      ...['%d/%m/%Y %T', '%m/%d/%Y %I:%M:%S %p', '%b %d %T', '%d/%b/%Y:%T %z', '%Y-%d-%m %T', '%F %T %Z'],
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((formats) => formats.join(' | '));

const instant = fc
  .bigInt(1_700_000_000n, 1_720_000_000n)
  .map((seconds) => seconds * 1_000_000_000n + 123_000_000n);

/** Values of all kinds, as JSON, that some of these formats read. */
export const timeInSomeFormat: fc.Arbitrary<string> = fc.oneof(
  timeText.map((text) => JSON.stringify(text)),
  fc.tuple(timeFormat, instant, fc.constantFrom(0, 7200, -19_800)).map(([formats, instant, offset]) => {
    const pattern = formats.split(' | ').find((format) => format.startsWith('%')) ?? '%FT%T';
    return JSON.stringify(writeTime(pattern, instant, pattern.includes('%z') ? offset : 0));
  }),
  fc
    .tuple(
      instant,
      fc.constantFrom(0, 3, 6, 9),
      fc.boolean(),
      fc.constantFrom('', '', '.5', '.0000000019', 'e0', 'e-2', 'E+1'),
    )
    .map(([instant, places, isString, rest]) => {
      const digits = String(instant).slice(0, 10 + places) + rest;
      return isString ? `"${digits}"` : digits;
    }),
  fc.constantFrom(
    '0',
    '-1',
    '-0.5',
    '1e400',
    'NaN',
    '-Infinity',
    '20240503090000',
    '99999999999',
    '100000000000',
    'null',
    '[]',
  ),
);
