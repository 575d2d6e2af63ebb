import { describe, expect, it } from 'vitest';
import { formatDuration, formatTimestamp } from '../../../source/pipeline/index.ts';

describe('times in the outputs', () => {
  it.each([
    [1_720_611_900, 0, '2024-07-10T11:45:00Z'],
    [1_720_611_900, 123_000_000, '2024-07-10T11:45:00.123Z'],
    [1_720_611_900, 120_000_000, '2024-07-10T11:45:00.120Z'],
    [1_720_611_900, 123_456_000, '2024-07-10T11:45:00.123456Z'],
    [1_720_611_900, 1, '2024-07-10T11:45:00.000000001Z'],
    [-1, 999_000_000, '1969-12-31T23:59:59.999Z'],
    [-62_135_596_800, 0, '0001-01-01T00:00:00Z'],
    [253_402_300_799, 999_999_999, '9999-12-31T23:59:59.999999999Z'],
    [-62_135_596_800 - 86_400, 0, '0000-12-31T00:00:00Z'],
    [-62_135_596_800 - 367 * 86_400, 0, '-0001-12-31T00:00:00Z'],
    [-62_135_596_800 - 367 * 86_400, 500_000_000, '-0001-12-31T00:00:00.500Z'],
    [-62_167_219_200 - 400 * 31_556_952, 0, '-0400-01-01T00:00:00Z'],
    [-62_167_219_200 - 400 * 31_556_952 + 59, 0, '-0400-01-01T00:00:59Z'],
    [-62_167_219_200 - 12_000 * 31_556_952, 0, '-12000-01-01T00:00:00Z'],
  ])('%i seconds and %i nanoseconds are %s', (seconds, nanoseconds, text) => {
    expect(formatTimestamp(seconds, nanoseconds)).toBe(text);
  });

  it('writes many dates, each as itself', () => {
    const days = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? i : 20_000 - i));
    for (const day of [...days, ...days.reverse()]) {
      expect(formatTimestamp(day * 86_400, 0)).toBe(
        new Date(day * 86_400_000).toISOString().replace('.000Z', 'Z'),
      );
    }
  });
});

describe('durations in the outputs', () => {
  it.each([
    [0, 0, '0'],
    [300, 0, '300'],
    [0, 250_000_000, '0.250'],
    [59, 1, '59.000000001'],
    [315_537_897_599, 0, '315537897599'],
  ])('%i seconds and %i nanoseconds are %s', (seconds, nanoseconds, text) => {
    expect(formatDuration(seconds, nanoseconds)).toBe(text);
  });
});
