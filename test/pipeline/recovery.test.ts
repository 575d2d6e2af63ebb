import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../source/pipeline/text/bytes.ts';
import { outcomeOf } from '../helpers/outcome.ts';

/** An event of user `user`, as one line without its line feed. */
function event(user: number | string, extra = ''): string {
  return `{"user_id": ${user}, "event_time": "2024-07-10T10:00:00Z", "event_type": "view"${extra}}`;
}

function read(text: string, maxRecordBytes = 16 * 1024 * 1024) {
  const input = encodeUtf8(text);
  const whole = outcomeOf(input, { settings: { maxRecordBytes } });
  expect(whole.imbalances).toEqual([]);
  const everyByte = Array.from({ length: input.length }, (_, i) => i);
  expect(outcomeOf(input, { settings: { maxRecordBytes }, cuts: everyByte })).toEqual(whole);
  return { users: whole.events.map(([, user]) => user), ...whole };
}

describe('where a record is damaged, only that record is rejected', () => {
  it('when its closing brace is missing', () => {
    const { users, skipped } = read(`${event(1).slice(0, -1)}\n${event(2)}`);
    expect(users).toEqual(['2']);
    // The white space before the next record is no part of it.
    expect(skipped).toEqual([[1, 'json_decode_error', 1, 0, event(1).length - 1]]);
  });

  it('when it breaks off inside a string', () => {
    expect(read(`{"user_id": 1, "event_ti\n${event(2)}`).users).toEqual(['2']);
  });

  it('when a backslash ends the broken line', () => {
    expect(read(`{"user_id": 1, "a": "b\\\n${event(2)}`).users).toEqual(['2']);
  });

  it('when it breaks off where a value could follow, and the next line looks like that value', () => {
    expect(read(`{"user_id": 1, "event_time":\n${event(2)}\n${event(3)}`).users).toEqual(['2', '3']);
    expect(read(`{"user_id": 1, "items": [{"a": 1},\n${event(2)}\n${event(3)}`).users).toEqual(['2', '3']);
  });

  it('when a list inside it is never closed, in an array written by lines', () => {
    expect(read(`[${event(1)},\n {"user_id": 2, "items": [\n ${event(3)},\n ${event(4)}]`).users).toEqual([
      '1',
      '3',
      '4',
    ]);
  });

  it('when a quote is missing, with everything on one line', () => {
    const broken = event(2).replace('00Z"', '00Z');
    expect(read(`[${event(1)}, ${broken}, ${event(3)}, ${event(4)}]`).users).toEqual(['1', '3', '4']);
  });

  it('when a quote is missing, and a record on the same line has brackets in a string', () => {
    const { users, skipped } = read(`{"user_id: 1}${event(2, ', "note": "[{"')}${event(3)}`);
    expect(users).toEqual(['2', '3']);
    expect(skipped).toEqual([[1, 'json_decode_error', 1, 0, 13]]);
  });

  it('when it has an extra closing brace', () => {
    const { users, strayBytes } = read(`${event(1)}}\n}\n${event(2)}`);
    expect(users).toEqual(['1', '2']);
    expect(strayBytes).toBe(2);
  });

  it('when brackets inside it are never closed', () => {
    expect(read(`${event(1, ', "a": [[')}\n${event(2)}`).users).toEqual(['2']);
  });
});

describe('bytes between records', () => {
  it('are counted as separators or as stray bytes', () => {
    const { strayBytes, users } = read(`\ufeff[ ${event(1)},\r\n\t# "note": ${event(2)} ]\0`);
    expect(users).toEqual(['1', '2']);
    expect(strayBytes).toBe('#"note":\0'.length);
  });

  it('may be a byte-order mark only at the very beginning', () => {
    expect(read(`${event(1)}\ufeff${event(2)}`).strayBytes).toBe(3);
  });
});

describe('--max-record', () => {
  const limit = 120;
  const padding = 'x'.repeat(limit);

  it('accepts a record of exactly that size, and not one byte more', () => {
    const record = event(1);
    expect(read(`${record}\n${event(2)}`, record.length).users).toEqual(['1', '2']);
    expect(read(`${record}\n${event(22)}`, record.length).users).toEqual(['1']);
  });

  it('rejects a longer record whole, with its address, and continues after it', () => {
    const long = event(1, `, "a": "${padding}"`);
    const { users, skipped } = read(`${event(0)}\n${long}\n${event(2)}`, limit);
    expect(users).toEqual(['0', '2']);
    expect(skipped).toEqual([[2, 'record_too_long', 2, event(0).length + 1, long.length]]);
  });

  it('counts one long record as one, whatever objects are in it', () => {
    const inner = Array.from({ length: 10 }, () => event(1)).join(',');
    const { users, skipped } = read(`{"data": [${inner}]}\n${event(2)}`, limit);
    expect(users).toEqual(['2']);
    expect(skipped.map(([, code]) => code)).toEqual(['record_too_long']);
  });

  it('finds the records that a missing quote had swallowed', () => {
    const broken = '{"user_id": 1, "event_time": "2024}';
    const text = `[${broken}, ${event(2)}, ${event(3)}, ${event(4)}]`;
    expect(read(text, limit).users).toEqual(['2', '3', '4']);
  });

  it('loses no other line to a long record that is never closed', () => {
    const { users, skipped } = read(`{"user_id": 1, "a": [1, "${padding}\n${event(2)}\n${event(3)}`, limit);
    expect(users).toEqual(['2', '3']);
    expect(skipped).toHaveLength(1);
  });

  it('ends a long record at the end of the input', () => {
    const text = `{"a": "${padding}${padding}  \n `;
    expect(read(text, limit).skipped).toEqual([[1, 'record_too_long', 1, 0, text.trimEnd().length]]);
  });
});
