import { describe, expect, it } from 'vitest';
import { Pipeline, type Rejection, type RunSettings } from '../../../source/pipeline/index.ts';
import { rejectionRereader } from '../../../source/pipeline/reject/reread-rejection.ts';
import { formatRecordPath, parseRecordPath } from '../../../source/pipeline/validate/record-path.ts';
import { bytesOf } from '../../helpers/arbitraries.ts';
import { outcomeOf } from '../../helpers/outcome.ts';
import { event, usersOf } from '../../helpers/shaped-events.ts';

describe('the path of records', () => {
  it.for([
    'Records',
    'hits.hits',
    'resourceLogs[].scopeLogs[].logRecords[]',
    'events.*',
    '*',
    'log!',
    '!',
    'events[].message!',
    String.raw`a\.b.c\*\!`,
  ])('is written as it was read: %s', (text) => {
    expect(formatRecordPath(parseRecordPath(text))).toBe(text);
  });

  it.for(['', '.', 'a..b', 'a.', '[]', Array(20).fill('a').join('.')])('is none: %s', (text) => {
    expect(() => parseRecordPath(text)).toThrow(RangeError);
  });

  it('goes through arrays whether it names them or not', () => {
    const text = `{"a":[{"b":[${event('ana')}]},{"b":[${event('ben')}]}]}`;
    for (const records of ['a.b', 'a[].b', 'a[].b[]'])
      expect(usersOf(text, { records })).toEqual(['ana', 'ben']);
  });
});

