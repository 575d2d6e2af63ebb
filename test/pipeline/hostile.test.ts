import { describe, expect, it } from 'vitest';
import { Pipeline, type Result, type RunSettings } from '../../source/pipeline/index.ts';
import { EventStore } from '../../source/pipeline/store/event-store.ts';
import { encodeUtf8 } from '../../source/pipeline/text/bytes.ts';
import { appendEvent } from '../helpers/dataset.ts';

const EVENT = '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "view"}';

function resultOf(text: string, settings: Partial<RunSettings> = {}): Result {
  const pipeline = new Pipeline(settings);
  const bytes = encodeUtf8(text);
  // As a pipe would bring it.
  for (let at = 0; at < bytes.length; at += 65_536) pipeline.push(bytes.subarray(at, at + 65_536));
  const result = pipeline.finish();
  expect(result.imbalances).toEqual([]);
  return result;
}

const AROUND = { records: 'events', userKey: '^.user', timeKey: '^.ts' };

/** Each of these takes a moment when reading is linear, and hours when it is not. */
describe('the time to read hostile input is linear in its size', () => {
  const million = 1_000_000;
  it.each([
    ['records of an opening brace and a quote', '{"'.repeat(million), {}],
    ['a quote that is never closed', `{"a": "${'x'.repeat(4 * million)}`, {}],
    [
      'a quote that is never closed, past the limit',
      `{"a": "${'x'.repeat(4 * million)}`,
      { maxRecordBytes: 1000 },
    ],
    ['nothing but backslashes', `{"a": "${'\\'.repeat(4 * million)}`, {}],
    ['a list a million deep', `{"a": ${'['.repeat(million)}`, {}],
    ['objects a million deep', '{"a":'.repeat(million), {}],
    ['braces in an unclosed string', `{"${'{'.repeat(2 * million)}`, {}],
    ['many small objects after an unclosed bracket', `{"a": [${'{},'.repeat(million)}`, {}],
    ['many small objects, with a small limit', `{"a": [${'{},'.repeat(million)}`, { maxRecordBytes: 64 }],
    ['lines that open and never close', '{"a": [\n'.repeat(million / 2), {}],
    [
      'a user id of many zeros',
      `{"user_id": 1${'0'.repeat(2 * million)}1.5, "event_time": "2024", "event_type": 1}`,
      {},
    ],
    ['closing braces', '}'.repeat(4 * million), {}],
    ['opening braces', '{'.repeat(2 * million), {}],
    ['lines broken off before a value', '{"user_id":1,"event_time":\n'.repeat(million / 4), {}],
    ['a quote that is never closed in each line', '{"a":"xxxxxxxx\n'.repeat(million / 2), {}],
    [
      'white space that ends in a brace, with a small limit',
      `{${' '.repeat(100)}`.repeat(40_000),
      { maxRecordBytes: 64 },
    ],
    [
      'a value that a role reads many times around many records',
      `{${'"user": 1, '.repeat(20_000)}"events": [${'{}, '.repeat(20_000)}{}]}`,
      AROUND,
    ],
    [
      'a value that a role reads many times after a record, without the other',
      `{"events": [{}], ${'"user": 1, '.repeat(million / 4)}"x": 1}`,
      AROUND,
    ],
    ['a key of escapes', `{"${'\\u00e9'.repeat(million / 2)}": 1}`, {}],
  ])('%s', (_, text, settings) => {
    const { totals } = resultOf(`${text}\n`, settings);
    expect(totals.validEvents).toBe(0);
  });
});

describe('a record that is too long', () => {
  it('is rejected with its address, and costs no other record its event', () => {
    const { totals, rejections } = resultOf(`${EVENT}\n{"a": "${'x'.repeat(300_000)}"}\n${EVENT}`, {
      maxRecordBytes: 1024,
    });
    expect(totals).toMatchObject({ validEvents: 2, skippedEvents: 1 });
    expect(rejections.byteOffsetOf(0)).toBe(EVENT.length + 1);
    expect(rejections.byteLengthOf(0)).toBe(300_009);
  });
});

describe('line numbers beyond 32 bits', () => {
  it('are counted from a new base', () => {
    const store = EventStore.empty(0);
    for (const line of [1, 5, 5_000_000_000, 5_000_000_007]) appendEvent(store, 0, 0, 0, 0, 0, line);
    expect([0, 1, 2, 3].map((event) => store.lineOf(event))).toEqual([1, 5, 5_000_000_000, 5_000_000_007]);
  });
});

describe('a pipeline', () => {
  it('accepts no bytes after it has finished', () => {
    const pipeline = new Pipeline();
    pipeline.finish();
    expect(() => pipeline.push(new Uint8Array(1))).toThrow('finished');
    expect(() => pipeline.finish()).toThrow('finished');
  });

  it('gives the same result whatever the seed of its hash tables', () => {
    const text = ['"a"', '"b"', 7, 5_000_000, 12_345_678_901]
      .map((id) => EVENT.replace('1', String(id)))
      .join('\n');
    const users = (hashSeed: number): string[] => {
      const { store, byUser } = resultOf(text, { hashSeed });
      return [...byUser.events].map((event) => store.users.textOf(store.userOf(event)));
    };
    expect(users(99)).toEqual(users(0));
    expect(users(0)).toEqual(['7', '5000000', '12345678901', 'a', 'b']);
  });
});
