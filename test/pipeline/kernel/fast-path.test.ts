import { describe, expect, it } from 'vitest';
import { encodeUtf8, PADDING_BYTES } from '../../../source/pipeline/text/bytes.ts';
import { formatKeys } from '../../../source/pipeline/validate/key-paths.ts';
import { FIRST_TEXT, Lane } from '../../helpers/fast-lane.ts';

function record(user: number | string, time = '2024-07-10T10:00:00Z', type = 'view'): string {
  return JSON.stringify({ user_id: user, event_time: time, event_type: type });
}

const SECONDS = Date.UTC(2024, 6, 10, 10) / 1000;

describe('the fast path', () => {
  it("writes each record's user, time, type and address to a row", () => {
    const texts = [
      record(7),
      record('ann', '2024-07-10T10:00:01.5Z', 'click'),
      record('12', '1969-12-31T23:59:59Z'),
    ];
    const lane = new Lane(texts.join('\n'));
    expect(lane.run()).toBe(lane.held.to);
    const [first, second] = [texts[0].length + 1, texts[0].length + texts[1].length + 2];
    expect(lane.rows()).toEqual([
      { user: 7, type: 0, seconds: SECONDS, nanoseconds: 0, byteOffset: 0, line: 1 },
      {
        user: FIRST_TEXT,
        type: 1,
        seconds: SECONDS + 1,
        nanoseconds: 500_000_000,
        byteOffset: first,
        line: 2,
      },
      { user: 12, type: 0, seconds: -1, nanoseconds: 0, byteOffset: second, line: 3 },
    ]);
    expect(lane.lane.rows).toMatchObject({ hasNanoseconds: true, hasSecondsHigh: true });
  });

  it('continues from the given counters and bases', () => {
    const lane = new Lane(`\n${record(1)}`);
    Object.assign(lane.held, { base: 5_000_000_000 });
    Object.assign(lane.counters, { line: 6_000_000_000, records: 3 });
    lane.lane.rows.begin(4_999_999_000, 5_999_999_999);
    lane.run();
    expect(lane.rows()).toMatchObject([{ byteOffset: 5_000_000_001, line: 6_000_000_001 }]);
    expect(lane.counters).toMatchObject({ records: 4, line: 6_000_000_001, lineStartOffset: 5_000_000_001 });
    expect(lane.lane.rows).toMatchObject({ hasNanoseconds: false, hasSecondsHigh: false });
  });

  it('accounts for every byte', () => {
    const text = `[ ${record(1)},\r\n\n} x${record(2)}]`;
    const lane = new Lane(text);
    lane.run();
    expect(lane.counters).toMatchObject({ records: 2, recordBytes: 2 * record(1).length });
    expect(lane.counters).toMatchObject({ separatorBytes: 8, strayBytes: 2, line: 3 });
  });

  it('reads the records that begin before the limit, to their ends', () => {
    const { length } = record(1);
    const text = `${record(1)}\n${record(2)}\n${record(3)}`;
    for (let limit = 0; limit <= text.length; limit++) {
      const lane = new Lane(text);
      const at = lane.run(0, limit);
      const begun = Math.ceil(limit / (length + 1));
      expect(lane.rows()).toHaveLength(begun);
      // A place between records: after the last one's end, and after as much of the gap as lies before the limit.
      expect(at).toBe(begun === 0 ? 0 : Math.max(limit, begun * (length + 1) - 1));
      lane.run(at);
      expect(lane.rows()).toHaveLength(3);
      expect(lane.counters.separatorBytes).toBe(2);
    }
  });

  it('stops at the brace of the record for which there is no row, and continues when there are rows again', () => {
    const texts = Array.from({ length: 200 }, (_, user) => record(user));
    const lane = new Lane(texts.join('\n'));
    const users: number[] = [];
    for (let at = 0; at < lane.held.to; ) {
      at = lane.run(at);
      users.push(...lane.lane.rows.user.subarray(0, lane.lane.rows.count));
      expect(lane.lane.rows.isFull).toBe(at < lane.held.to);
      lane.lane.rows.begin(0, 1);
    }
    expect(users).toEqual(texts.map((_, user) => user));
  });

  it('leaves no trace of a record that it refuses', () => {
    const refused = [
      '{"user_id": "bob",\n"event_type": "new", "a": [1,]}',
      record(3).slice(0, -1),
      record('12 '),
      '{}',
    ];
    for (const text of refused) {
      const lane = new Lane(`${record(1)}\n${text}`);
      expect(lane.run()).toBe(record(1).length + 1);
      expect(lane.rows()).toHaveLength(1);
      expect(lane.counters).toMatchObject({ records: 1, line: 2 });
      expect([lane.users.count, lane.types.count]).toEqual([0, 1]);
    }
  });

  it('refuses a record longer than the limit', () => {
    const { length } = record(1);
    expect(new Lane(record(1), { settings: { maxRecordBytes: length } }).run()).toBe(length);
    expect(new Lane(record(1), { settings: { maxRecordBytes: length - 1 } }).run()).toBe(0);
  });

  it('distinguishes types of all lengths, however many there are', () => {
    const types = Array.from(
      { length: 3000 },
      (_, i) => 'abcdefgh'.repeat(10).slice(0, i % 70) + (i % 3 ? i : ''),
    );
    const text = [...types, ...types].map((type) => record(1, undefined, type)).join('\n');
    const lane = new Lane(text, { capacity: 6400 });
    lane.run();
    const typesOfRows = [...lane.lane.rows.dimensions[0].subarray(0, 6000)].map((type) =>
      new TextDecoder().decode(lane.types.bytesOf(type)),
    );
    expect(typesOfRows).toEqual([...types, ...types]);
    expect(lane.types.count).toBe(new Set(types).size);
  });

  it('is not misled by what the end of a window cut off', () => {
    const text = record(1).replaceAll(':"', ': "').replace(':1', ':  1');
    for (let cut = 0; cut < text.length; cut++) {
      const lane = new Lane(text.slice(0, cut));
      expect(lane.run()).toBe(0);
      lane.held.append(encodeUtf8(`${text.slice(cut)}\n${text}`));
      expect(lane.run()).toBe(lane.held.to);
      expect(lane.rows()).toMatchObject([{ user: 1 }, { user: 1, line: 2 }]);
    }
  });

  it.each([
    'u',
    'a b',
    'a.b,c',
    'größe',
    '\u{1f600}',
    'x'.repeat(15),
    'x'.repeat(16),
    'x'.repeat(64),
    'ü'.repeat(500),
  ])('finds the key %j, and none that only begins like it', (key) => {
    const userKey = formatKeys([[key]]);
    const event = (key: string): string =>
      `{"${key}": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "x"}`;
    const lane = new Lane(event(key), { settings: { userKey } });
    expect(lane.run()).toBe(lane.held.to);
    expect(lane.rows()).toMatchObject([{ user: 1 }]);
    for (const other of [`${key}x`, key.slice(0, -1), `${key.slice(0, -1)}y`]) {
      if (other !== key) expect(new Lane(event(other), { settings: { userKey } }).run()).toBe(0);
    }
  });

  it.each(['a"', '"', 'a":"b', 'a\\', '\\u0061', '\n', '\0', ''.padEnd(70, 'x"')])(
    'finds the key %j, which JSON cannot hold without an escape, only if it is escaped',
    (key) => {
      const userKey = formatKeys([[key]]);
      const rest = '"event_time": "2024-07-10T10:00:00Z", "event_type": "x"}';
      const [escaped, plain] = [JSON.stringify(key), `"${key}"`].map(
        (written) => new Lane(`{${written}: 1, ${rest}`, { settings: { userKey } }),
      );
      escaped.run();
      plain.run();
      expect([escaped.rows().length, plain.rows().length]).toEqual([1, 0]);
    },
  );
});

describe("the window in the kernel's memory", () => {
  it('keeps its contents, and the rows theirs, when it grows', () => {
    const lane = new Lane(`${record(1)}\n`);
    lane.run();
    const at = lane.held.to;
    const more = `${record(2)}${' '.repeat(3_000_000)}${record(3)}`;
    lane.held.append(encodeUtf8(more));
    expect(lane.run(at)).toBe(at + more.length);
    expect(lane.rows()).toMatchObject([{ user: 1 }, { user: 2 }, { user: 3 }]);
  });

  it('reads a record that ends 2.5 GB after its beginning, past the range of a signed address', () => {
    const lane = new Lane('');
    const byteLength = 2_500_000_000;
    const bytes = lane.lane.reserve(byteLength);
    const text = encodeUtf8(record('ann', '20240710T100000Z'));
    const from = byteLength - PADDING_BYTES - text.length;
    bytes.set(text, from);
    const window = { bytes, to: from + text.length, base: 0, final: true };
    expect(lane.lane.run(window, from, window.to, lane.counters, lane.strays)).toBe(window.to);
    expect(lane.rows()).toMatchObject([{ user: FIRST_TEXT, seconds: SECONDS, byteOffset: from }]);
  });
});
