import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pipeline } from '../../source/pipeline/pipeline.ts';
import { readFailureOf } from '../../source/pipeline/scan/read-failure.ts';
import { cutsAt, messyInput, places, settings, structuralInput, tidyInput } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { conformanceCases } from '../helpers/conformance.ts';
import { eventLine } from '../helpers/dataset.ts';
import { IS_FULL } from '../helpers/full.ts';
import { type Outcome, outcomeOf } from '../helpers/outcome.ts';
import { outcomeInChunks } from '../helpers/speculative-chunks.ts';

/** The failing byte as a share of the input. */
const share = fc.double({ min: 0, max: 1, noNaN: true });
const ahead = fc.integer({ min: 1, max: 4 });

/** That what was read before a failure is the beginning of what is in the whole input. */
function expectBeginning(part: Outcome, whole: Outcome): void {
  expect(part.events).toEqual(whole.events.slice(0, part.events.length));
  expect(part.skipped).toEqual(whole.skipped.slice(0, part.skipped.length));
  expect(part.imbalances).toEqual([]);
}

describe.each([
  { of: 'of files of events of all kinds', input: tidyInput, runs: 100 },
  { of: 'of damaged files', input: messyInput, runs: 200 },
  { of: 'of heaps of brackets, quotes and line feeds', input: structuralInput, runs: 200 },
])('an input $of that cannot be read to its end', ({ input, runs }) => {
  it('gives the records that are known to end before the failure, and no others', () => {
    check(
      fc.property(input, share, places, ({ bytes }, share, shares) => {
        const failsAt = Math.floor(share * bytes.length);
        const part = outcomeOf(bytes, { failsAt, cuts: cutsAt(shares, bytes.length) });
        expectBeginning(part, outcomeOf(bytes));
        expect(part).toEqual(outcomeOf(bytes, { failsAt }));
      }),
      runs,
    );
  });

  it('gives the same records in whatever chunks it is read', () => {
    check(
      fc.property(input, settings, share, places, ahead, ({ bytes }, settings, share, shares, ahead) => {
        const failsAt = Math.floor(share * bytes.length);
        const cuts = cutsAt(shares, bytes.length);
        const inOrder = outcomeOf(bytes, { settings, failsAt });
        expect(outcomeInChunks(bytes, { settings, cuts, ahead, failsAt })).toEqual(inOrder);
      }),
      runs,
    );
  });
});

it.each(conformanceCases)(
  'wherever reading fails, what precedes it is as in the whole file: $name',
  ({ input }) => {
    const whole = outcomeOf(input);
    const step = Math.max(1, Math.floor(input.length / (IS_FULL ? 20 : 10)));
    for (let failsAt = 0; failsAt < input.length; failsAt += step) {
      expectBeginning(outcomeOf(input, { failsAt }), whole);
    }
  },
);

it('of lines, every event whose line ends before the failing byte is kept', () => {
  const lines = Array.from({ length: 50 }, (_, i) => eventLine(`"u${i}"`, '2024-07-10T10:00:00Z', '"view"'));
  const bytes = new TextEncoder().encode(lines.join(''));
  let end = 0;
  lines.forEach((line, index) => {
    // To the closing brace, and one byte less.
    for (const [failsAt, kept] of [
      [end + line.length - 1, index + 1],
      [end + line.length - 2, index],
    ]) {
      expect(outcomeOf(bytes, { failsAt }).events).toHaveLength(kept);
      expect(outcomeInChunks(bytes, { failsAt, cuts: [400, 1300], ahead: 3 }).events).toHaveLength(kept);
    }
    end += line.length;
  });
});

it('the result says which byte could not be read, and counts the bytes of the records before it', () => {
  const pipeline = new Pipeline();
  const line = eventLine('1', '2024-07-10T10:00:00Z', '"view"');
  pipeline.push(new TextEncoder().encode(line + line.slice(0, 20)));
  const { state, inputBytes, totals } = pipeline.finish(readFailureOf(new Error('broken'), line.length + 20));
  expect(state).toEqual({
    kind: 'failed',
    failure: { message: 'broken', code: undefined, byteOffset: line.length + 20 },
  });
  expect({ inputBytes, totalEvents: totals.totalEvents }).toEqual({
    inputBytes: line.length,
    totalEvents: 1,
  });
});

it('a record that has reached --max-record is rejected, though its end cannot be read', () => {
  const long = `{"user_id": 1, "a": "${'x'.repeat(200)}`;
  const bytes = new TextEncoder().encode(long);
  const settings = { maxRecordBytes: 100 };
  const { skipped, imbalances } = outcomeOf(bytes, { settings, failsAt: bytes.length, cuts: [90, 150] });
  expect(skipped).toEqual([[1, 'record_too_long', 1, 0, bytes.length]]);
  expect(imbalances).toEqual([]);
  expect(
    outcomeInChunks(bytes, { settings, failsAt: bytes.length, cuts: [90, 150], ahead: 2 }).skipped,
  ).toEqual(skipped);
});