describe('an envelope', () => {
  it('may be longer than --max-record, before its records and after them', () => {
    const much = `"${'x'.repeat(5000)}"`;
    const records = Array.from({ length: 50 }, (_, i) => event(`u${i}`)).join(',');
    const text = `{"a": 1, "data": [${records}], "b": ${much}, "c": [${much}]}\n${event('ana')}`;
    const settings = { records: 'data', maxRecordBytes: 200 };
    for (const cuts of [[], [...Array(text.length).keys()]]) {
      const { stats, strayBytes } = outcomeOf(bytesOf(text), { settings, cuts });
      expect(stats).toMatchObject({ total_events: 51, valid_events: 51 });
      expect(strayBytes).toBe(0);
    }
  });

  it('may have a key that is longer than --max-record: the envelope ends there, however the input is cut', () => {
    const text = `{"data": [${event('ana')}], "${'k'.repeat(300)}": 1, "b": 2}\n{"data": [${event('ben')}]}`;
    const settings = { records: 'data', maxRecordBytes: 200 };
    const whole = outcomeOf(bytesOf(text), { settings });
    expect(whole.events.map(([, user]) => user)).toEqual(['ana', 'ben']);
    expect(outcomeOf(bytesOf(text), { settings, cuts: [...Array(text.length).keys()] })).toEqual(whole);
  });

  it('that breaks off in a value of it ends at the next line that begins another', () => {
    const text = `{"data": [${event('ana')}], "x": {"y": [1,\n{"data": [${event('ben')}]}\n`;
    expect(usersOf(text, { records: 'data' })).toEqual(['ana', 'ben']);
  });

  it.for([
    ['an array in lines', 'data', `{"data": [\n${event('ben')}\n]}`, ['ana', 'ben', 'cyd']],
    ['an empty array', 'data', '{"data": []}', ['ana', 'cyd']],
    ['an object', 'data', `{"data":\n${event('ben')}}`, ['ana', 'ben', 'cyd']],
    ['a keyed object', 'data.*', `{"data": {"k":\n${event('ben')}}}`, ['ben']],
  ] as const)('is found in the lines that a damaged record has taken: %s', ([, records, taken, users]) => {
    const text = `{"data": [\n${event('ana')},\n{"a" 5 "x": [\n${taken}\n"z\n{"data": [${event('cyd')}]}\n`;
    expect(usersOf(text, { records })).toEqual(users);
  });

  it('in which the path leads to no record is a record', () => {
    const text = `{"data": null}\n${event('ana')}\n{"data": [${event('ben')}]}\n{"data": []}\n`;
    const { stats, skipped } = outcomeOf(bytesOf(text), { settings: { records: 'data' } });
    expect(stats).toMatchObject({ total_events: 3, valid_events: 2 });
    expect(skipped).toEqual([[1, 'missing_key_or_bad_schema', 1, 0, 14]]);
  });

  it('loses one record to a brace too few, a bracket too many, and a line that is cut off', () => {
    const three = (middle: string): string =>
      `{"data": [${event('ana')}, ${middle}, ${event('cat')}], "x": 1}\n{"data": [${event('dan')}]}\n`;
    const settings = { records: 'data' };
    expect(usersOf(three('{"user_id": "ben"'), settings)).toEqual(['ana', 'cat', 'dan']);
    expect(usersOf(three(`${event('ben')}]`), settings)).toEqual(['ana', 'ben', 'cat', 'dan']);
    expect(
      usersOf(`{"data": [${event('ana')}, {"user_id": "be\n{"data": [${event('dan')}]}\n`, settings),
    ).toEqual(['ana', 'dan']);
    expect(usersOf(`{"data": [${event('ana')}\n{"data": [${event('dan')}]}\n`, settings)).toEqual([
      'ana',
      'dan',
    ]);
  });

  it('loses what is in one element of an array on the way to a brace too few there, and none to an array never closed', () => {
    const element = (user: string): string => `{"rows": [1, ${event(user)}]}`;
    const settings = { records: 'data[].rows[]' };
    const damaged = `{"data": [${element('ana')}, ${element('ben').slice(1)}, ${element('cat')}]}`;
    expect(usersOf(damaged, settings)).toEqual(['ana', 'cat']);
    const open = `{"data": [${element('ana')}}\n{"data": [${element('ben')},\n{"data": [${element('cat')}]}\n`;
    expect(usersOf(open, settings)).toEqual(['ana', 'ben', 'cat']);
    for (const text of [damaged, open]) {
      const whole = outcomeOf(bytesOf(text), { settings });
      expect(outcomeOf(bytesOf(text), { settings, cuts: [...bytesOf(text).keys()] })).toEqual(whole);
      expect(outcomeOf(bytesOf(text), { settings, paths: 'slow' })).toEqual(whole);
    }
  });

  it.for([
    { key: '"data"', records: 'data' },
    { key: '"data"  \t:  ', records: 'data' },
    { key: String.raw`"d\u0061ta"`, records: 'data' },
    { key: String.raw`"a\"b"`, records: 'a"b' },
    { key: '"any": {"data"', records: '*.data' },
    { key: '"any": [{"data"', records: 'any.data' },
  ])('is found where the one before was never closed, by a key written as $key', ({ key, records }) => {
    const opened = key.split('{').length - 1;
    const close = key.includes('[') ? '}]}' : '}'.repeat(opened + 1);
    const value = key.includes(':') && !key.includes('{') ? '' : ': ';
    const envelope = (user: string): string =>
      `{"took": 1, "x": {"ata": [0]}, ${key}${value}[${event(user)}]${close}`;
    // Records that the fast path leaves, one with an array of its own.
    const rejected = '{"no": 1}\n{"no": {"data": [1]}, "ta": [{}], "": [], "data2": {}}';
    const text = `${envelope('ana').slice(0, -close.length - 1)},\n${rejected}\n${envelope('ben')}\n${rejected}`;
    expect(usersOf(text, { records })).toEqual(['ana', 'ben']);
    const settings = { records };
    expect(outcomeOf(bytesOf(text), { settings })).toEqual(
      outcomeOf(bytesOf(text), { settings, paths: 'slow' }),
    );
  });

  it('is not begun by a record that has an array of the same name', () => {
    const order = event('ana', ', "items": [{"sku": 1}]');
    expect(usersOf(`{"items": [\n${order},\n${order}\n]}`, { records: 'items' })).toEqual(['ana', 'ana']);
  });
});

