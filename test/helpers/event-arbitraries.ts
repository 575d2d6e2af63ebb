import * as fc from 'fast-check';
import {
  anyText,
  anyValue,
  integer,
  manyDigits,
  number,
  oddLiteral,
  stringLiteral,
  type Tree,
} from './json-arbitraries.ts';
import { someTimes, timeText } from './time-arbitraries.ts';

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
  { weight: 2, arbitrary: oddLiteral },
  { weight: 1, arbitrary: anyValue(1) },
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
  { weight: 2, arbitrary: oddLiteral },
  { weight: 1, arbitrary: number },
  { weight: 1, arbitrary: anyValue(1) },
);

type Member = readonly [key: string, value: Tree];

const extraMember: fc.Arbitrary<Member> = fc.oneof(
  fc.tuple(stringLiteral(anyText), anyValue(2)),
  fc.tuple(oddLiteral, anyValue(1)),
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
    '"\udcf6"',
    '"\udce4"',
    '"\\ud800"',
    '"\\udfff"',
    '"\ufffd"',
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
