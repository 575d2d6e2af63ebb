import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyTest, type IsCopy } from '../../../source/pipeline/differ/copy-test.ts';
import { sampleDuplicates } from '../../../source/pipeline/differ/sample-duplicates.ts';
import { group } from '../../../source/pipeline/group/grouping.ts';
import { runReads } from '../../../source/pipeline/text/byte-reads.ts';
import { bytesOf, messyInput } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';
import { datasetOf, eventLine, readerOf } from '../../helpers/dataset.ts';

const areEqual = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** What the sample of a file says with the test of copies and without it, and how many copies the test found. */
function sampled(bytes: Uint8Array) {
  const dataset = datasetOf(bytes);
  const grouping = group(dataset.store, undefined);
  const read = readerOf(bytes);
  const isCopy = copyTest(dataset, read, areEqual);
  let copies = 0;
  const counting: IsCopy = (duplicate, original) => {
    const found = isCopy(duplicate, original);
    if (found) copies++;
    return found;
  };
  const plainly = runReads(sampleDuplicates(dataset, grouping), read);
  const quickly = runReads(sampleDuplicates(dataset, grouping, counting), read);
  return { plainly, quickly, copies };
}

describe('the sample of duplicates', () => {
  it('is the same where copies are found by their bytes, on any file', async () => {
    const files = fc.tuple(messyInput, fc.boolean()).map(([{ bytes }, isTwice]) => {
      return isTwice ? Buffer.concat([bytes, bytesOf('\n'), bytes]) : bytes;
    });
    let copies = 0;
    await check(
      fc.property(files, (bytes) => {
        const found = sampled(bytes);
        expect(found.quickly).toEqual(found.plainly);
        copies += found.copies;
      }),
      200,
    );
    expect(copies).toBeGreaterThan(0);
  });

  it('takes no event for a copy that only begins like it', () => {
    const event = '{"user_id":"a","event_time":"2024-07-10T10:00:00Z","event_type":"view"';
    const { quickly, copies } = sampled(bytesOf(`${event}}\n${event},"n":1}\n${event}}\n${event}}\n`));
    expect(copies).toBe(2);
    expect(quickly).toMatchObject({ count: 1, of: 3 });
  });

  it('compares by value where bytes between the records hide that they are copies', () => {
    const event = eventLine('"a"', '2024-07-10T10:00:00Z', '"view"');
    const { quickly, copies } = sampled(bytesOf(`${event}x\n${event}y\n${event}`));
    expect(copies).toBe(0);
    expect(quickly).toMatchObject({ count: 0, of: 2 });
  });
});
