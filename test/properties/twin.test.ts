import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  longInput,
  manyFormats,
  manyTimes,
  manyTypes,
  manyUsers,
  messyInput,
  settings,
  structuralInput,
  tidyInput,
} from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { conformanceCases, timestampCases } from '../helpers/conformance.ts';
import { outcomeOf } from '../helpers/outcome.ts';
import { instantOf } from '../helpers/slow-time.ts';
import { slowOutcomeOf } from '../helpers/slow-twin.ts';

describe('the plain reading of the spec that the program is compared with', () => {
  it.each(conformanceCases)('meets the contract: $name', ({ input, expected }) => {
    const { stats, sessions, skipped } = slowOutcomeOf(input);
    const where = skipped.map(([recordNumber, code, line]) => [recordNumber, code, line]);
    expect({ stats, sessions, skipped: where }).toEqual(expected);
  });

  it.each(timestampCases)('reads the timestamp $literal as the table has it', ({ literal, expected }) => {
    const text = (JSON.parse(literal) as string).replace(/^[\t-\r ]+|[\t-\r ]+$/g, '');
    const instant =
      typeof expected === 'string'
        ? undefined
        : BigInt(expected.seconds) * 1_000_000_000n + BigInt(expected.nanoseconds);
    expect(instantOf(text)).toBe(instant);
  });
});

describe.each([
  { of: 'files of events of all kinds', input: tidyInput, runs: 800 },
  { of: 'files that something happened to', input: messyInput, runs: 1400 },
  { of: 'heaps of brackets, quotes and line feeds', input: structuralInput, runs: 1700 },
  { of: 'users of all kinds', input: manyUsers, runs: 200 },
  { of: 'times right, wrong and nearly right', input: manyTimes, runs: 300 },
  { of: 'event types of all kinds', input: manyTypes, runs: 200 },
  { of: 'long files with sessions and duplicates', input: longInput, runs: 15 },
])('in $of', ({ input, runs }) => {
  it('the program finds what the plain reading of the spec finds', () => {
    check(
      fc.property(input, settings, ({ bytes }, settings) => {
        expect(outcomeOf(bytes, { settings })).toEqual(slowOutcomeOf(bytes, settings));
      }),
      runs,
    );
  });
});

describe('in files of times in the formats that are named', () => {
  it('the program finds what the plain reading of the spec finds, with and without short cuts', () => {
    check(
      fc.property(manyFormats, ({ input: { bytes }, settings }) => {
        const plain = slowOutcomeOf(bytes, settings);
        expect(outcomeOf(bytes, { settings })).toEqual(plain);
        expect(outcomeOf(bytes, { settings, paths: 'slow' })).toEqual(plain);
      }),
      400,
    );
  });
});
