import { describe, expect, it } from 'vitest';
import { RejectionReporter } from '../../../source/pipeline/reject/rejection-reporter.ts';
import type { ReadPaths } from '../../../source/pipeline/scan/record-scanner.ts';
import { WindowScan } from '../../../source/pipeline/scan/window-scan.ts';
import { DEFAULT_SETTINGS, type PipelineSettings } from '../../../source/pipeline/settings.ts';
import { EventStore } from '../../../source/pipeline/store/event-store.ts';
import { compileFields, fewestEventBytes } from '../../../source/pipeline/validate/fields.ts';
import { bytesOf, joined } from '../../helpers/arbitraries.ts';

function fieldsNamed(keys: Partial<PipelineSettings>) {
  return compileFields({ ...DEFAULT_SETTINGS, ...keys });
}

/** Returns the users, times and types of all events, and what is wrong with all other records. */
function readWith(keys: Partial<PipelineSettings>, file: Uint8Array, paths: ReadPaths): unknown[] {
  // Not `completeSettings`, which refuses one key for two fields.
  const settings = { ...DEFAULT_SETTINGS, ...keys };
  const store = EventStore.empty(0);
  const found: unknown[] = [];
  const reporter = new RejectionReporter(settings, {
    onRejection: ({ code, detail }) => found.push(`${code}: ${detail}`),
  });
  const scan = new WindowScan(settings, store, 64, paths, {
    take: ({ rows, rejected }, window) => {
      store.appendRows(rows);
      reporter.report(rejected, window);
    },
  });
  scan.buffer.append(file);
  scan.advance(Number.POSITIVE_INFINITY, true);
  scan.take(scan.buffer.window(true));
  for (let i = 0; i < store.count; i++) {
    found.push([store.users.textOf(store.userOf(i)), store.secondsOf(i), store.typeText(store.typeOf(i))]);
  }
  return found;
}

describe('the fields that settings name', () => {
  it('take a key literally where its dots and commas are escaped', () => {
    const { user, keys } = fieldsNamed({ userKey: 'user\\.name\\,id' });
    expect(user).toMatchObject({ name: 'user\\.name\\,id', paths: [['user.name,id']] });
    expect(keys.map(({ text }) => text)).toEqual(['user.name,id', 'event_time', 'event_type']);
  });

  it('are looked for by the keys that paths begin with, and by whole paths as keys', () => {
    const { user, keys } = fieldsNamed({ userKey: 'user.name,id' });
    expect(user).toMatchObject({ name: 'user (user.name, id)', paths: [['user', 'name'], ['id']] });
    expect(keys.map(({ text }) => text)).toEqual(['user', 'id', 'event_time', 'event_type', 'user.name']);
  });

  it('have one key if two of them are read from it', () => {
    const { keys } = fieldsNamed({ userKey: 'k', typeKey: 'k' });
    expect(keys.map(({ text, fields }) => [text, fields])).toEqual([
      ['k', [0, 2]],
      ['event_time', [1]],
    ]);
  });

  it.each([
    { userKey: 'u', timeKey: 't', typeKey: 'y', event: '{"u":1,"t":"2024W28","y":1}' },
    { userKey: 'ü', timeKey: 't', typeKey: 'y', event: '{"ü":1,"t":"2024W28","y":1}' },
    { userKey: 'none', timeKey: 't', typeKey: 'none', event: '{"t":"2024W28"}' },
    { userKey: 'none', timeKey: 't', typeKey: 'none', timeFormat: 'epoch-s', event: '{"t":1}' },
    { userKey: 't', timeKey: 'a.b,t', typeKey: 't', timeFormat: 'epoch', event: '{"t":1}' },
    { userKey: 'k', timeKey: 't', typeKey: 'k', event: '{"k":1,"t":"2024W28"}' },
    { userKey: 'k', timeKey: 'k', typeKey: 'k', event: '{"k":"2024W28"}' },
  ])('have no event shorter than promised: $event', ({ event, ...keys }) => {
    expect(readWith(keys, bytesOf(event), 'both')).toEqual([
      [expect.anything(), expect.anything(), expect.anything()],
    ]);
    expect(fewestEventBytes(fieldsNamed(keys))).toBe(event.length);
  });
});

describe('a key that two fields are read from', () => {
  const values = [
    '1',
    '"2024-07-10"',
    '" "',
    '"a"',
    'null',
    'true',
    '1.5',
    '-7',
    '{"k": 1}',
    '[]',
    '"\\u0031"',
  ];
  const lines = values.flatMap((value) => [
    `{"k": ${value}, "event_time": "2024-07-10T10:00:00Z", "event_type": "x", "user_id": 1}`,
    `{"user_id": 1, "event_type": "x", "event_time": "2024-07-10T10:00:00Z", "k": 0, "\\u006b": ${value}}`,
    `{"k": 5, "user_id": 1, "event_time": "2024-07-10T10:00:00Z", "k": ${value}, "event_type": "x"`,
    `{"user_id": 1, "event_time": "2024-07-10T10:00:00Z"}`,
  ]);

  const file = bytesOf(lines.join('\n'));

  it.each([
    { userKey: 'k', typeKey: 'k' },
    { userKey: 'k', timeKey: 'k' },
    { timeKey: 'k', typeKey: 'k' },
    { userKey: 'k', timeKey: 'k', typeKey: 'k' },
  ])('gives both fields its value, on the fast path as on the slow one: %j', (keys) => {
    const found = readWith(keys, file, 'both');
    expect(found).toEqual(readWith(keys, file, 'slow'));
    expect(found).toHaveLength(lines.length);
    expect(found.filter(Array.isArray).length).toBeGreaterThan(0);
  });
});

describe('a key whose text holds U+FFFD', () => {
  it.each(['both', 'slow'] as const)(
    'does not match a key with bytes that are not UTF-8 (paths: %s)',
    (paths) => {
      const eventWith = (...keyBytes: readonly number[]): Uint8Array =>
        joined(
          bytesOf('{"a'),
          Uint8Array.from(keyBytes),
          bytesOf('": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "x"}'),
        );
      const keys = { userKey: 'a\ufffd' };
      expect(readWith(keys, eventWith(0xff), paths)).toEqual([
        'missing_key_or_bad_schema: a\ufffd is missing',
      ]);
      expect(readWith(keys, eventWith(0xef, 0xbf, 0xbd), paths)).toEqual([['1', 1_720_605_600, 'x']]);
    },
  );
});
