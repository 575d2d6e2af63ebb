import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTimestamp } from '../../../source/pipeline/index.ts';
import { zoneOf } from '../../../source/pipeline/time/zone.ts';
import { check } from '../../helpers/check.ts';

const seconds = (text: string): number => new Date(`${text}Z`).getTime() / 1000;

/** What a local time is in UTC. */
function utc(zone: string, local: string): string {
  return formatTimestamp(zoneOf(zone).instantOf(seconds(local)), 0);
}

describe('a time without a zone, assumed to be in a zone', () => {
  it.each([
    ['UTC', '2024-07-10T11:45:00', '2024-07-10T11:45:00Z'],
    ['utc', '2024-07-10T11:45:00', '2024-07-10T11:45:00Z'],
    ['GMT', '2024-07-10T11:45:00', '2024-07-10T11:45:00Z'],
    ['+02:00', '2024-07-10T11:45:00', '2024-07-10T09:45:00Z'],
    ['-0530', '2024-07-10T11:45:00', '2024-07-10T17:15:00Z'],
    ['+14', '2024-07-10T11:45:00', '2024-07-09T21:45:00Z'],
    ['Europe/Berlin', '2024-07-10T11:45:00', '2024-07-10T09:45:00Z'],
    ['Europe/Berlin', '2024-01-10T11:45:00', '2024-01-10T10:45:00Z'],
    ['Asia/Kathmandu', '2024-01-10T11:45:00', '2024-01-10T06:00:00Z'],
    ['America/New_York', '1850-01-10T12:00:00', '1850-01-10T16:56:02Z'],
    // Samoa left out a whole day.
    ['Pacific/Apia', '2011-12-29T12:00:00', '2011-12-29T22:00:00Z'],
    ['Pacific/Apia', '2011-12-31T12:00:00', '2011-12-30T22:00:00Z'],
  ])('in %s %s is %s', (zone, local, expected) => {
    expect(utc(zone, local)).toBe(expected);
  });

  it('is the first of two where clocks go back', () => {
    expect(utc('Europe/Berlin', '2024-10-27T01:59:59')).toBe('2024-10-26T23:59:59Z');
    expect(utc('Europe/Berlin', '2024-10-27T02:00:00')).toBe('2024-10-27T00:00:00Z');
    expect(utc('Europe/Berlin', '2024-10-27T02:59:59')).toBe('2024-10-27T00:59:59Z');
    expect(utc('Europe/Berlin', '2024-10-27T03:00:00')).toBe('2024-10-27T02:00:00Z');
  });

  it('moves forward where clocks skip it', () => {
    expect(utc('Europe/Berlin', '2024-03-31T01:59:59')).toBe('2024-03-31T00:59:59Z');
    expect(utc('Europe/Berlin', '2024-03-31T02:30:00')).toBe('2024-03-31T01:30:00Z');
    expect(utc('Europe/Berlin', '2024-03-31T03:30:00')).toBe('2024-03-31T01:30:00Z');
    expect(utc('America/New_York', '2024-03-10T02:15:00')).toBe('2024-03-10T07:15:00Z');
  });

  it('can be in the zone of the machine', () => {
    const offset = 0 - new Date(seconds('2024-07-10T11:45:00') * 1000).getTimezoneOffset() * 60;
    expect(zoneOf('local').offsetAt(seconds('2024-07-10T11:45:00'))).toBe(offset);
  });
});

describe('an unknown zone', () => {
  it.each([
    ...['Europe/Berlyn', '+25:00', '+2', 'CEST!', 'Local time'].map((name) => [name, name]),
    ['', "''"],
  ])('%j is refused by its name', (name, shown) => {
    expect(() => zoneOf(name)).toThrow(
      new RangeError(`${shown} is not a time zone; write it like Europe/Berlin, +02:00, UTC or local`),
    );
  });
});

describe('the offset of any zone at any instant', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const anyZone = fc.constantFrom(...zones);
  const anySecond = fc.integer({ min: seconds('1840-01-01T00:00:00'), max: seconds('2099-12-31T00:00:00') });

  it('is what the platform says', () => {
    check(
      fc.property(anyZone, anySecond, (name, at) => {
        expect(zoneOf(name).offsetAt(at)).toBe(platformOffset(name, at));
      }),
      2000,
    );
  });

  it('leads back from local time to an instant at which clocks show it, unless they skip it', () => {
    check(
      fc.property(anyZone, anySecond, (name, at) => {
        const zone = zoneOf(name);
        const local = at + zone.offsetAt(at);
        const found = zone.instantOf(local);
        expect(found + zone.offsetAt(found)).toBe(local);
        expect(found).toBeLessThanOrEqual(at);
      }),
      2000,
    );
  });
});

/** Reads date and time of the clocks as the platform writes them. */
function platformOffset(name: string, at: number): number {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' });
  return seconds(clock.format(at * 1000).replace(' ', 'T')) - at;
}
