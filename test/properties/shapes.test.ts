import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutsAt, places } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { outcomeOf } from '../helpers/outcome.ts';
import { heapedShape, recordTexts, SHAPE_KINDS, shapedInput } from '../helpers/shape-arbitraries.ts';
import { outcomeInChunks } from '../helpers/speculative-chunks.ts';

const sizes = fc.constantFrom({}, {}, { maxRecordBytes: 60 }, { maxRecordBytes: 300 });

describe.each(SHAPE_KINDS)('records in a container: $name', ({ records, write, isText }) => {
  it('give the events, sessions and duplicates that they give alone', () => {
    check(
      fc.property(recordTexts, (texts) => {
        const plain = outcomeOf(new TextEncoder().encode(texts.join('\n')));
        const shaped = outcomeOf(new TextEncoder().encode(write(texts)), { settings: { records } });
        expect(shaped.stats).toEqual(plain.stats);
        expect(shaped.sessions).toEqual(plain.sessions);
        expect(shaped.duplicates).toEqual(plain.duplicates);
        expect(shaped.skipped.map(([number, code]) => [number, code])).toEqual(
          plain.skipped.map(([number, code]) => [number, code]),
        );
        expect(shaped.strayBytes).toBe(0);
        expect(shaped.imbalances).toEqual([]);
        if (isText !== true) {
          const lengths = shaped.skipped.map(([, , , , length]) => length);
          if (!write(['\n']).includes('\n    '))
            expect(lengths).toEqual(plain.skipped.map(([, , , , length]) => length));
        }
      }),
      12,
    );
  });
});

describe.each([
  { of: 'intact containers', shaped: shapedInput(0) },
  { of: 'damaged containers', shaped: shapedInput(4) },
  { of: 'heaps of parts of containers', shaped: heapedShape },
])('$of', ({ shaped }) => {
  it('come out the same however they are cut, with and without the fast path', () => {
    check(
      fc.property(shaped, sizes, places, ({ input, records }, size, shares) => {
        const settings = { records, ...size };
        const whole = outcomeOf(input.bytes, { settings });
        expect(whole.imbalances).toEqual([]);
        const cuts = cutsAt(shares, input.bytes.length);
        expect(outcomeOf(input.bytes, { settings, cuts })).toEqual(whole);
        expect(outcomeOf(input.bytes, { settings, paths: 'slow' })).toEqual(whole);
        expect(outcomeOf(input.bytes, { settings, cuts: [...input.bytes.keys()] })).toEqual(whole);
      }),
      45,
    );
  });

  it('come out the same in chunks of which none knows what is before it', () => {
    check(
      fc.property(
        shaped,
        sizes,
        places,
        fc.integer({ min: 1, max: 4 }),
        ({ input, records }, size, shares, ahead) => {
          const settings = { records, ...size };
          const cuts = cutsAt(shares, input.bytes.length);
          const whole = outcomeOf(input.bytes, { settings });
          expect(outcomeInChunks(input.bytes, { settings, cuts, ahead })).toEqual(whole);
        },
      ),
      55,
    );
  });
});
