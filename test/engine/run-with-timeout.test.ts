import { describe, expect, it } from 'vitest';
import { runWithTimeout } from '../../source/engine/run-with-timeout.ts';

describe('a function that runs with a timeout', () => {
  it('returns its result if it ends in time', () => {
    expect(runWithTimeout(() => 'found', 60_000)).toBe('found');
    expect(runWithTimeout(() => undefined, 60_000)).toBeUndefined();
  });

  it('is stopped when the time is over, even in a regular expression that backtracks', () => {
    expect(() => runWithTimeout(() => /^(a+)+$/.test(`${'a'.repeat(60)}b`), 20)).toThrow('took too long');
  });

  it('throws its own error, and the next function still runs', () => {
    const broken = new TypeError('broken');
    expect(() =>
      runWithTimeout(() => {
        throw broken;
      }, 60_000),
    ).toThrow(broken);
    expect(runWithTimeout(() => 1, 60_000)).toBe(1);
  });
});
