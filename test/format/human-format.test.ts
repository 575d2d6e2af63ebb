import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatMoment,
  formatPercent,
  formatShare,
  formatSpan,
  formatWholePercent,
  MOMENT_CHARACTERS,
  SPAN_CHARACTERS,
} from '../../source/format/human-format.ts';

const NOON = Date.UTC(2024, 6, 10, 11, 45) / 1000;
const DAY = 86_400;

function madeOf(text: string, characters: string): boolean {
  return [...text].every((character) => characters.includes(character));
}

describe('a formatted value', () => {
  it.each([
    [NOON, 0, '2024-07-10 11:45:00'],
    [NOON + 59, 0, '2024-07-10 11:45:59'],
    [NOON, 123_000_000, '2024-07-10 11:45:00.123'],
    [NOON, 120_000_000, '2024-07-10 11:45:00.120'],
    [NOON, 123_456_000, '2024-07-10 11:45:00.123456'],
    [NOON, 1, '2024-07-10 11:45:00.000000001'],
    [NOON, 1_000, '2024-07-10 11:45:00.000001'],
    [-1, 500_000_000, '1969-12-31 23:59:59.500'],
    [0, 0, '1970-01-01 00:00:00'],
    [-62_135_596_800, 0, '0001-01-01 00:00:00'],
    [253_402_300_799, 999_999_999, '9999-12-31 23:59:59.999999999'],
    [-62_135_596_800 - 400 * 366 * DAY, 0, '-0400-03-04 00:00:00'],
  ])('shows the moment of %d s and %d ns as %j', (seconds, nanoseconds, text) => {
    expect(formatMoment(seconds, nanoseconds)).toBe(text);
    expect(madeOf(text, MOMENT_CHARACTERS)).toBe(true);
  });

  it.each([
    [0, 0, '0s'],
    [0, 250_000_000, '0.250s'],
    [0, 1, '0.000000001s'],
    [1, 999_999_999, '1s'],
    [59, 0, '59s'],
    [60, 0, '1m 00s'],
    [425, 0, '7m 05s'],
    [3599, 999_999_999, '59m 59s'],
    [3600, 0, '1h 00m'],
    [77_340, 0, '21h 29m'],
    [DAY - 1, 0, '23h 59m'],
    [DAY, 0, '1d 00h'],
    [3 * DAY + 4 * 3600 + 3599, 0, '3d 04h'],
    [1000 * DAY - 1, 0, '999d 23h'],
    [9999 * 365 * DAY, 0, '3649635d'],
  ])('shows the span of %d s and %d ns as %j', (seconds, nanoseconds, text) => {
    expect(formatSpan(seconds, nanoseconds)).toBe(text);
    expect(madeOf(text, SPAN_CHARACTERS)).toBe(true);
  });

  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [12_841, '12,841'],
    [10_000_000, '10,000,000'],
    [2 ** 53, '9,007,199,254,740,992'],
  ])('shows the count %d as %j', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1500, '1.5 kB'],
    [9949, '9.9 kB'],
    [9950, '10 kB'],
    [99_400, '99 kB'],
    [999_499, '999 kB'],
    [999_999, '1.0 MB'],
    [826_000_000, '826 MB'],
    [8_000_000_000, '8.0 GB'],
    [2 ** 53, '9.0 PB'],
  ])('shows the size %d as %j', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [1, 3, 1, '33.3'],
    [1, 3, 2, '33.33'],
    [1, 10_000, 1, '0.0'],
    [0, 0, 1, '0.0'],
  ])('shows %d of %d as a percentage with %d decimals as %j', (part, whole, digits, text) => {
    expect(formatPercent(part, whole, digits)).toBe(text);
  });

  it.each([
    [0, 0, Math.floor, '0%'],
    [29, 100, Math.floor, '29%'],
    [999, 1000, Math.floor, '99%'],
    [995, 1000, Math.round, '100%'],
    [1000, 1000, Math.floor, '100%'],
  ])('a whole percentage: %d of %d by %o is %j', (part, whole, round, text) => {
    expect(formatWholePercent(part, whole, round)).toBe(text);
  });

  it.each([
    [0, 100, '0.0%'],
    [0, 0, '0.0%'],
    [42, 1000, '4.2%'],
    [1, 10_000_000, '<0.1%'],
    [49, 100_000, '<0.1%'],
    [51, 100_000, '0.1%'],
    [99_900, 100_000, '99.9%'],
    [99_960, 100_000, '>99.9%'],
    [9_999_999, 10_000_000, '>99.9%'],
    [7, 7, '100.0%'],
  ])('shows %d of %d as the share %j', (share, whole, text) => {
    expect(formatShare(share, whole)).toBe(text);
  });
});
