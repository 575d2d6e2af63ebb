import * as fc from 'fast-check';
import { timestampCases } from './conformance.ts';

/** JSON, with its literals as they are to be written. */
export type Tree =
  | string
  | { readonly elements: readonly Tree[] }
  | { readonly members: readonly (readonly [key: string, value: Tree])[] };

/** A text as a JSON string, its characters escaped or not. */
function quoted(text: string, escaped: readonly boolean[]): string {
  const units = Array.from({ length: text.length }, (_, i) =>
    escaped[i % (escaped.length || 1)]
      ? `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`
      : JSON.stringify(text[i]).slice(1, -1),
  );
  return `"${units.join('')}"`;
}

const escapes = fc.oneof(
  { weight: 4, arbitrary: fc.constant<boolean[]>([]) },
  { weight: 1, arbitrary: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }) },
);

function stringLiteral(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(text, escapes)
    .map(([plain, escaped]) => (escaped.some(Boolean) ? quoted(plain, escaped) : JSON.stringify(plain)));
}

/** Texts with everything in them that has been taken for JSON. */
const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\t\n',
    'u-7',
    '}{',
    '[{"a":1}]',
    '\\',
    '"',
    'é',
    'e\u0301',
    '😀',
    '\u{10ffff}',
    '\uffff',
  ),
  fc.constantFrom('\ud800', '\udfff', '\ufffd', '\ufeff', '\u00a0', '\u200b', '\0', '\u001b[2J', '\u007f'),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 40 }),
);

const integer: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }).map(String) },
  { weight: 2, arbitrary: near(2n ** 20n) },
  { weight: 2, arbitrary: near(2n ** 31n) },
  { weight: 1, arbitrary: near(2n ** 32n) },
  { weight: 2, arbitrary: near(10n ** 9n) },
  { weight: 2, arbitrary: near(2n ** 53n) },
  { weight: 1, arbitrary: near(2n ** 63n) },
  { weight: 1, arbitrary: near(2n ** 64n) },
  { weight: 1, arbitrary: near(10n ** 30n) },
);

/** Integers about as long as a number in another notation may be. */
const manyDigits = fc.integer({ min: 998, max: 1002 }).map((count) => '7'.repeat(count));

function near(value: bigint): fc.Arbitrary<string> {
  return fc
    .tuple(fc.bigInt(-2n, 2n), fc.boolean())
    .map(([by, negative]) => String((value + by) * (negative ? -1n : 1n)));
}

const number: fc.Arbitrary<string> = fc.oneof(
  { weight: 20, arbitrary: integer },
  {
    weight: 20,
    arbitrary: fc
      .tuple(
        integer,
        fc.constantFrom('.0', '.00', 'e0', 'E+0', 'e-0', 'e2', '.5', '00e-2', '.25e2', 'e', '.', 'e1000'),
      )
      .map(([whole, rest]) => whole + rest),
  },
  {
    weight: 10,
    arbitrary: fc.constantFrom('-0', '-0.0', '0e5', '0e-5', '0e999999999999', '1e999', '1e1000', '10e999'),
  },
  {
    weight: 10,
    arbitrary: fc.constantFrom('1e999999999', '1e99999999999999999999', '1e-99999999999999999999', '0.1e1'),
  },
  {
    weight: 10,
    arbitrary: fc.constantFrom(
      'NaN',
      'Infinity',
      '-Infinity',
      '-NaN',
      '.5',
      '0x10',
      '1_000',
      '01',
      '-',
      '+1',
    ),
  },
  { weight: 1, arbitrary: manyDigits },
  { weight: 1, arbitrary: manyDigits.map((digits) => `${digits}.0`) },
  { weight: 1, arbitrary: manyDigits.map((digits) => `0.0${digits}e1001`) },
);

const userText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(
        fc.constantFrom('', '', ' ', '\t', '\v'),
        fc.constantFrom('', '+', '-', '--', '+ '),
        fc.constantFrom('', '', '0', '000'),
        integer,
        fc.constantFrom('', '', ' ', '\r\n'),
      )
      .map((parts) => parts.join('')),
  },
  {
    weight: 9,
    arbitrary: fc.constantFrom('alice', 'bob', 'u-7f3a', '1.0', '1e2', '0x1', '१', '１２', 'null', 'NaN'),
  },
  { weight: 9, arbitrary: anyText },
  { weight: 1, arbitrary: manyDigits },
);

export const user: fc.Arbitrary<Tree> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }).map(String) },
  { weight: 3, arbitrary: number },
  { weight: 3, arbitrary: stringLiteral(userText) },
  { weight: 1, arbitrary: anyValue(1) },
);

const someTimes = [
  '2024-07-10T10:00:00Z',
  '2024-07-10T10:00:00Z',
  '2024-07-10T12:00:00+02:00',
  '2024-07-10 10:00:00',
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
  ),
  fc
    .tuple(
      fc.constantFrom('+', '-'),
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
    fc.constantFrom('', ...'0123456789-:TtZzWw+,. /'),
  )
  .map(([text, at, lost, added]) => text.slice(0, at) + added + text.slice(at + lost));

