import { describe, expect, it } from 'vitest';
import { type ConformanceCase, conformanceCases } from './helpers/conformance.ts';
import { IS_FULL } from './helpers/full.ts';
import { outcomeOf, type Way } from './helpers/outcome.ts';

/** Returns the part of an outcome that `expected.json` has. */
function found({ input }: ConformanceCase, way: Way): unknown {
  const { stats, sessions, skipped, imbalances } = outcomeOf(input, way);
  expect(imbalances).toEqual([]);
  return {
    stats,
    sessions,
    skipped: skipped.map(([recordNumber, code, line]) => [recordNumber, code, line]),
  };
}

describe('the contract as data', () => {
  it('the contract has at least 50 cases', () => {
    expect(conformanceCases.length).toBeGreaterThanOrEqual(50);
  });

  describe.each(conformanceCases)('$name', (testCase) => {
    /** In full at each byte, else at each tenth one. */
    const someBytes = Array.from({ length: testCase.input.length }, (_, i) => i).filter(
      (i) => IS_FULL || i % 10 === testCase.input.length % 10,
    );
    const everyByte = Array.from({ length: testCase.input.length }, (_, i) => i);

    it('the pipeline meets this case of the contract', () => {
      expect(found(testCase, {})).toEqual(testCase.expected);
    });

    it('is met by the slow path alone', () => {
      expect(found(testCase, { paths: 'slow' })).toEqual(testCase.expected);
    });

    it('is met with the input cut in two at any byte', () => {
      for (const cut of someBytes)
        expect(found(testCase, { cuts: [cut] }), `cut at ${cut}`).toEqual(testCase.expected);
    });

    it('is met with the input coming byte by byte', () => {
      expect(found(testCase, { cuts: everyByte })).toEqual(testCase.expected);
    });
  });
});
