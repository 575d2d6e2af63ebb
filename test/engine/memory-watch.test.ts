import { describe, expect, it } from 'vitest';
import { threadsWithin } from '../../source/engine/address-space.ts';
import { memoryLimit, threadsWithinMemory } from '../../source/engine/memory-limit.ts';
import { MemoryWatch, NEEDS_MEMORY } from '../../source/engine/memory-watch.ts';

const MB = 1e6;

/** A watch over a process that uses as much as `used` says, looked at every second. */
function watchOf(limitBytes: number, by: 'flag' | 'group' | 'machine' = 'flag') {
  const process = { used: 50 * MB, second: 0 };
  const watch = new MemoryWatch(
    { bytes: limitBytes, by },
    () => process.used,
    () => ++process.second * 1000,
  );
  return { process, watch };
}

describe('a run that may not use more memory than it is allowed', () => {
  it('goes on below the limit, and ends beyond it', () => {
    const { process, watch } = watchOf(200 * MB);
    process.used = 199 * MB;
    watch.reading(undefined);
    process.used = 201 * MB;
    expect(() => watch.reading(undefined)).toThrow(
      'it takes 0.2 GB of memory or more, and 0.2 GB are allowed; set --max-memory higher, or split the file',
    );
  });

  it('says what it needs as soon as that is known for certain', () => {
    const { process, watch } = watchOf(10_000 * MB, 'machine');
    process.used = 3000 * MB;
    watch.reading(0.1);
    process.used = 4050 * MB;
    watch.reading(0.9);
    expect(() => watch.reading(0.1)).toThrow(
      'it takes 40.1 GB of memory or more, and 10 GB can be used on this machine; split the file, or use a larger one',
    );
  });

  it('goes on where the beginning seems to need too much, or what is needed is near the limit', () => {
    const { process, watch } = watchOf(1000 * MB);
    process.used = 300 * MB;
    expect(() => watch.reading(0.01)).not.toThrow();
    process.used = 700 * MB;
    expect(() => watch.reading(0.5)).not.toThrow();
  });

  it('ends before grouping that would take more', () => {
    const { process, watch } = watchOf(500 * MB, 'group');
    process.used = 400 * MB;
    watch.grouping(1e6);
    expect(() => watch.grouping(1e8)).toThrow(expect.objectContaining({ code: NEEDS_MEMORY }));
    expect(() => watch.growing(1e8)).toThrow('are left by the memory limit of its control group');
  });

  it('may use what the flag says, and no more than there is', () => {
    expect(memoryLimit(1e6)).toEqual({ bytes: 1e6, by: 'flag' });
    expect(memoryLimit(1e15).by).not.toBe('flag');
    expect(memoryLimit(1e15)).toEqual(memoryLimit(undefined));
  });
});

describe('the number of threads', () => {
  it('is what there is memory for, and at least one', () => {
    expect(threadsWithinMemory({ bytes: 2e9, by: 'group' }, 4)).toBe(4);
    expect(threadsWithinMemory({ bytes: 1e9, by: 'group' }, 4)).toBe(2);
    expect(threadsWithinMemory({ bytes: 1e8, by: 'group' }, 4)).toBe(1);
  });

  it('is what there are addresses for, and at least one', () => {
    expect(threadsWithin(undefined, 16)).toBe(16);
    expect([8e9, 24e9, 48e9, 64e9, 1e12].map((bytes) => threadsWithin(bytes, 8))).toEqual([1, 1, 1, 2, 8]);
  });
});
