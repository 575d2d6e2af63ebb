import { describe, expect, it } from 'vitest';
import { parseSaidTime } from '../../source/app/said-times.ts';
import { formatTimestamp } from '../../source/pipeline/time/format-timestamp.ts';
import { instantOf } from '../../source/query/said-times.ts';

const seconds = (iso: string): number => Date.parse(iso) / 1000;

/**
 * What a time means at noon of 15 January 2024, in UTC or another zone, in a file that ends on 10 July 2023 at
 * 14:20:30.5.
 */
function meaning(text: string, zone = 'UTC'): string {
  const said = parseSaidTime('--from', text, zone, seconds('2024-01-15T12:00:00Z'));
  const { seconds: whole, nanoseconds } = instantOf(said, {
    seconds: seconds('2023-07-10T14:20:30Z'),
    nanoseconds: 500_000_000,
  });
  return formatTimestamp(whole, nanoseconds);
}

describe('a time as people say it', () => {
  it.each([
    ['2024-07-10', '2024-07-10T00:00:00Z'],
    ['2024-07-10T11:45', '2024-07-10T11:45:00Z'],
    ['2024-07-10 11:45:00.25', '2024-07-10T11:45:00.250Z'],
    ['2024-07-10T11:45+02:00', '2024-07-10T09:45:00Z'],
    ['14:20', '2023-07-10T14:20:00Z'],
    ['00:00:01', '2023-07-10T00:00:01Z'],
    ['today', '2024-01-15T00:00:00Z'],
    ['yesterday', '2024-01-14T00:00:00Z'],
    ['yesterday 14:00', '2024-01-14T14:00:00Z'],
    ['01-15', '2024-01-15T00:00:00Z'],
    ['01-16', '2023-01-16T00:00:00Z'],
    ['11-26 14:20', '2023-11-26T14:20:00Z'],
    ['02-29', '2020-02-29T00:00:00Z'],
    ['-2h', '2023-07-10T12:20:30.500Z'],
    ['-1d30m', '2023-07-09T13:50:30.500Z'],
  ])('%s', (text, meant) => {
    expect(meaning(text)).toBe(meant);
  });

  it.each([
    ['2024-07-10T11:45', '2024-07-10T09:45:00Z'],
    ['00:00', '2023-07-09T22:00:00Z'],
    ['today', '2024-01-14T23:00:00Z'],
    ['07-10 11:00', '2023-07-10T09:00:00Z'],
    ['2024-07-10T11:45Z', '2024-07-10T11:45:00Z'],
  ])('%s by the clocks of Berlin', (text, meant) => {
    expect(meaning(text, 'Europe/Berlin')).toBe(meant);
  });

  it.each(['', ' ', 'soon', '24:00', '12', '-2', '-', '13-01', '02-30', '2024-13-01', 'tomorrow', '-2h ago'])(
    '%j is none',
    (text) => {
      expect(() => meaning(text)).toThrow(/is no time; write it like/);
    },
  );
});
