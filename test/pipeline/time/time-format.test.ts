import { describe, expect, it } from 'vitest';
import { formatTimestamp } from '../../../source/pipeline/index.ts';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import {
  compileTimeFormat,
  lacksYear,
  type TimeReader,
  type TimeSettings,
} from '../../../source/pipeline/time/time-format.ts';
import { ZONE_NONE, ZONE_OFFSET, ZONE_UTC } from '../../../source/pipeline/time/zone-kinds.ts';

const SETTINGS: TimeSettings = {
  timeFormat: 'iso',
  assumeTz: 'UTC',
  year: undefined,
  yearEndsAtMonth: undefined,
};

function readerOf(timeFormat: string, others: Partial<TimeSettings> = {}): TimeReader {
  return compileTimeFormat({ ...SETTINGS, ...others, timeFormat });
}

/** Reads a JSON value: returns the time in UTC, or the words about it. */
function read(reader: TimeReader, json: string): string {
  const isString = json.startsWith('"');
  const bytes = encodeUtf8(isString ? (JSON.parse(json) as string) : json);
  const instant = { seconds: 0, nanoseconds: 0 };
  return reader.parse(bytes, 0, bytes.length, isString, instant) === undefined
    ? formatTimestamp(instant.seconds, instant.nanoseconds)
    : reader.explain(bytes, 0, bytes.length, isString);
}

