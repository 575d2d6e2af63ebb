import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messyInput, tidyInput } from '../helpers/arbitraries.ts';
import { compressed, joined, WITH_CHECKSUM } from '../helpers/archives.ts';
import { check } from '../helpers/check.ts';
import { decompressed } from '../helpers/decompressed.ts';
import { type Outcome, outcomeOf } from '../helpers/outcome.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** That what was read before a failure is the beginning of what is in the whole input. */
function expectBeginning(part: Outcome, whole: Outcome): void {
  expect(part.events).toEqual(whole.events.slice(0, part.events.length));
  expect(part.skipped).toEqual(whole.skipped.slice(0, part.skipped.length));
  expect(part.imbalances).toEqual([]);
}

/** How many bytes at the beginning of both are the same. */
function sameBytes(first: Uint8Array, second: Uint8Array): number {
  let at = 0;
  while (at < first.length && first[at] === second[at]) at++;
  return at;
}

describe.each(WITH_CHECKSUM)('records in %s', (compression) => {
  it('of a truncated archive are the first records of the whole, and the truncation is reported', async () => {
    await check(
      fc.asyncProperty(messyInput, share, async ({ bytes }, share) => {
        const archive = compressed(bytes, compression);
        const { bytes: part, fault } = await decompressed(
          archive.subarray(0, 1 + Math.floor(share * (archive.length - 1))),
          compression,
        );
        expect(fault).toBe('ECUTOFF');
        expect(Buffer.compare(part, bytes.subarray(0, part.length))).toBe(0);
        expectBeginning(outcomeOf(part, { failsAt: part.length }), outcomeOf(bytes));
      }),
      20,
    );
  });

  it('are those of the first archive, and a beginning, where the second is damaged', async () => {
    await check(
      fc.asyncProperty(tidyInput, tidyInput, share, async ({ bytes: first }, { bytes: second }, share) => {
        const parts = [compressed(first, compression), compressed(second, compression)];
        const archive = joined(...parts);
        archive[parts[0].length + Math.floor(share * parts[1].length)] ^= 0x5a;
        const whole = joined(first, second);
        const { bytes, fault } = await decompressed(archive, compression);
        // A name or a flag in a header says nothing of the text.
        if (fault === undefined) expect(bytes.length).toBeOneOf([whole.length, first.length]);
        const same = sameBytes(bytes, whole);
        expect(same).toBeGreaterThanOrEqual(first.length);
        // A block of bzip2 has a checksum of its own: nothing wrong is given.
        if (compression === 'bzip2') expect(same).toBe(bytes.length);
        expectBeginning(outcomeOf(bytes.subarray(0, same), { failsAt: same }), outcomeOf(whole));
      }),
      20,
    );
  });
});
