import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisDate, timeTicks } from '../../../source/explorer/chart/time-axis.ts';

const FIRST_SECOND = -62_135_596_800; // 0001-01-01
const AFTER_LAST_SECOND = 253_402_300_800; // 10000-01-01

function axis(from: string, to: string, cells: number): string {
  let line = '';
  for (const { cell, label } of timeTicks(
    Date.parse(`${from}Z`) / 1000,
    Date.parse(`${to}Z`) / 1000,
    cells,
  )) {
    line = line.padEnd(cell) + label;
  }
  return line;
}

describe('the time axis', () => {
  it.each([
    ['seconds', '2024-07-10T11:45:03', '2024-07-10T11:45:20', '      11:45:05       11:45:10       11:45:15'],
    [
      'minutes',
      '2024-07-10T11:45:00',
      '2024-07-10T12:20:00',
      '11:45   11:50  11:55  12:00  12:05  12:10  12:15',
    ],
    [
      'hours',
      '2024-07-10T10:00:00',
      '2024-07-10T22:00:00',
      '10:00    12:00   14:00   16:00    18:00   20:00',
    ],
    [
      'a day that changes',
      '2024-07-10T16:30:00',
      '2024-07-11T07:00:00',
      '      18:00     21:00     07-11      03:00',
    ],
    ['days', '2024-07-29T11:45:00', '2024-08-06T11:00:00', '    07-30       08-01        08-03       08-05'],
    [
      'a year that changes',
      '2024-12-01T00:00:00',
      '2025-02-16T00:00:00',
      '      12-09    12-23    2025-01-06        02-03',
    ],
    ['months', '2023-11-20T00:00:00', '2024-08-02T00:00:00', '         2024-01    2024-03     2024-05'],
    ['years', '2009-05-01T00:00:00', '2024-08-02T00:00:00', '   2010  2012   2014  2016   2018  2020   2022'],
    [
      'all of time',
      '0001-01-01T00:00:00',
      '9999-12-31T00:00:00',
      '          2000      4000      6000      8000',
    ],
  ])('shows %s', (_, from, to, line) => {
    expect(axis(from, to, 50)).toBe(line);
  });

  it('has no room for the day at the beginning, which is beside it', () => {
    expect(axis('2024-07-10T11:45:00', '2024-07-11T11:45:00', 30)).toBe(' 12:00  18:00   07-11  06:00');
    expect(axisDate(Date.parse('2024-07-10T23:45:00Z') / 1000)).toBe('2024-07-10');
  });

  it('shows the first instant where no round one has room', () => {
    expect(axis('2024-07-10T11:45:00', '2024-07-10T11:45:01', 9)).toBe('11:45:00');
    expect(axis('2024-07-10T11:45:07', '2024-07-10T11:50:07', 9)).toBe('11:45:07');
    expect(axis('2024-07-10T11:45:07', '2024-07-10T11:50:07', 4)).toBe('');
  });

  it('has labels in order that neither touch nor leave the width, in the years 0001 to 9999', () => {
    const instant = fc.integer({ min: FIRST_SECOND - 1e9, max: AFTER_LAST_SECOND + 1e9 });
    const span = fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 3e11 }));
    fc.assert(
      fc.property(instant, span, fc.integer({ min: 1, max: 200 }), (from, seconds, cells) => {
        let free = 0;
        for (const { cell, label } of timeTicks(from, from + seconds, cells)) {
          expect(cell).toBeGreaterThanOrEqual(free);
          expect(cell + label.length).toBeLessThanOrEqual(cells);
          free = cell + label.length + 1;
        }
      }),
    );
  });

  it('puts labels where their instants are', () => {
    const ticks = timeTicks(3600, 7200, 60);
    for (const { cell, label } of ticks) expect(cell).toBe(Number(label.slice(-2)));
    expect(ticks.length).toBeGreaterThan(3);
  });
});