describe('a time in a format that was named', () => {
  it.each([
    // Numbers that count from 1970, as numbers and as strings of digits.
    ['epoch-s', '1714726800', '2024-05-03T09:00:00Z'],
    ['epoch-s', '"1714726800"', '2024-05-03T09:00:00Z'],
    ['epoch-s', '" 1714726800 "', '2024-05-03T09:00:00Z'],
    ['epoch-s', '1714726800.8155608', '2024-05-03T09:00:00.815560800Z'],
    ['epoch-s', '1.7147268e9', '2024-05-03T09:00:00Z'],
    ['epoch-s', '"+1714726800"', '2024-05-03T09:00:00Z'],
    ['epoch-s', '-1', '1969-12-31T23:59:59Z'],
    ['epoch-s', '-0.5', '1969-12-31T23:59:59.500Z'],
    ['epoch-s', '0', '1970-01-01T00:00:00Z'],
    ['epoch-s', '-0', '1970-01-01T00:00:00Z'],
    ['epoch-s', '0.0000000019', '1970-01-01T00:00:00.000000001Z'],
    ['epoch-s', '-62135596800', '0001-01-01T00:00:00Z'],
    ['epoch-s', '253402300799.999999999', '9999-12-31T23:59:59.999999999Z'],
    ['epoch-ms', '1714726800123', '2024-05-03T09:00:00.123Z'],
    ['epoch-ms', '"/Date(1714726800123)/"', '2024-05-03T09:00:00.123Z'],
    ['epoch-ms', '"/Date(1714726800123-0500)/"', '2024-05-03T09:00:00.123Z'],
    ['epoch', '"/Date(1714726800123)/"', '2024-05-03T09:00:00.123Z'],
    ['epoch-ms', '1714726800123.456789', '2024-05-03T09:00:00.123456789Z'],
    ['epoch-us', '1714726800123456', '2024-05-03T09:00:00.123456Z'],
    ['epoch-ns', '1714726800123456789', '2024-05-03T09:00:00.123456789Z'],
    ['epoch-ns', '"1714726800123456789.9"', '2024-05-03T09:00:00.123456789Z'],
    ['epoch-ns', '5', '1970-01-01T00:00:00.000000005Z'],
    // By magnitude.
    ['epoch', '99999999999', '5138-11-16T09:46:39Z'],
    ['epoch', '100000000000', '1973-03-03T09:46:40Z'],
    ['epoch', '1714726800123', '2024-05-03T09:00:00.123Z'],
    ['epoch', '1714726800123456', '2024-05-03T09:00:00.123456Z'],
    ['epoch', '"1714726800123456789"', '2024-05-03T09:00:00.123456789Z'],
    ['epoch', '1714726800.5', '2024-05-03T09:00:00.500Z'],
    // Patterns.
    ['%d/%m/%Y %H:%M:%S', '"03/05/2024 09:00:00"', '2024-05-03T09:00:00Z'],
    ['%m/%d/%Y %I:%M:%S %p', '"5/3/2024 9:00:00 PM"', '2024-05-03T21:00:00Z'],
    ['%m/%d/%Y %I:%M:%S %p', '"5/3/2024 12:00:00 am"', '2024-05-03T00:00:00Z'],
    ['%m/%d/%Y %I:%M:%S %p', '"5/3/2024 12:00:00 pm"', '2024-05-03T12:00:00Z'],
    ['%d/%b/%Y:%H:%M:%S %z', '"03/May/2024:09:00:00 +0200"', '2024-05-03T07:00:00Z'],
    ['%a, %d %b %Y %T %Z', '"Fri, 03 May 2024 09:00:00 GMT"', '2024-05-03T09:00:00Z'],
    ['%A %d %B %Y', '"FRIDAY 3 may 2024"', '2024-05-03T00:00:00Z'],
    ['%d %B %Y', '"3 Sep 2024"', '2024-09-03T00:00:00Z'],
    ['%d %b %Y', '"3 September 2024"', '2024-09-03T00:00:00Z'],
    ['%d %b %Y', '"3 Sept 2024"', '2024-09-03T00:00:00Z'],
    [
      '%a %b %d %Y %H:%M:%S GMT%z (%Z)',
      '"Fri May 03 2024 09:00:00 GMT+0200 (Central European Summer Time)"',
      '2024-05-03T07:00:00Z',
    ],
    ['%a %b %d %T %z %Z %Y', '"Fri May 03 09:00:00 +0200 CEST 2024"', '2024-05-03T07:00:00Z'],
    ['%F %T %z (%Z)', '"2024-05-03 09:00:00 +0200 (中欧夏令时间)"', '2024-05-03T07:00:00Z'],
    ['%FT%T%z[%Z]', '"2024-05-03T09:00:00+02:00[Europe/Berlin]"', '2024-05-03T07:00:00Z'],
    ['%F %T,%f', '"2024-05-03 09:00:00,123"', '2024-05-03T09:00:00.123Z'],
    ['%F %T.%f', '"2024-05-03 09:00:00.1234567891"', '2024-05-03T09:00:00.123456789Z'],
    ['%F %T%z', '"2024-05-03 09:00:00Z"', '2024-05-03T09:00:00Z'],
    ['%F %T%z', '"2024-05-03 09:00:00-05:30:15"', '2024-05-03T14:30:15Z'],
    ['%F %T %z', '"2024-05-03 09:00:00 +02"', '2024-05-03T07:00:00Z'],
    ['%Y%m%d%H%M%S', '"20240503090000"', '2024-05-03T09:00:00Z'],
    ['%Y%m%d%H%M%S', '20240503090000', '2024-05-03T09:00:00Z'],
    ['%Y-%jT%T', '"2024-060T01:02:03"', '2024-02-29T01:02:03Z'],
    ['%y%m%d', '"240503"', '2024-05-03T00:00:00Z'],
    ['%y%m%d', '"690503"', '1969-05-03T00:00:00Z'],
    ['%s', '"1714726800"', '2024-05-03T09:00:00Z'],
    ['%s.%f', '"-1.25"', '1969-12-31T23:59:58.750Z'],
    ['%d%%%m%%%Y', '"03%05%2024"', '2024-05-03T00:00:00Z'],
    ['%d %b %Y', '"  3\\t\\n May  2024 "', '2024-05-03T00:00:00Z'],
    // Several: the first that fits counts.
    ['iso | epoch-ms', '1714726800123', '2024-05-03T09:00:00.123Z'],
    ['iso | epoch-ms', '"2024-05-03 09:04:10.000"', '2024-05-03T09:04:10Z'],
    ['epoch-s | iso', '"20240503"', '1970-08-23T06:21:43Z'],
    ['iso | epoch-s', '"20240503"', '2024-05-03T00:00:00Z'],
    ['%d/%m/%Y | %m/%d/%Y', '"03/05/2024"', '2024-05-03T00:00:00Z'],
    ['%d/%m/%Y | %m/%d/%Y', '"03/25/2024"', '2024-03-25T00:00:00Z'],
  ])('%s: %s is %s', (format, json, utc) => {
    expect(read(readerOf(format), json)).toBe(utc);
  });
});

