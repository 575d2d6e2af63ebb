import { describe, expect, it } from 'vitest';
import { formatTimestamp, parseTimestamp } from '../../../source/pipeline/index.ts';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import { explainTimestampFault } from '../../../source/pipeline/time/parse-timestamp.ts';
import { timestampCases } from '../../helpers/conformance.ts';
import { outcomeOf } from '../../helpers/outcome.ts';

describe.each(timestampCases)('the timestamp $literal', ({ literal, expected }) => {
  const text: string = JSON.parse(literal);

  it('is read as the table says', () => {
    const bytes = encodeUtf8(text);
    const instant = { seconds: Number.NaN, nanoseconds: Number.NaN };
    const fault = parseTimestamp(bytes, 0, bytes.length, instant);
    const code = fault === 'blank' ? 'event_time empty' : 'invalid ISO-8601';
    expect(fault === undefined ? instant : code).toEqual(expected);
  });

  it('is read the same in a record, by the fast path and by the slow path', () => {
    const record = encodeUtf8(`{"user_id": 1, "event_time": ${literal}, "event_type": "view"}`);
    for (const paths of ['both', 'slow'] as const) {
      const { events, skipped } = outcomeOf(record, { paths });
      if (typeof expected === 'string') expect(skipped.map(([, code]) => code)).toEqual([expected]);
      else
        expect(events.map(([, , time]) => time)).toEqual([
          formatTimestamp(expected.seconds, expected.nanoseconds),
        ]);
    }
  });
});

describe('a rejected timestamp', () => {
  it.each([
    ['2023-02-29', 'has no such day in its month'],
    ['2024-13-10', 'has no such month'],
    ['2024-07-10T24:00:00', 'has no such hour'],
    ['2024-07-10X11:45', "has 'X' at character 11, not T or one space, after its date"],
    ['2024-07-10Z', "has 'Z' at character 11, not T or one space, after its date"],
    ['2024-07-10 UTC', 'has no hour after its date'],
    ['2024-07-10T11:45:00 PM', "has 'P' at character 21, where an offset or the end should be"],
    ['2024-07-10T11:45:00  Z', 'has a space at character 21, where an offset or the end should be'],
    ['2024-07-10T11:45:00\tZ', "has '␉' at character 20, where an offset or the end should be"],
    ['2024-07-10T11:45:00[Europe/Berlin]', "has '[' at character 20, where an offset or the end should be"],
    ['2024-07-10T11:45:00+02:00[Europe/Berlin]', "has '[' at character 26, after its offset"],
    ['2024-07-10T11:45:00Z UTC', 'has a space at character 21, after its offset'],
    ['2024-07-10T11:45:00 +2', 'has an incomplete offset'],
    ['bad_ts', 'is no date'],
    ['9999-12-31T23:59:59-01:00', 'lies outside the years 0001 to 9999 in UTC'],
    [' ', 'is blank'],
    // Characters count from the beginning of the string, white space before the time among them.
    ['  2024-07-10T11:45:00Z!', "has '!' at character 23, after its offset"],
    ['2024-07-10T11:45:00Z😀', "has '😀' at character 21, after its offset"],
    ['2024-07-10T11:45:00Z\0', "has '␀' at character 21, after its offset"],
    ['2024-07-10T11:45:00Z\u200b', "has '<U+200B>' at character 21, after its offset"],
    ['2024-07-10\u00a011:45:00Z', "has '<U+00A0>' at character 11, not T or one space, after its date"],
  ])('%j is reported as wrong because it %s', (text, fault) => {
    const bytes = encodeUtf8(text);
    expect(explainTimestampFault(bytes, 0, bytes.length)).toBe(fault);
  });
});

describe('a timestamp whose offset carries it beyond the range of years', () => {
  it.each([
    ['0000-12-31T23:30:00-01:00', '0001-01-01T00:30:00Z'],
    ['9999-W52-6T00:30:00+01:00', '9999-12-31T23:30:00Z'],
  ])('%s is %s', (text, utc) => {
    const bytes = encodeUtf8(text);
    const instant = { seconds: 0, nanoseconds: 0 };
    expect(parseTimestamp(bytes, 0, bytes.length, instant)).toBeUndefined();
    expect(formatTimestamp(instant.seconds, instant.nanoseconds)).toBe(utc);
  });
});

describe('every day from 0001 to 9999', () => {
  it('is written as it is read', () => {
    const instant = { seconds: 0, nanoseconds: 0 };
    const secondsPerDay = 86_400;
    // 97 days apart: all months, leap days and centuries are among them.
    for (let seconds = -62_135_596_800; seconds <= 253_402_300_799; seconds += 97 * secondsPerDay) {
      const text = formatTimestamp(seconds, 0);
      const bytes = encodeUtf8(text);
      expect(parseTimestamp(bytes, 0, bytes.length, instant)).toBeUndefined();
      expect(instant.seconds).toBe(seconds);
      // The platform's own calendar agrees.
      expect(new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')).toBe(text);
    }
  });
});
