import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatsThatRead } from '../../../source/pipeline/time/guess-format.ts';
import { KNOWN_PATTERNS } from '../../../source/pipeline/time/known-formats.ts';
import { check } from '../../helpers/check.ts';
import { instantInFormat } from '../../helpers/slow-time-format.ts';
import { writeTime } from '../../helpers/write-time.ts';

/** Returns the formats in which a JSON value reads. */
function formatsOf(json: string): readonly string[] {
  return json.startsWith('"')
    ? formatsThatRead(JSON.parse(json) as string, true)
    : formatsThatRead(json, false);
}

describe('a value reads as a time in the format', () => {
  it.each([
    ['"2024-05-03T09:00:00Z"', ['iso']],
    ['"2024-05-03 09:00:00.123456 UTC"', ['iso']],
    ['"2024-05-03 09:00:00,123"', ['iso']],
    ['"2024-05-03"', ['iso']],
    ['1714726800', ['epoch-s']],
    ['1714726800.8155608', ['epoch-s']],
    ['"1714726800.8155608"', ['epoch-s']],
    ['1.7147268e9', ['epoch-s']],
    ['1714726800123', ['epoch-ms']],
    ['"1714726800123456"', ['epoch-us']],
    ['1714726800123456789', ['epoch-ns']],
    ['631152000', ['epoch-s']],
    ['4102444799', ['epoch-s']],
    ['"May  3 09:00:22"', ['%b %d %H:%M:%S']],
    ['"Feb 29 09:00:22"', ['%b %d %H:%M:%S']],
    ['"03/May/2024:09:00:00 +0000"', ['%d/%b/%Y:%H:%M:%S %z']],
    ['"[03/May/2024:09:00:00 +0000]"', ['[%d/%b/%Y:%H:%M:%S %z]']],
    ['"Fri, 03 May 2024 09:00:00 GMT"', ['%a, %d %b %Y %H:%M:%S %Z']],
    ['"Fri, 03 May 2024 09:00:00 +0200"', ['%a, %d %b %Y %H:%M:%S %z']],
    ['"Fri May  3 09:00:00 2024"', ['%a %b %d %H:%M:%S %Y']],
    ['"Fri May 03 09:00:00 +0000 2024"', ['%a %b %d %H:%M:%S %z %Y']],
    ['"Fri May  3 09:00:00 UTC 2024"', ['%a %b %d %H:%M:%S %Z %Y']],
    [
      '"Fri May 03 2024 09:00:00 GMT+0200 (Central European Summer Time)"',
      ['%a %b %d %Y %H:%M:%S GMT%z (%Z)'],
    ],
    [
      '"Fri May 03 2024 09:00:00 GMT+0200 (Mitteleuropäische Sommerzeit)"',
      ['%a %b %d %Y %H:%M:%S GMT%z (%Z)'],
    ],
    ['"2024-05-03T09:00:00.5+02:00[Europe/Berlin]"', ['%Y-%m-%dT%H:%M:%S.%f%z[%Z]']],
    ['"5/23/2024, 9:00:00\u202fAM"', ['%m/%d/%Y, %I:%M:%S\u202f%p']],
    ['"5/23/2024 9:00:00 AM +00:00"', ['%m/%d/%Y %I:%M:%S %p %z']],
    // What toLocaleString writes in other countries.
    ['"23/5/2024, 9:00:00 p.m."', ['%d/%m/%Y, %I:%M:%S %p']],
    ['"2024-05-23, 9:00:00 a.m."', ['%Y-%m-%d, %I:%M:%S %p']],
    ['"23/5/2024, 21.00.00"', ['%d/%m/%Y, %H.%M.%S']],
    ['"3.5.2024 klo 9.00.00"', ['%d.%m.%Y klo %H.%M.%S']],
    ['"2024. 5. 3. PM 9:00:00"', ['%Y. %m. %d. %p %I:%M:%S']],
    ['"3. 5. 2024 9:00:00"', ['%d. %m. %Y %H:%M:%S']],
    ['"5/23/2024 9:00:00PM"', ['%m/%d/%Y %I:%M:%S%p']],
    ['"Friday, May 3, 2024 at 9:00:00\u202fAM UTC"', ['%A, %B %d, %Y at %I:%M:%S\u202f%p %Z']],
    ['"2024-05-03 09.00.00"', ['%Y-%m-%d %H.%M.%S']],
    ['"May 3, 2024, 9:00:00 AM"', ['%b %d, %Y, %I:%M:%S %p']],
    ['"2017/11/27 0:05:20"', ['%Y/%m/%d %H:%M:%S']],
    ['"03.05.2024 09:00:00"', ['%d.%m.%Y %H:%M:%S']],
    ['"3.5.2024, 09:00:00"', ['%d.%m.%Y, %H:%M:%S']],
    ['"20240503090000"', ['%Y%m%d%H%M%S']],
    ['20240503090000', ['%Y%m%d%H%M%S']],
    ['"20240503"', ['iso', '%Y%m%d']],
    ['"2024-05-03 9:00:00"', ['%Y-%m-%d %H:%M:%S']],
    ['"2024-05-03 09:00:00.5 +0200 CEST"', ['%Y-%m-%d %H:%M:%S.%f %z %Z']],
    // The day and the month in digits: both, unless only one can be.
    ['"03/05/2024 09:00:00"', ['%d/%m/%Y %H:%M:%S', '%m/%d/%Y %H:%M:%S']],
    ['"5/3/2024 9:00:00 PM"', ['%d/%m/%Y %I:%M:%S %p', '%m/%d/%Y %I:%M:%S %p']],
    ['"05-03-2024"', ['%d-%m-%Y', '%m-%d-%Y']],
    ['"25/03/2024 09:00:00"', ['%d/%m/%Y %H:%M:%S']],
    ['"03/25/2024 09:00:00"', ['%m/%d/%Y %H:%M:%S']],
  ])('%s: %j', (json, formats) => {
    expect(formatsOf(json)).toEqual(formats);
  });
});