const timeText: fc.Arbitrary<string> = fc.oneof(
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

export const eventTime: fc.Arbitrary<Tree> = fc.oneof(
  { weight: 12, arbitrary: stringLiteral(timeText) },
  { weight: 1, arbitrary: anyValue(1) },
);

export const eventType: fc.Arbitrary<Tree> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      '"view"',
      '"click"',
      '"vi\\u0065w"',
      '"5"',
      '5',
      '5.0',
      'true',
      '"true"',
      'false',
      'NaN',
    ),
  },
  { weight: 2, arbitrary: stringLiteral(anyText) },
  { weight: 1, arbitrary: number },
  { weight: 1, arbitrary: anyValue(1) },
);

function anyValue(depth: number): fc.Arbitrary<Tree> {
  const literal: fc.Arbitrary<Tree> = fc.oneof(
    fc.constantFrom('null', 'true', 'false', 'nul', 'True', "'a'", ''),
    number,
    stringLiteral(anyText),
  );
  if (depth === 0) return literal;
  return fc.oneof(
    { weight: 2, arbitrary: literal },
    {
      weight: 1,
      arbitrary: fc.array(anyValue(depth - 1), { maxLength: 3 }).map((elements) => ({ elements })),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.tuple(stringLiteral(anyText), anyValue(depth - 1)), { maxLength: 3 })
        .map((members) => ({ members })),
    },
  );
}

type Member = readonly [key: string, value: Tree];

const extraMember: fc.Arbitrary<Member> = fc.oneof(
  fc.tuple(stringLiteral(anyText), anyValue(2)),
  fc.tuple(fc.constantFrom('"props"', '"note"'), anyValue(3)),
  fc.tuple(fc.constantFrom('"user_id"', '"user\\u005fid"', '"User_Id"'), user),
  fc.tuple(fc.constantFrom('"event_time"', '"event\\u005ftime"'), eventTime),
  fc.tuple(fc.constantFrom('"event_type"', '"event\\u005Ftype"'), eventType),
);

const usualMembers: fc.Arbitrary<Member[]> = fc
  .tuple(user, eventTime, eventType)
  .map(([userId, time, type]) => [
    ['"user_id"', userId],
    ['"event_time"', time],
    ['"event_type"', type],
  ]);

const unusualMembers: fc.Arbitrary<Member[]> = fc
  .tuple(usualMembers, fc.array(extraMember, { maxLength: 3 }))
  .chain(([usual, extra]) => fc.shuffledSubarray([...usual, ...extra], { minLength: usual.length - 1 }));

const plainEvent: fc.Arbitrary<Member[]> = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(...someTimes), fc.constantFrom('view', 'click'))
  .map(([userId, time, type]) => [
    ['"user_id"', String(userId)],
    ['"event_time"', JSON.stringify(time)],
    ['"event_type"', JSON.stringify(type)],
  ]);

/** An event as files have them: mostly the three keys in their order, often something else. */
export const eventTree: fc.Arbitrary<Tree> = fc
  .oneof(
    { weight: 5, arbitrary: plainEvent },
    { weight: 6, arbitrary: usualMembers },
    { weight: 3, arbitrary: unusualMembers },
  )
  .map((members) => ({ members }));

/** Users that come back, of every size that tables and sorting may treat apart. */
const returningUser: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: -5, max: 40 }).map(String),
  integer,
  fc.integer({ min: 0, max: 3_000_000 }).map(String),
  fc.integer({ min: 0, max: 60 }).map((id) => `"u-${id}"`),
  fc.constantFrom(
    '"é"',
    '"e\u0301"',
    '"😀"',
    '"\uffff"',
    '"\ufffe"',
    '"zz"',
    '"z"',
    '"\u0000"',
    '"7 "',
    '"007"',
  ),
);

/** One of many events of the same form: users, times and types come back, as duplicates and in sessions. */
export const returningEvent: fc.Arbitrary<Tree> = fc
  .tuple(
    returningUser,
    fc.integer({ min: 0, max: 40 }),
    fc.constantFrom('', '.5', '.000000001', '.123456789'),
    fc.constantFrom('Z', '+01:00'),
    fc.oneof(
      fc.constantFrom('"view"', '"click"'),
      fc.integer({ min: 0, max: 99 }).map((id) => `"type ${id}"`),
    ),
  )
  .map(([userId, minutes, fraction, zone, type]) => {
    const time = new Date(Date.UTC(2024, 6, 10, 23, 45 + minutes)).toISOString().slice(0, 19);
    return {
      members: [
        ['"user_id"', userId],
        ['"event_time"', `"${time}${fraction}${zone}"`],
        ['"event_type"', type],
      ],
    };
  });