describe('the words about a value that is no time', () => {
  it.each([
    ['iso', '5', 'is a number'],
    ['iso', '1714726800123', 'is a number, of milliseconds since 1970 perhaps (--time-format epoch-ms)'],
    ['iso', '1714726800', 'is a number, of seconds since 1970 perhaps (--time-format epoch-s)'],
    ['iso', '"1714726800123"', 'is no date, of milliseconds since 1970 perhaps (--time-format epoch-ms)'],
    ['iso', '"10/07/2024"', 'is no date'],
    ['epoch-ms', '"2024-05-03"', 'is no number of milliseconds since 1970'],
    ['epoch-ms', '"/Date(1714726800123"', 'is no number of milliseconds since 1970'],
    ['epoch-s', '"/Date(1714726800123)/"', 'is no number of seconds since 1970'],
    ['epoch-ms', 'NaN', 'is no number of milliseconds since 1970'],
    ['epoch-s', '-Infinity', 'is no number of seconds since 1970'],
    ['epoch-s', '"1_000"', 'is no number of seconds since 1970'],
    ['epoch-s', '"1."', 'is no number of seconds since 1970'],
    ['epoch-s', '".5"', 'is no number of seconds since 1970'],
    ['epoch-s', '"0x10"', 'is no number of seconds since 1970'],
    ['epoch', '"now"', 'is no number of seconds or parts of seconds since 1970'],
    ['epoch-s', '" "', 'is blank'],
    ['epoch-s', '1714726800123', 'lies outside the years 0001 to 9999 in UTC'],
    ['epoch-s', '1e300', 'lies outside the years 0001 to 9999 in UTC'],
    ['epoch-s', '1e999999999999', 'lies outside the years 0001 to 9999 in UTC'],
    ['epoch-s', '253402300800', 'lies outside the years 0001 to 9999 in UTC'],
    ['epoch-s', '-62135596801', 'lies outside the years 0001 to 9999 in UTC'],
    ['epoch-s', '-62135596800.1', 'lies outside the years 0001 to 9999 in UTC'],
    ['%d/%m/%Y', '"03/25/2024"', 'has no such month, read as %d/%m/%Y'],
    ['%d/%m/%Y', '"30/02/2024"', 'has no such day in its month, read as %d/%m/%Y'],
    ['%Y-%j', '"2023-366"', 'has no such day in its year, read as %Y-%j'],
    ['%F %T', '"2024-05-03 24:00:00"', 'has no such hour, read as %F %T'],
    ['%F %T', '"2024-05-03 09:60:00"', 'has no such minute, read as %F %T'],
    ['%F %T', '"2024-05-03 23:59:60"', 'has no such second, read as %F %T'],
    ['%F %I %p', '"2024-05-03 13 PM"', 'has no such hour, read as %F %I %p'],
    ['%F %I %p', '"2024-05-03 0 AM"', 'has no such hour, read as %F %I %p'],
    ['%F %T%z', '"2024-05-03 09:00:00+24:00"', 'has no such offset, read as %F %T%z'],
    ['%F', '"0000-01-01"', 'lies outside the years 0001 to 9999 in UTC, read as %F'],
    ['%d/%m/%Y', '"03-05-2024"', "does not fit %d/%m/%Y: expected '/', found '-' at character 3"],
    [
      '%d/%m/%Y',
      '"03/05/24"',
      "does not fit %d/%m/%Y: expected a year of four digits, found '2' at character 7",
    ],
    ['%d/%m/%Y', '"03/05"', "does not fit %d/%m/%Y: expected '/', found its end"],
    ['%d/%m/%Y', '"03/05/2024 9"', 'does not fit %d/%m/%Y: expected its end, found a space at character 11'],
    [
      '%d %b %Y',
      '"3 Mai 2024"',
      "does not fit %d %b %Y: expected the English name of a month, found 'M' at character 3",
    ],
    [
      '%d %b %Y',
      '"3\u00a0May 2024"',
      "does not fit %d %b %Y: expected white space, found '<U+00A0>' at character 2",
    ],
    [
      '%F %T %Z',
      '"2024-05-03 09:00:00 CST"',
      'has a zone that is neither UTC, GMT, Z nor an offset, read as %F %T %Z',
    ],
    ['%d/%m/%Y', '" "', 'is blank'],
    ['%d/%m/%Y', '5', 'is a number, read as %d/%m/%Y'],
    ['%b %d %T', '"May  3 09:00:22"', 'names no year; --year gives it, read as %b %d %T'],
    ['iso | epoch-ms', '"soon"', 'fits none of iso | epoch-ms'],
    ['iso | %d/%m/%Y', '5', 'is a number and fits none of iso | %d/%m/%Y'],
    ['iso | epoch-ms', '"  "', 'is blank'],
  ])('%s: %s %s', (format, json, words) => {
    expect(read(readerOf(format), json)).toBe(words);
  });
});

