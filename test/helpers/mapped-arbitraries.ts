import * as fc from 'fast-check';
import { bytesOf, Input } from './arbitraries.ts';
import type { SlowSettings } from './slow-twin.ts';

/** Keys that files of these tests have, most of which some settings below look for. */
const KEY = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      'user',
      'login',
      'id',
      'ts',
      'name',
      'actor',
      'props',
      'a.b',
      'actor.login',
      'key',
      'value',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'a',
      'b',
      'x',
      'log',
      'loginx',
      'user.id',
      '$date',
      '$numberLong',
      '$oid',
      'none',
    ),
  },
);

/** A key as JSON may write it. */
const writtenKey = fc
  .tuple(KEY, fc.nat({ max: 11 }))
  .map(([key, plain]) =>
    plain > 0
      ? JSON.stringify(key)
      : `"\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}${key.slice(1)}"`,
  );

const TEXTS = [
  '"ana"',
  '"bob"',
  '"12"',
  '" 12 "',
  '"+7"',
  '"u\\u0041"',
  '"\\u0061"',
  '"J\udcf6rg"',
  '"0"',
  '"a\\/b"',
];
const BLANKS = ['null', '""', '" "', '"  "', '"\\t"', '"\\u0020"', '" \\n"'];
const NUMBERS = [
  '0',
  '5',
  '12',
  '-3',
  '12.0',
  '1e2',
  '1.5',
  '12345678901',
  'NaN',
  '-Infinity',
  'true',
  'false',
];
const TIMES = [
  ...[
    '"2024-07-01T00:00:00Z"',
    '"2024-07-01T00:00:00.123456789Z"',
    '"2024-07-01 00:00:00"',
    '"2024-07-01T02:00:00+02:00"',
  ],
  ...[
    '"2024-07-01"',
    '"20240701"',
    '"2024-13-01T00:00:00Z"',
    '1719792000',
    '1719792000123',
    '1719792000.5',
    '-1.25',
  ],
  ...[
    '"1719792000123"',
    '1719792000123456',
    '1719792000123456789',
    '"1719792000.123456789012"',
    '99999999999999999999',
  ],
  ...[
    '"01719792000"',
    '"+1719792000"',
    '" 1719792000 "',
    '1719792000123.75',
    '20240701',
    '"01.07.2024 10:00"',
    '1.719792e9',
    '1719792e-3',
    '1E3',
    '1e-400',
    '253402300800',
    '99999999999',
  ],
  ...[
    '100000000000',
    '99999999999999',
    '100000000000000',
    '-1719792000123',
    '"1719792000."',
    '253402300799.9999999999',
  ],
];

const scalar = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 3, arbitrary: fc.constantFrom(...BLANKS) },
  { weight: 2, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 6, arbitrary: fc.constantFrom(...TIMES) },
);

const wrapper = fc
  .tuple(
    fc.constantFrom('$date', '$numberLong', '$numberInt', '$numberDouble', '$oid', '$other'),
    fc.oneof(scalar, scalar, fc.constant('{"$numberLong":"1719792000123"}')),
  )
  .map(([name, value]) => `{"${name}":${value}}`);

/** Text of any value; `depth` levels of containers at most. */
function value(depth: number): fc.Arbitrary<string> {
  if (depth === 0) return scalar;
  const inner = value(depth - 1);
  return fc.oneof(
    { weight: 6, arbitrary: scalar },
    { weight: 1, arbitrary: wrapper },
    { weight: 2, arbitrary: object(inner) },
    { weight: 1, arbitrary: fc.array(pair(inner), { maxLength: 3 }).map((pairs) => `[${pairs.join(',')}]`) },
    { weight: 1, arbitrary: fc.array(inner, { maxLength: 2 }).map((elements) => `[${elements.join(', ')}]`) },
  );
}

function object(inner: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.array(fc.tuple(writtenKey, inner), { maxLength: 5 }),
      fc.constantFrom(',', ', ', ',\n  '),
      fc.constantFrom(':', ': '),
    )
    .map(([members, comma, colon]) => `{${members.map(([key, value]) => key + colon + value).join(comma)}}`);
}

