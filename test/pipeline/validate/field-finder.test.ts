import { describe, expect, it } from 'vitest';
import { Pipeline, type Rejection, type RunSettings } from '../../../source/pipeline/index.ts';
import { bytesOf } from '../../helpers/arbitraries.ts';

const KEYS = { userKey: 'user', timeKey: 't', typeKey: 'type' };

/** Returns the users, seconds and types of the events in a text, or the details of what is wrong with its records. */
function read(text: string, settings: Partial<RunSettings>): unknown[] {
  const rejections: Rejection[] = [];
  const pipeline = new Pipeline({ ...KEYS, ...settings }, (rejection) => rejections.push(rejection));
  pipeline.push(bytesOf(text));
  pipeline.finish();
  const { store } = pipeline.dataset();
  const events = Array.from({ length: store.count }, (_, i) => [
    store.users.textOf(store.userOf(i)),
    store.secondsOf(i) + store.nanosecondsOf(i) / 1e9,
    store.typeText(store.typeOf(i)),
  ]);
  return [...events, ...rejections.map(({ detail }) => detail)];
}

const AT = '2024-07-01T00:00:00Z';
const SECONDS = Date.UTC(2024, 6, 1) / 1000;

/** An event with a user written as given. */
const withUser = (user: string): string => `{${user},"t":"${AT}","type":"view"}`;

describe('a path', () => {
  it.each([
    ['goes into objects', '"user":{"id":{"login":"ana"}}'],
    [
      'goes into arrays of pairs as if they were objects',
      '"user":[{"key":"x","value":1},{"key":"id","value":{"login":"ana"}}]',
    ],
    [
      'goes into pairs in pairs, and pairs turned around',
      '"user":[{"value":[{"value":"ana","key":"login"}],"key":"id"}]',
    ],
    [
      'takes the last of duplicate keys at each level',
      '"user":{"id":{"login":"x"},"id":{"login":"y","login":"ana"}}',
    ],
    [
      'takes the last of pairs with one key',
      '"user":{"id":[{"key":"login","value":"x"},{"key":"login","value":"ana"}]}',
    ],
    [
      'passes elements that are no pairs',
      '"user":{"id":[1,[],"login",{"key":"login"},{"key":1,"value":2},{"key":"login","value":"ana"},null]}',
    ],
    ['gives way to a key that has its name', '"user.id.login":"ana","user":{"id":{"login":"bob"}}'],
    [
      'finds keys that are written with escapes',
      '"us\\u0065r":{"\\u0069d":[{"\\u006bey":"log\\u0069n","value":"ana"}]}',
    ],
  ])('%s', (_, user) => {
    expect(read(withUser(user), { userKey: 'user.id.login' })).toEqual([['ana', SECONDS, 'view']]);
  });

  it.each([
    '"user":{"id":"login"}',
    '"user":null',
    '"x":1',
    '"user":[{"id":{"login":"ana"}}]',
    '"user":{"id":{"login":"ana"},"id":1}',
  ])('finds nothing in %s', (user) => {
    expect(read(withUser(user), { userKey: 'user.id.login' })).toEqual(['user.id.login is missing']);
  });

  it('finds the attributes of OpenTelemetry and the parameters of an analytics export', () => {
    const otel = `{"t":"${AT}","type":"view","attributes":[{"key":"user.id","value":{"stringValue":"ana"}}]}`;
    expect(read(otel, { userKey: 'attributes.user\\.id.stringValue' })).toEqual([['ana', SECONDS, 'view']]);
    const params = `{"t":"${AT}","type":"view","event_params":[{"key":"page","value":{"string_value":"/"}},{"key":"ga_session_id","value":{"int_value":"17"}}]}`;
    expect(read(params, { userKey: 'event_params.ga_session_id.int_value' })).toEqual([
      ['17', SECONDS, 'view'],
    ]);
  });

  it('is read from a key with a dot where that is escaped', () => {
    expect(read(withUser('"user.id":1,"user":{"id":2}'), { userKey: 'user\\.id' })).toEqual([
      ['1', SECONDS, 'view'],
    ]);
    expect(read(withUser('"user":{"id":2}'), { userKey: 'user\\.id' })).toEqual(['user\\.id is missing']);
  });
});

describe('a list', () => {
  it.each([
    ['the first that is there', '"b":2,"a":1', '1'],
    ['the next after one that is missing', '"b":2', '2'],
    ['the next after null', '"a":null,"b":2', '2'],
    ['the next after a blank string', '"a":" \\t","b":2', '2'],
    ['the next after blanks written as escapes', '"a":"\\u0020","b":2', '2'],
  ])('takes %s', (_, user, expected) => {
    expect(read(withUser(user), { userKey: 'a,b' })).toEqual([[expected, SECONDS, 'view']]);
  });

  it('takes a value that cannot be a user rather than the next', () => {
    expect(read(withUser('"a":false,"b":2'), { userKey: 'a,b' })).toEqual([
      'a is false, not an integer or a string that is not blank',
    ]);
  });

  it('is missing where none of its keys has a value', () => {
    for (const user of ['"x":1', '"a":null', '"b":"","a":" "']) {
      expect(read(withUser(user), { userKey: 'a,b' })).toEqual(['user (a, b) is missing']);
    }
  });

  it('may share a key with another role', () => {
    const text = `{"user":1,"t":"${AT}","event":"click"}{"user":1,"t":"${AT}"}`;
    expect(read(text, { typeKey: 'event,user' })).toEqual([
      ['1', SECONDS, 'click'],
      ['1', SECONDS, '1'],
    ]);
  });
});