describe('a time without a year', () => {
  it('is in the year that is given', () => {
    const reader = readerOf('%b %d %H:%M:%S', { year: 2024 });
    expect(read(reader, '"May  3 09:00:22"')).toBe('2024-05-03T09:00:22Z');
    expect(read(reader, '"Dec 31 09:00:22"')).toBe('2024-12-31T09:00:22Z');
    expect(read(reader, '"Feb 29 09:00:22"')).toBe('2024-02-29T09:00:22Z');
  });

  it('is in the year before, if its month is later than that of the file', () => {
    const reader = readerOf('%b %d %H:%M:%S', { year: 2024, yearEndsAtMonth: 3 });
    expect(read(reader, '"Mar 31 09:00:22"')).toBe('2024-03-31T09:00:22Z');
    expect(read(reader, '"Apr 01 09:00:22"')).toBe('2023-04-01T09:00:22Z');
    expect(read(reader, '"Feb 29 09:00:22"')).toBe('2024-02-29T09:00:22Z');
  });

  it('must be in that year', () => {
    const reader = readerOf('%b %d %H:%M:%S', { year: 2023 });
    expect(read(reader, '"Feb 29 09:00:22"')).toBe('has no such day in its month, read as %b %d %H:%M:%S');
  });

  it('is known by its format', () => {
    expect(lacksYear('%b %d %H:%M:%S')).toBe(true);
    expect(lacksYear('iso | %b %d %H:%M:%S')).toBe(true);
    for (const format of ['iso', 'epoch', 'epoch-ms', '%d/%m/%Y', '%y%m%d', '%s', '%F', '%j %Y']) {
      expect(lacksYear(format)).toBe(false);
    }
  });
});