function pair(inner: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.oneof(writtenKey, scalar), inner, fc.boolean(), fc.nat({ max: 9 }))
    .map(([key, value, turned, odd]) => {
      if (odd === 0) return value;
      return turned ? `{"value":${value},"key":${key}}` : `{"key":${key},"value":${value}}`;
    });
}

/** Members that make most records events under most of the settings. */
const usual = fc
  .tuple(
    fc.constantFrom(...TEXTS, ...BLANKS),
    fc.constantFrom(...TIMES),
    fc.constantFrom(...TEXTS, ...BLANKS),
    scalar,
  )
  .map(([user, time, name, id]) => [
    ['"user"', user],
    ['"actor"', `{"id":${id},"login":${user}}`],
    ['"ts"', time],
    ['"name"', name],
    ['"id"', id],
  ]);

const record = fc
  .tuple(
    usual,
    fc.array(fc.tuple(writtenKey, value(3)), { maxLength: 3 }),
    fc.nat(),
    fc.constantFrom(',', ', ', ',\n '),
  )
  .map(([members, others, turn, comma]) => {
    const all = [...members, ...others];
    const turned = [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)];
    return `{${turned.map(([key, value]) => `${key}:${value}`).join(comma)}}`;
  });

const anyRecord = fc.oneof({ weight: 5, arbitrary: record }, { weight: 1, arbitrary: object(value(3)) });

/** Files of records whose values lie under various keys, at various depths. */
export const mappedInput: fc.Arbitrary<Input> = fc
  .tuple(fc.array(anyRecord, { maxLength: 8, size: 'max' }), fc.constantFrom('\n', '', ','))
  .map(([records, between]) => new Input(bytesOf(records.join(between))));

/** Settings that name keys of such files: paths, lists, none, ids, formats of times, wrappers opened or not. */
export const mappedSettings: fc.Arbitrary<SlowSettings> = fc
  .record(
    {
      userKey: fc.constantFrom(
        ...[
          'user',
          'actor.login',
          'user,actor.login',
          'actor.login,user',
          'none',
          'actor.id',
          'actor\\.login',
          'a\\.b',
        ],
        ...[
          'props.user.login',
          'actor',
          'user,actor,actor.login',
          'actor.value',
          'actor.login.id',
          'x,name,id,user,login',
        ],
        ...[
          '\\user',
          'a.b,user',
          '\\none,user',
          'x.a,actor.a,props.a,a.a,user',
          'a,b,x,log,name,key,value,user,login',
        ],
      ),
      timeKey: fc.constantFrom(
        'ts',
        'ts',
        'ts',
        'props.ts,ts',
        'actor.ts,ts,name',
        'ts.$date',
        'props.actor.ts,ts',
        'user',
      ),
      typeKey: fc.constantFrom(
        'name',
        'name',
        'name,user',
        'none',
        'actor.name,name',
        'props.name,actor.login',
        'user',
        'id',
      ),
      idKey: fc.constantFrom('id', 'actor.id', 'id,actor.id', 'none', 'props.id,id'),
      assumeTz: fc.constantFrom('UTC', 'Europe/Berlin'),
      timeFormat: fc.constantFrom(
        ...[
          'iso',
          'iso',
          'epoch-s',
          'epoch-ms',
          'epoch-us',
          'epoch-ns',
          'epoch',
          'epoch',
          'iso | epoch',
          'epoch-ms | iso',
        ],
        ...[
          'iso | epoch-s',
          'epoch | iso',
          '%Y%m%d | epoch-s',
          '%d.%m.%Y %H:%M | iso | epoch-ms',
          'iso | %Y%m%d | epoch',
        ],
      ),
      opensWrappers: fc.boolean(),
    },
    { requiredKeys: ['timeKey', 'typeKey', 'userKey'] },
  )
  .filter(
    ({ userKey, timeKey, typeKey }) =>
      userKey !== timeKey && timeKey !== typeKey && (userKey !== typeKey || userKey === 'none'),
  );
