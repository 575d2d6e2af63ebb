import { describe, expect, it } from 'vitest';
import { hashId, idHigh, idLow } from '../../../source/pipeline/columns/id-hash.ts';
import type { PipelineSettings } from '../../../source/pipeline/settings.ts';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import { FIRST_TEXT, Lane } from '../../helpers/fast-lane.ts';

const SECONDS = Date.UTC(2024, 6, 1) / 1000;

const MAPPED = { userKey: 'actor.login', timeKey: 'ts', typeKey: 'name', timeFormat: 'epoch-ms' } as const;

/** What the fast path alone makes of the lines: the rows, and whether it got to the end. */
function fastRows(lines: readonly string[], settings: Partial<PipelineSettings>) {
  const lane = new Lane(lines.join('\n'), { settings });
  const isAll = lane.run() === lane.held.to;
  return { isAll, rows: lane.rows(), lane };
}

function expectRead(lines: readonly string[], settings: Partial<PipelineSettings>, row: object = {}): void {
  const { isAll, rows } = fastRows(lines, settings);
  expect({ isAll, rows }).toMatchObject({ isAll: true, rows: lines.map(() => row) });
}

describe('the fast path reads by itself', () => {
  it('users in an object, and times that are epoch milliseconds', () => {
    const lines = [1, 2, 3].map(
      (id) => `{"id":"x","actor":{"id":${id},"login":"u"},"ts":${SECONDS}123,"name":"view"}`,
    );
    expectRead(lines, MAPPED, { user: FIRST_TEXT, type: 0, seconds: SECONDS, nanoseconds: 123_000_000 });
  });

  it('paths of any depth, in three objects altogether', () => {
    const settings = { ...MAPPED, userKey: 'a.b.c', timeKey: 't.at' };
    const line = `{"x":{"b":{"c":9}},"a":{"c":8,"d":{"c":7},"b":{"c":5,"b":{"c":6}}},"t":{"at":${SECONDS}000},"name":1}`;
    expectRead([line, line], settings, { user: 5, seconds: SECONDS });
  });

  it('the first of a list that is there, neither null nor blank', () => {
    const settings = { ...MAPPED, userKey: 'user,actor.login,anonymous' };
    const rest = `"ts":${SECONDS}000,"name":"view"}`;
    expectRead([`{"user":7,"actor":{"login":8},${rest}`, `{"actor":{"login":8},"user":7,${rest}`], settings, {
      user: 7,
    });
    for (const none of ['null', '""']) {
      const lines = [
        `{"user":${none},"actor":{"login":7},${rest}`,
        `{"actor":{"login":7},"anonymous":8,${rest}`,
      ];
      expectRead(lines, settings, { user: 7 });
    }
  });

  it('one user and one type where no key has them', () => {
    const settings = { ...MAPPED, userKey: 'none', typeKey: 'none' };
    const { lane } = fastRows([`{"ts":${SECONDS}000}`, `{"ts":${SECONDS}001,"x":{}}`], settings);
    expect(lane.rows()).toMatchObject([
      { user: FIRST_TEXT, type: 0 },
      { user: FIRST_TEXT, type: 0 },
    ]);
    expect([lane.users.bytesOf(0), lane.types.bytesOf(0)]).toEqual([encodeUtf8('all'), encodeUtf8('event')]);
  });

  it.each([
    { timeFormat: 'epoch-s', times: [`${SECONDS}`, `"${SECONDS}"`, `${SECONDS}.0`, `"${SECONDS}.000"`] },
    { timeFormat: 'epoch-ms', times: [`${SECONDS}000`, `"${SECONDS}000"`, `${SECONDS}000.0`] },
    { timeFormat: 'epoch-us', times: [`${SECONDS}000000`, `${SECONDS}000000.0001`] },
    { timeFormat: 'epoch', times: [`${SECONDS}`, `${SECONDS}000`, `"${SECONDS}000000"`] },
    {
      timeFormat: 'iso | epoch-ms',
      times: [`${SECONDS}000`, '"2024-07-01T00:00:00"', '"2024-07-01T02:00+02:00"'],
    },
    { timeFormat: 'epoch-s | iso', times: [`${SECONDS}`, '"2024-07-01T00:00:00Z"', '"20240701T000000Z"'] },
    { timeFormat: '%d.%m.%Y', times: ['"01.07.2024"'] },
  ])('times as $timeFormat', ({ timeFormat, times }) => {
    const lines = times.map((time) => `{"actor":{"login":1},"ts":${time},"name":"view"}`);
    expectRead(lines, { ...MAPPED, timeFormat }, { seconds: SECONDS, nanoseconds: 0 });
  });

  it('every digit of a number up to the nanosecond', () => {
    const times = [`${SECONDS}.123456789999`, `"${SECONDS}.1234567899"`];
    const lines = times.map((time) => `{"actor":{"login":1},"ts":${time},"name":"view"}`);
    expectRead(lines, { ...MAPPED, timeFormat: 'epoch-s' }, { seconds: SECONDS, nanoseconds: 123_456_789 });
  });

  it('times without a zone in the zone that is assumed for them', () => {
    const settings = { userKey: 'u', timeKey: 't', typeKey: 'n', assumeTz: '+02:00' };
    const times = [
      '2024-07-01T02:00:00',
      '2024-07-01T02:00:00.000',
      '2024-07-01T00:00:00Z',
      '2024-07-01T00:00:00.0 UTC',
    ];
    expectRead(
      times.map((time) => `{"u":1,"t":"${time}","n":1}`),
      settings,
      { seconds: SECONDS, nanoseconds: 0 },
    );
  });

  it('ids, as hashes of their texts', () => {
    const settings = { ...MAPPED, idKey: 'id,actor.id', hashSeed: 99 };
    const ids = ['"f81d4fae-7dec"', '17', '"17"', '"a\\/b"', 'null', '""', '1.0', 'true', 'NaN'];
    const texts = ['f81d4fae-7dec', '17', '17', 'a/b', undefined, undefined, '1.0', 'true', undefined];
    const { isAll, lane } = fastRows(
      ids.map((id) => `{"id":${id},"actor":{"login":1},"ts":${SECONDS}000,"name":"view"}`),
      settings,
    );
    const { rows } = lane.lane;
    const hashes = texts.map((text) => {
      if (text === undefined) return [0, 0];
      hashId(encodeUtf8(text), 0, text.length, 99);
      return [idLow, idHigh];
    });
    expect(isAll && rows.hasIds).toBe(true);
    expect(texts.map((_, row) => [rows.idLow[row], rows.idHigh[row]])).toEqual(hashes);
  });

  it('keys that are written with an escape', () => {
    const line = `{"\\u0061ctor":{"l\\u006fgin":1,"\\u0061ctor":2},"ts":${SECONDS}000,"name":"view","caf\\u00e9":{"\\u006eame":5}}`;
    expectRead([line, line], MAPPED, { user: 1, seconds: SECONDS });
  });
});