describe('a single key', () => {
  it('counts even where it is null or blank', () => {
    expect(read(`{"user":1,"t":"${AT}","type":""}`, {})).toEqual([['1', SECONDS, '']]);
    expect(read(withUser('"user":null'), {})).toEqual([
      'user is null, not an integer or a string that is not blank',
    ]);
    expect(read(withUser('"user":{"id":" "}'), { userKey: 'user.id' })).toEqual([
      "user.id is ' ', not an integer or a string that is not blank",
    ]);
  });
});

describe('none', () => {
  it('gives all events one user, or one type', () => {
    const text = `{"t":"${AT}"}{"t":"${AT}","user":5,"type":"x"}`;
    expect(read(text, { userKey: 'none', typeKey: 'none' })).toEqual([
      ['all', SECONDS, 'event'],
      ['all', SECONDS, 'event'],
    ]);
  });

  it('cannot be the time, but a key of that name can', () => {
    expect(() => read('', { timeKey: 'none' })).toThrow(RangeError);
    expect(read(`{"user":1,"none":"${AT}","type":"x"}`, { timeKey: '\\none' })).toEqual([
      ['1', SECONDS, 'x'],
    ]);
  });
});

describe("Mongo's wrappers", () => {
  const event = (user: string, time: string): string => `{"user":${user},"t":${time},"type":"view"}`;

  it.each([
    ['{"$oid":"507f1f77bcf86cd799439011"}', '{"$date":"2024-07-01T00:00:00Z"}', '507f1f77bcf86cd799439011'],
    ['{"$numberLong":"5"}', '{"$date":1719792000000}', '5'],
    ['{"$numberInt":"5"}', '{"$date":{"$numberLong":"1719792000000"}}', '5'],
    ['{"$numberDouble":"5.0"}', '{ "$date" : { "$numberLong" : 1719792000000 } }', '5'],
    ['{"\\u0024oid":"x","$oid":"5"}', '{"$date":"x","$date":"2024-07-01T00:00:00Z"}', '5'],
  ])('%s and %s are read as what they hold', (user, time, expected) => {
    expect(read(event(user, time), { opensWrappers: true })).toEqual([[expected, SECONDS, 'view']]);
    expect(read(event(user, time), { userKey: 'x,user', opensWrappers: true })).toEqual([
      [expected, SECONDS, 'view'],
    ]);
    expect(read(event(user, time), {})).toHaveLength(1);
    expect(read(event(user, time), {})[0]).toMatch(/^user is \{/);
  });

  it.each([
    '{"$oid":5}',
    '{"$oid":"5","x":1}',
    '{"$numberLong":"five"}',
    '{"$numberLong":"05"}',
    '{"x":"5"}',
    '{}',
    '{"$date":null}',
  ])('%s is an object like any other', (user) => {
    expect(read(event(user, `"${AT}"`), { opensWrappers: true })[0]).toMatch(/^user is \{/);
  });

  it('hold milliseconds in $date, whatever the format of other times', () => {
    const times = ['{"$date":1719792000000}', '1719792000', '{"$numberLong":"1719792000"}'];
    const text = times.map((time) => event('1', time)).join('');
    expect(read(text, { opensWrappers: true, timeFormat: 'epoch-s' })).toEqual(
      times.map(() => ['1', SECONDS, 'view']),
    );
  });
});

describe('details of rejections', () => {
  it('have the values of a record too long to be held, as far as it was read', () => {
    const rejections: Rejection[] = [];
    const settings = { ...KEYS, userKey: 'a.id,b', opensWrappers: true, maxRecordBytes: 100 };
    const pipeline = new Pipeline(settings, (rejection) => rejections.push(rejection));
    pipeline.push(
      bytesOf(`{"a":{"id":null},"b":{"$oid":"ana"},"t":"${AT}","type":"x","long":"${'x'.repeat(200)}"}`),
    );
    pipeline.push(bytesOf(`{"a":{"id":7},"b":1.5,"long":"${'x'.repeat(200)}"}`));
    pipeline.finish();
    expect(rejections).toMatchObject([
      { code: 'record_too_long', userId: 'ana', eventTime: AT, eventType: 'x' },
      { code: 'record_too_long', userId: '7', eventTime: '', eventType: '' },
    ]);
  });

  it('name the key as the flag writes it, and the one of a list whose value is wrong', () => {
    const settings = { userKey: 'a.id,b', timeKey: 't.at', typeKey: 'type,kind' };
    const details = [
      ['{"a":{"id":1}}', 't.at is missing'],
      ['{"b":1,"t":{"at":1}}', 'type (type, kind) is missing'],
      ['{"b":1.5,"t":{"at":1},"kind":2}', 'b is 1.5, not an integer or a string that is not blank'],
      [
        '{"a":{"id":[]},"b":1,"t":{"at":1},"kind":2}',
        'a.id is [], not an integer or a string that is not blank',
      ],
      ['{"b":1,"t":{"at":"x"},"kind":2}', "'x' is no date"],
    ];
    expect(read(details.map(([record]) => record).join('\n'), settings)).toEqual(
      details.map(([, detail]) => detail),
    );
  });
});