describe('a keyed object', () => {
  it('loses one record to a brace too few in a file of lines, none to a brace too many', () => {
    const keyed = (middle: string): string =>
      `{\n  "k1": ${event('ana')},\n  "k2": ${middle},\n  "k3": ${event('cat')}\n}\n`;
    const settings = { records: '*' };
    expect(usersOf(keyed('{\n    "user_id": "ben"'), settings)).toEqual(['ana', 'cat']);
    expect(usersOf(keyed(`${event('ben')}}`), settings)).toEqual(['ana', 'ben', 'cat']);
  });

  it('ends where something else begins beside it', () => {
    const text = `{"events": {"k": ${event('ana')}}, "users": {"u": {"name": "x"}}}`;
    const { stats } = outcomeOf(bytesOf(text), { settings: { records: 'events.*' } });
    expect(stats).toMatchObject({ total_events: 1, valid_events: 1 });
  });
});

/** Returns all rejections in the words made when they were found, and in those made when their bytes are read again. */
function reportedTwice(text: string, settings: Partial<RunSettings>): [Rejection[], Rejection[]] {
  const bytes = bytesOf(text);
  const reported: Rejection[] = [];
  const pipeline = new Pipeline(settings, (rejection) => reported.push(rejection));
  pipeline.push(bytes);
  const result = pipeline.finish();
  const read = (byteOffset: number, byteLength: number): Uint8Array =>
    bytes.subarray(byteOffset, byteOffset + byteLength);
  return [reported, reported.map((_, row) => rejectionRereader(result, read)(row))];
}