describe('the fast path leaves to the slow path', () => {
  const rest = `"ts":${SECONDS}000,"name":"view"}`;
  it.each([
    ['a key that has the whole path as its name', `{"actor.login":1,"actor":{"login":2},${rest}`],
    ['an array where a path leads through', `{"actor":[{"key":"login","value":1}],${rest}`],
    ['an object as a value', `{"actor":{"login":{"$oid":"x"}},${rest}`],
    ['a record without a user', `{"actor":{"x":1},"login":1,${rest}`],
    ['a user that a later object of the same key does not have', `{"actor":{"login":1},"actor":{},${rest}`],
    ['a user whose object is null in the end', `{"actor":{"login":1},"actor":null,${rest}`],
    ['a time in another format', `{"actor":{"login":1},"ts":"2024-07-01","name":"view"}`],
    ['a type that is NaN', `{"actor":{"login":1},"ts":1,"name":NaN}`],
  ])('%s', (_, line) => {
    expect(fastRows([line], MAPPED)).toMatchObject({ isAll: false, rows: [] });
  });

  it('all records where places are too many, and passes what lies between them', () => {
    const { isAll, rows, lane } = fastRows([`\n\n{"h":1,${rest}`], { ...MAPPED, userKey: 'a,b,c,d,e,f,g,h' });
    expect({ isAll, rows }).toEqual({ isAll: false, rows: [] });
    expect(lane.counters.separatorBytes).toBe(2);
  });
});

describe('a key prefix that is known from one object', () => {
  it('means under another object what the key means there', () => {
    const settings = { ...MAPPED, userKey: 'a.k', typeKey: 'b.k' };
    const line = (first: string, second: string): string =>
      `{"${first}":{"k":"${first}"},"${second}":{"k":"${second}"},"c":{"k":"c"},"k":"k","ts":${SECONDS}000}`;
    const { isAll, lane } = fastRows(
      [line('a', 'b'), line('b', 'a'), line('a', 'b'), line('b', 'a')],
      settings,
    );
    expect(isAll).toBe(true);
    expect([lane.users.bytesOf(0), lane.types.bytesOf(0)]).toEqual([encodeUtf8('a'), encodeUtf8('b')]);
    expect([lane.users.count, lane.types.count]).toEqual([1, 1]);
  });

  it('means nothing deeper in that object, or in an array', () => {
    const lines = [
      `{"actor":{"x":{"login":9},"login":1,"y":[{"login":8}]},"ts":${SECONDS}000,"name":1}`,
      `{"z":[{"actor":{"login":9}}],"actor":{"login":1},"ts":${SECONDS}000,"name":1,"q":{"actor":{"login":7}}}`,
    ];
    expectRead([...lines, ...lines], MAPPED, { user: 1 });
  });
});