describe('a value is no time', () => {
  it.each([
    ['17'],
    ['"17"'],
    ['2024'],
    ['"2024"'],
    // Before 1990 and after 2100.
    ['631151999'],
    ['4102444800'],
    ['4102444800000'],
    ['-1714726800'],
    ['NaN'],
    ['""'],
    ['"view"'],
    ['"Monday"'],
    ['"May the 4th be with you"'],
    ['"March of 1917"'],
    ['"192.168.10.24"'],
    ['"192.0.2.9"'],
    ['"+49 30 901820"'],
    ['"555-0100"'],
    ['"1.2.3"'],
    ['"12:30:45"'],
    ['"user-20240503"'],
    ['"3f2504e0-4f89-11d3-9a0c-0305e82c3301"'],
    ['"10ebabc3"'],
    ['"2024-05-03T25:00:00Z"'],
    ['"2024-02-30"'],
    ['"30/02/2024"'],
    ['"Fri May 03 09:00:00 CST 2024"'],
    ['"23/5/2024, 9:00:00 p.m"'],
    [`"${'2024-05-03 '.repeat(1_000)}"`],
  ])('%.60s', (json) => {
    expect(formatsOf(json)).toEqual([]);
  });
});

describe('the formats that read a text', () => {
  it('are those in which the plain twin reads it, in their order, whatever was asked before', () => {
    const patterns = KNOWN_PATTERNS.map(({ pattern }) => pattern);
    const instants = fc.bigInt(631_152_000n * 1_000_000_000n, 2_000_000_000n * 1_000_000_000n);
    check(
      fc.property(fc.constantFrom('iso', ...patterns), instants, (pattern, instant) => {
        const text = writeTime(pattern === 'iso' ? '%FT%T.%fZ' : pattern, instant).trim();
        const formats = formatsThatRead(text, true).filter((format) => !format.startsWith('epoch'));
        expect(formats).toContain(pattern);
        expect(formats).toEqual(
          ['iso', ...patterns].filter(
            (timeFormat) => instantInFormat(text, true, { timeFormat, year: 2000 }) !== undefined,
          ),
        );
      }),
      300,
    );
  });

  it('each have a reason, and none is listed twice', () => {
    const patterns = KNOWN_PATTERNS.map(({ pattern }) => pattern);
    expect(new Set(patterns).size).toBe(patterns.length);
    for (const { writtenBy } of KNOWN_PATTERNS) expect(writtenBy).not.toBe('');
  });
});