describe('a record in a string', () => {
  const text = [
    { log: `${event('ana')}\n` },
    { log: 'Listening on 80\n' },
    { log: '{"user_id": "bén", "event_time": "noon", "event_type": "x"}\n' },
    { log: '{"user_id": "ben", "event_time" 5}' },
    { other: 1 },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

  it('is rejected with the place of the string, and the text and columns of what is in it', () => {
    const [reported, reread] = reportedTwice(text, { records: 'log!' });
    const at = (token: string): number => bytesOf(text.slice(0, text.indexOf(token))).length;
    expect(reported.map(({ line, byteOffset, raw, detail }) => [line, byteOffset, raw, detail])).toEqual([
      [
        3,
        at('"{\\"user_id\\": \\"bén'),
        '{"user_id": "bén", "event_time": "noon", "event_type": "x"}',
        "'noon' is no date",
      ],
      [
        4,
        at('"{\\"user_id\\": \\"ben'),
        '{"user_id": "ben", "event_time" 5}',
        "expected ':', found '5' at line 4, column 33",
      ],
      [5, at('{"other"'), '{"other":1}', 'user_id is missing'],
    ]);
    expect(reread).toEqual(reported);
  });

  it('is stray without an object in it', () => {
    const { strayBytes, stats } = outcomeOf(bytesOf(text), { settings: { records: 'log!' } });
    expect(strayBytes).toBe('"Listening on 80\\n"'.length);
    expect(stats).toMatchObject({ total_events: 4, valid_events: 1 });
  });

  it('longer than --max-record is rejected, and costs no other', () => {
    const long = JSON.stringify({ log: event('ana', `, "x": "${'y'.repeat(500)}"`), time: 't' });
    const short = JSON.stringify({ log: event('ben') });
    const settings = { records: 'log!', maxRecordBytes: 300 };
    expect(usersOf(`${short}\n${long}\n${short}\n`, settings)).toEqual(['ben', 'ben']);
    const { skipped } = outcomeOf(bytesOf(`${short}\n${long}\n${short}\n`), { settings });
    expect(skipped).toEqual([[2, 'record_too_long', 2, short.length + 1 + '{"log":'.length, 300]]);
  });
});

describe('values around records', () => {
  const inner = '{"ts": "2024-05-03T09:00:00Z", "name": "a"}';
  const settings = { records: 'events', userKey: '^.user.id', timeKey: 'ts', typeKey: 'name' };

  it('are those before the records and after them, of the nearest object that has them', () => {
    expect(usersOf(`{"user": {"id": 7}, "events": [${inner}, ${inner}]}`, settings)).toEqual(['7', '7']);
    expect(usersOf(`{"events": [${inner}], "x": [{}], "user": {"id": 8}}`, settings)).toEqual(['8']);
    const inside = [
      `{"user": {"id": 2}, "events": [${inner}]}`,
      `{"user": {"id": 3}, "events": [${inner}]}`,
      `{"events": [${inner}], "user": {"id": 4}}`,
      `{"events": [${inner}]}`,
    ];
    const nested = `{"user": {"id": 1}, "a": [${inside.join(', ')}]}`;
    expect(usersOf(nested, { ...settings, records: 'a.events' })).toEqual(['2', '3', '4', '1']);
    const dotted = { ...settings, userKey: String.raw`^.user\.id` };
    expect(usersOf(`{"user.id": 9, "user": {"id": 7}, "events": [${inner}]}`, dotted)).toEqual(['9']);
  });

  it('are found for one role even where several objects around the record have the other', () => {
    const both = { ...settings, records: 'a.events', timeKey: '^.ts' };
    const events = '"user": {"id": 2}, "events": [{"name": "a"}, {"name": "b"}]';
    const text = `{"user": {"id": 1}, "a": [{${events}}], "ts": "2024-05-03T09:00:00Z"}`;
    expect(usersOf(text, both)).toEqual(['2', '2']);
  });

  it('are those of the object around a keyed object, whose values may be arrays', () => {
    const keyed = { ...settings, records: 'events.*' };
    const user = '"user": {"id": 7}';
    expect(usersOf(`{"events": {"a": [${inner}], "user": ${inner}}, ${user}}`, keyed)).toEqual(['7', '7']);
    expect(usersOf(`{${user}, "events": {"a": ${inner}, "b": [${inner}]}}`, keyed)).toEqual(['7', '7']);
  });

  it('may be the key of a record', () => {
    const text = `{"events": {"ana": [${inner}, ${inner}], "ben": ${inner}}}`;
    expect(usersOf(text, { ...settings, records: 'events.*', userKey: '^@' })).toEqual(['ana', 'ana', 'ben']);
  });

  it('come out the same however the input is cut', () => {
    const text = `{"events": [${inner}], "user": {"id": 8}}\n{"user": {"id": 7}, "events": [${inner}, {}]}\n`;
    const whole = outcomeOf(bytesOf(text), { settings });
    expect(outcomeOf(bytesOf(text), { settings, cuts: [...Array(text.length).keys()] })).toEqual(whole);
    expect(outcomeOf(bytesOf(text), { settings, paths: 'slow' })).toEqual(whole);
  });

  it('are in the rejections of records, also when they are read again', () => {
    const [reported, reread] = reportedTwice(
      [
        '{"user": {"id": 7}, "events": [{"ts": "noon", "name": "a"}, {"ts": "one", "name": "a"}]}',
        '{"events": [{"ts": "2024-05-03", "name": "a"}, {"ts": "two"}]}',
        '{"user": {"id": [8]}, "events": [{"ts": "2024-05-03", "name": "a"}]}',
        '{"events": [{"name": "a"}, {"ts": "2024-05-03" "name": "a"}], "user": {"id": 9}}',
      ].join('\n'),
      settings,
    );
    expect(reported).toMatchObject([
      { userId: '7', eventTime: 'noon', raw: '{"ts": "noon", "name": "a"}' },
      { userId: '7', eventTime: 'one' },
      { detail: '^.user.id is missing' },
      { detail: '^.user.id is missing' },
      { detail: expect.stringContaining('^.user.id is [8]') },
      { userId: '9', detail: 'ts is missing' },
      { code: 'json_decode_error' },
    ]);
    expect(reread).toEqual(reported);
  });
});
