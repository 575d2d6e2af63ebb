import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationSeconds, durationText, formatGap, readGap } from '../../source/format/duration.ts';
import { check } from '../helpers/check.ts';

describe('a duration', () => {
  it('is read as it is written', () => {
    check(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (seconds) => {
        expect(durationSeconds(durationText(seconds))).toBe(seconds);
      }),
      200,
    );
  });

  it.each([
    [90, '1m30s'],
    [1800, '30m'],
    [5400, '1h30m'],
    [86_400, '1d'],
  ])('of %i seconds is written %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });
});

describe('a gap', () => {
  it.each([
    ['none', undefined],
    ['30m', 1800],
    ['0s', 'invalid'],
    ['30', 'invalid'],
    ['', 'invalid'],
  ])('%j is %s', (text, gap) => {
    expect(readGap(text)).toBe(gap);
  });

  it('is written as a word if there is none', () => {
    expect(formatGap(undefined)).toBe('none');
  });
});
