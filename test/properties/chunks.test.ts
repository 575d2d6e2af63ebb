import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cutsAt,
  longInput,
  messyInput,
  places,
  settings,
  structuralInput,
  tidyInput,
} from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { conformanceCases } from '../helpers/conformance.ts';
import { IS_FULL } from '../helpers/full.ts';
import { outcomeOf } from '../helpers/outcome.ts';
import { outcomeInChunks } from '../helpers/speculative-chunks.ts';

/*
 * A large file is read by several threads, each a chunk at a time, before it is known what comes before the chunk. What
 * comes out must not depend on where the chunks begin and end, nor on how many are read ahead.
 */

const ahead = fc.integer({ min: 1, max: 4 });

describe.each([
  { of: 'files of events of all kinds', input: tidyInput, runs: 250 },
  { of: 'files that something happened to', input: messyInput, runs: 800 },
  { of: 'heaps of brackets, quotes and line feeds', input: structuralInput, runs: 800 },
  { of: 'long files with sessions and duplicates', input: longInput, runs: 10 },
])('$of', ({ input, runs }) => {
  it('come out the same in whatever chunks they are read', () => {
    check(
      fc.property(input, settings, places, ahead, ({ bytes }, settings, shares, ahead) => {
        const cuts = cutsAt(shares, bytes.length);
        expect(outcomeInChunks(bytes, { settings, cuts, ahead })).toEqual(outcomeOf(bytes, { settings }));
      }),
      runs,
    );
  });

  it('come out the same in chunks with no short cut taken', () => {
    check(
      fc.property(input, settings, places, ahead, ({ bytes }, settings, shares, ahead) => {
        const cuts = cutsAt(shares, bytes.length);
        const careful = outcomeInChunks(bytes, { settings, cuts, ahead, paths: 'slow' });
        expect(careful).toEqual(outcomeOf(bytes, { settings }));
      }),
      Math.ceil(runs / 4),
    );
  });
});

describe('each file of the contract', () => {
  it.each(conformanceCases)('comes out the same cut in two anywhere: $name', ({ input }) => {
    const whole = outcomeOf(input);
    const step = Math.max(1, Math.floor(input.length / (IS_FULL ? 200 : 15)));
    for (let cut = 1; cut < input.length; cut += step) {
      expect(outcomeInChunks(input, { cuts: [cut], ahead: 2 })).toEqual(whole);
    }
  });

  it.each(conformanceCases)('comes out the same in chunks of 37 bytes: $name', ({ input }) => {
    const cuts = Array.from({ length: Math.floor(input.length / 37) }, (_, i) => 37 * (i + 1));
    expect(outcomeInChunks(input, { cuts, ahead: 3 })).toEqual(outcomeOf(input));
  });
});
