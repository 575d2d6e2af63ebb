import { describe, expect, it } from 'vitest';
import { formatTimestamp } from '../../source/pipeline/time/format-timestamp.ts';
import type { Instant } from '../../source/pipeline/time/instant.ts';
import {
  rangeOfSaid,
  rangeOfTime,
  readSaidRange,
  readSaidTime,
  type SaidRange,
} from '../../source/query/said-times.ts';

const secondsOf = (iso: string): number => Date.parse(iso) / 1000;
const NOW = secondsOf('2024-01-15T12:00:00Z');
const LAST_EVENT = { seconds: secondsOf('2023-07-10T14:20:30Z'), nanoseconds: 500_000_000 };

/** What a range means at noon of 15 January 2024, in a file that ends on 10 July 2023 at 14:20:30.5. */
function meaning(said: SaidRange | undefined, last = LAST_EVENT): string {
  if (said === undefined) return 'none';
  const { from, to } = rangeOfSaid(said, last);
  const written = (at: Instant | undefined): string =>
    at ? formatTimestamp(at.seconds, at.nanoseconds) : '';
  return `${written(from)}..${written(to)}`;
}

describe('a range as people say it', () => {
  it.each([
    ['14..15', '2023-07-10T14:00:00Z..2023-07-10T15:00:00Z'],
    ['14:00..15:30:05', '2023-07-10T14:00:00Z..2023-07-10T15:30:05Z'],
    ['22:00..02:00', '2023-07-10T22:00:00Z..2023-07-11T02:00:00Z'],
    ['11-26 14:00..15:00', '2023-11-26T14:00:00Z..2023-11-26T15:00:00Z'],
    ['11-26 14..15', '2023-11-26T14:00:00Z..2023-11-26T15:00:00Z'],
    ['yesterday 9..10:30', '2024-01-14T09:00:00Z..2024-01-14T10:30:00Z'],
    ['yesterday 9:00:30..9:01', '2024-01-14T09:00:30Z..2024-01-14T09:01:00Z'],
    ['11-26', '2023-11-26T00:00:00Z..2023-11-27T00:00:00Z'],
    ['11-26..11-27', '2023-11-26T00:00:00Z..2023-11-28T00:00:00Z'],
    ['2024-07-10..2024-07-11T12:00', '2024-07-10T00:00:00Z..2024-07-11T12:00:00Z'],
    ['-2h..', '2023-07-10T12:20:30.500Z..'],
    ['..14:20', '..2023-07-10T14:20:00Z'],
  ])('%s', (text, meant) => {
    expect(meaning(readSaidRange(text, { zone: 'UTC', nowSeconds: NOW }))).toBe(meant);
  });

  it.each([
    // As times are shown in a file that ended in an earlier year.
    [
      '2026-11-28',
      '2024-07-10T10:00:00Z',
      '07-10 08:30..07-10 09',
      '2024-07-10T08:30:00Z..2024-07-10T09:00:00Z',
    ],
    ['2026-11-28', '2024-07-10T10:00:00Z', '02-29', '2024-02-29T00:00:00Z..2024-03-01T00:00:00Z'],
    // In January, of a log that is still written.
    ['2024-01-15', '2024-01-15T11:00:00Z', '12-30', '2023-12-30T00:00:00Z..2023-12-31T00:00:00Z'],
    ['2024-01-15', '2031-05-01T00:00:00Z', '04-30', '2031-04-30T00:00:00Z..2031-05-01T00:00:00Z'],
  ])('said on the screen on %s of a file that ends at %s: %s', (today, end, text, meant) => {
    const clock = { zone: 'UTC', nowSeconds: secondsOf(`${today}T12:00:00Z`), hidesYear: true } as const;
    expect(meaning(readSaidRange(text, clock), { seconds: secondsOf(end), nanoseconds: 0 })).toBe(meant);
  });

  it('of days ends with the last of them by the clocks of its zone, which may have 23 hours', () => {
    const clock = { zone: 'Europe/Berlin', nowSeconds: NOW };
    expect(meaning(readSaidRange('2023-03-26', clock))).toBe('2023-03-25T23:00:00Z..2023-03-26T22:00:00Z');
  });

  it.each(['14:20', '', '..', '1..2..3', 'soon..', '14..soon', '25..26'])('%j is none', (text) => {
    expect(readSaidRange(text, { zone: 'UTC', nowSeconds: NOW })).toBeUndefined();
  });
});

describe('a time alone is as long as what it names', () => {
  it.each([
    ['14:20', '2023-07-10T14:20:00Z..2023-07-10T14:21:00Z'],
    ['14:20:05', '2023-07-10T14:20:05Z..2023-07-10T14:20:06Z'],
    ['9:05', '2023-07-10T09:05:00Z..2023-07-10T09:06:00Z'],
    ['11-26', '2023-11-26T00:00:00Z..2023-11-27T00:00:00Z'],
    ['11-26 14:20', '2023-11-26T14:20:00Z..2023-11-26T14:21:00Z'],
    ['2024-07-10T11', '2024-07-10T11:00:00Z..2024-07-10T12:00:00Z'],
    ['2024-07-10T11:45', '2024-07-10T11:45:00Z..2024-07-10T11:46:00Z'],
    ['2024-07-10T11:45:00.250', '2024-07-10T11:45:00.250Z..2024-07-10T11:45:00.250000001Z'],
  ])('%s', (text, meant) => {
    const said = readSaidTime(text, { zone: 'UTC', nowSeconds: NOW });
    expect(meaning(said && rangeOfTime(said))).toBe(meant);
  });
});
