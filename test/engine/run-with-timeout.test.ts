import { describe, expect, it } from 'vitest';
import { runWithTimeout } from '../../source/engine/run-with-timeout.ts';

describe('what may take for ever', () => {
  it('is answered when it does not', () => {
    expect(runWithTimeout(() => 'found', 60_000)).toBe('found');
    expect(runWithTimeout(() => undefined, 60_000)).toBeUndefined();
  });

  it('is ended, a regular expression too that would backtrack for ever', () => {
    expect(() => runWithTimeout(() => /^(a+)+$/.test(`${'a'.repeat(60)}b`), 20)).toThrow('took too long');
  });

  it('throws what is thrown in it, and can be used again', () => {
    const broken = new TypeError('broken');
    expect(() =>
      runWithTimeout(() => {
        throw broken;
      }, 60_000),
    ).toThrow(broken);
    expect(runWithTimeout(() => 1, 60_000)).toBe(1);
  });
});
