import { describe, expect, it } from 'vitest';
import { formatInZone, offsetInZone } from '../../source/format/zoned-time.ts';

const instant = (text: string, nanoseconds = 0): { seconds: number; nanoseconds: number } => ({
  seconds: new Date(text).getTime() / 1000,
  nanoseconds,
});

describe('a time on the screen', () => {
  it.each([
    [undefined, '2024-07-10T11:45:00Z', '2024-07-10T11:45:00Z'],
    ['Europe/Berlin', '2024-07-10T11:45:00Z', '2024-07-10T13:45:00+02:00'],
    ['Europe/Berlin', '2024-01-10T23:45:00Z', '2024-01-11T00:45:00+01:00'],
    ['America/New_York', '2024-07-10T01:45:00Z', '2024-07-09T21:45:00-04:00'],
    ['America/New_York', '1850-07-10T11:45:00Z', '1850-07-10T06:48:58-04:56:02'],
    ['Asia/Kathmandu', '2024-07-10T11:45:00Z', '2024-07-10T17:30:00+05:45'],
    ['UTC', '2024-07-10T11:45:00Z', '2024-07-10T11:45:00+00:00'],
    ['-03:30', '2024-07-10T11:45:00Z', '2024-07-10T08:15:00-03:30'],
  ])('in the zone %s %s is %s', (zone, utc, shown) => {
    expect(formatInZone(instant(utc), zone)).toBe(shown);
  });

  it('keeps its fraction', () => {
    expect(formatInZone(instant('2024-07-10T11:45:00Z', 250_000_000), 'Europe/Berlin')).toBe(
      '2024-07-10T13:45:00.250+02:00',
    );
  });

  it('is in UTC without a zone', () => {
    expect(offsetInZone(0, undefined)).toBe(0);
    expect(offsetInZone(0, 'Europe/Berlin')).toBe(3600);
  });

  it('cannot be in a zone that does not exist', () => {
    expect(() => formatInZone(instant('2024-07-10T11:45:00Z'), 'Mars/Olympus')).toThrow(RangeError);
  });
});
