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
import { outcomeOf } from '../helpers/outcome.ts';
import { outcomeInPieces } from '../helpers/pieces.ts';

/*
 * A large file is read by several threads, each a piece at a time, before it is known what comes before the piece. What
 * comes out must not depend on where the pieces begin and end, nor on how many are read ahead.
 */

const ahead = fc.integer({ min: 1, max: 4 });

describe.each([
  { of: 'files of events of all kinds', input: tidyInput, runs: 400 },
  { of: 'files that something happened to', input: messyInput, runs: 1200 },
  { of: 'heaps of brackets, quotes and line feeds', input: structuralInput, runs: 1200 },
  { of: 'long files with sessions and duplicates', input: longInput, runs: 15 },
])('$of', ({ input, runs }) => {
  it('come out the same in whatever pieces they are read', () => {
    check(
      fc.property(input, settings, places, ahead, ({ bytes }, settings, shares, ahead) => {
        const cuts = cutsAt(shares, bytes.length);
        expect(outcomeInPieces(bytes, { settings, cuts, ahead })).toEqual(outcomeOf(bytes, { settings }));
      }),
      runs,
    );
  });

  it('come out the same in pieces with no short cut taken', () => {
    check(
      fc.property(input, settings, places, ahead, ({ bytes }, settings, shares, ahead) => {
        const cuts = cutsAt(shares, bytes.length);
        const careful = outcomeInPieces(bytes, { settings, cuts, ahead, lanes: 'careful' });
        expect(careful).toEqual(outcomeOf(bytes, { settings }));
      }),
      Math.ceil(runs / 4),
    );
  });
});

describe('each file of the contract', () => {
  it.each(conformanceCases)('comes out the same cut in two anywhere: $name', ({ input }) => {
    const whole = outcomeOf(input);
    const step = Math.max(1, Math.floor(input.length / 200));
    for (let cut = 1; cut < input.length; cut += step) {
      expect(outcomeInPieces(input, { cuts: [cut], ahead: 2 })).toEqual(whole);
    }
  });

  it.each(conformanceCases)('comes out the same in pieces of 37 bytes: $name', ({ input }) => {
    const cuts = Array.from({ length: Math.floor(input.length / 37) }, (_, i) => 37 * (i + 1));
    expect(outcomeInPieces(input, { cuts, ahead: 3 })).toEqual(outcomeOf(input));
  });
});