describe('a time without a zone', () => {
  it.each([
    ['iso', '"2024-07-10T11:45:00"', '2024-07-10T09:45:00Z'],
    ['iso', '"2024-01-10"', '2024-01-09T23:00:00Z'],
    ['%d/%m/%Y %T', '"10/07/2024 11:45:00"', '2024-07-10T09:45:00Z'],
    // These name their zone, or need none.
    ['iso', '"2024-07-10T11:45:00Z"', '2024-07-10T11:45:00Z'],
    ['iso', '"2024-07-10T11:45:00+00:00"', '2024-07-10T11:45:00Z'],
    ['%d/%m/%Y %T %z', '"10/07/2024 11:45:00 +0300"', '2024-07-10T08:45:00Z'],
    ['%d/%m/%Y %T %Z', '"10/07/2024 11:45:00 UTC"', '2024-07-10T11:45:00Z'],
    ['%s', '"1714726800"', '2024-05-03T09:00:00Z'],
    ['epoch', '1714726800', '2024-05-03T09:00:00Z'],
  ])('is in the zone that is assumed: %s: %s in Berlin is %s', (format, json, utc) => {
    expect(read(readerOf(format, { assumeTz: 'Europe/Berlin' }), json)).toBe(utc);
  });

  it.each([
    ['iso', '"2024-07-10T11:45:00"', ZONE_NONE],
    ['iso', '"2024-07-10"', ZONE_NONE],
    ['iso', '"2024-07-10T11:45:00Z"', ZONE_UTC],
    ['iso', '"2024-07-10T11:45:00 GMT"', ZONE_UTC],
    ['iso', '"2024-07-10T11:45:00-00:00"', ZONE_UTC],
    ['iso', '"2024-07-10T11:45:00+00:00:01"', ZONE_OFFSET],
    ['%F %T', '"2024-07-10 11:45:00"', ZONE_NONE],
    ['%F %T %z', '"2024-07-10 11:45:00 +0200"', ZONE_OFFSET],
    ['%F %T %z', '"2024-07-10 11:45:00 +0000"', ZONE_UTC],
    ['%F %T %Z', '"2024-07-10 11:45:00 utc"', ZONE_UTC],
    ['%s', '"1714726800"', ZONE_UTC],
    ['epoch-ms', '1714726800000', ZONE_UTC],
    ['%F %T %z | iso | epoch', '"2024-07-10 11:45:00 +0200"', ZONE_OFFSET],
    ['%F %T %z | iso | epoch', '"2024-07-10 11:45:00"', ZONE_NONE],
    ['%F %T %z | iso | epoch', '1714726800', ZONE_UTC],
  ])('differs from one with a zone: %s: %s', (format, json, zone) => {
    const reader = readerOf(format);
    read(reader, json);
    expect(reader.zone).toBe(zone);
  });
});

describe('an invalid time format', () => {
  it.each([
    ['isoo', 'is neither iso, epoch nor a pattern like %d/%m/%Y %H:%M:%S'],
    ['', 'is neither iso, epoch nor a pattern like %d/%m/%Y %H:%M:%S'],
    ['epoch-h', 'is neither iso, epoch nor a pattern like %d/%m/%Y %H:%M:%S'],
    ['%d/%q/%Y', 'has %q, which is no directive'],
    ['%d/%\u202e/%Y', 'has %<U+202E>, which is no directive'],
    ['%d/%m/%Y %', 'ends with a single %; write %% for one'],
    ['%H:%M:%S', 'names no day: it needs %d and %m or %b, or %j'],
    ['%m/%Y', 'names no day: it needs %d and %m or %b, or %j'],
    ['%d/%m/%Y %I:%M', 'has %I without %p'],
    ['%d/%m/%Y %H:%M %p', 'has %p without %I'],
    ['%d/%m/%Y %m', 'names the month twice'],
    ['%d/%m/%b', 'names the month twice'],
    ['%F %Y', 'names the year twice'],
  ])('%j %s', (format, words) => {
    expect(() => readerOf(format)).toThrow(RangeError);
    expect(() => readerOf(format)).toThrow(words);
  });

  it('is named if it is one of several, and cut if it is long', () => {
    expect(() => readerOf('iso | %d/%q')).toThrow('%d/%q has %q, which is no directive');
    expect(() => readerOf(`%q${'x'.repeat(5_000)}`)).toThrow(/^%qx{78}… has %q, /);
  });
});
