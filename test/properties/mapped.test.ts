import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashId, idHigh, idLow } from '../../source/pipeline/columns/id-hash.ts';
import { cutsAt, places } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { mappedInput, mappedSettings } from '../helpers/mapped-arbitraries.ts';
import { outcomeOf } from '../helpers/outcome.ts';
import { idHashesOf } from '../helpers/scanned-rows.ts';
import { type SlowSettings, slowEventOf, slowOutcomeOf } from '../helpers/slow-twin.ts';
import { outcomeInChunks } from '../helpers/speculative-chunks.ts';

const SEED = 4_711;

/** The settings without the id, whose duplicates other tests compare. */
function withoutId({ idKey: _, ...settings }: SlowSettings): SlowSettings {
  return settings;
}

/** The hash of the id that an event has by the plain reading of the spec. */
function hashOf(id: string | undefined): string {
  if (id === undefined) return '0,0';
  hashId(new Uint8Array(Buffer.from(id, 'latin1')), 0, id.length, SEED);
  return `${idLow},${idHigh}`;
}

describe('records read by paths, lists, formats and wrappers', () => {
  it('are the events that the plain reading of the spec finds', () => {
    check(
      fc.property(mappedInput, mappedSettings, ({ bytes }, settings) => {
        const read = withoutId(settings);
        expect(outcomeOf(bytes, { settings: read })).toEqual(slowOutcomeOf(bytes, read));
      }),
      600,
    );
  });

  it('come out the same with no short cut taken', () => {
    check(
      fc.property(mappedInput, mappedSettings, ({ bytes }, settings) => {
        const read = withoutId(settings);
        expect(outcomeOf(bytes, { settings: read })).toEqual(
          outcomeOf(bytes, { settings: read, paths: 'slow' }),
        );
      }),
      600,
    );
  });

  it('come out the same however they are cut into chunks, also where chunks are read ahead', () => {
    check(
      fc.property(mappedInput, mappedSettings, places, ({ bytes }, settings, shares) => {
        const read = withoutId(settings);
        const cuts = cutsAt(shares, bytes.length);
        const whole = outcomeOf(bytes, { settings: read });
        expect(outcomeOf(bytes, { settings: read, cuts })).toEqual(whole);
        expect(outcomeInChunks(bytes, { settings: read, cuts, ahead: 2 })).toEqual(whole);
      }),
      250,
    );
  });

  it('have the id that the plain reading of the spec finds, whichever way they are read', () => {
    check(
      fc.property(mappedInput, mappedSettings, ({ bytes }, settings) => {
        const read = { ...settings, hashSeed: SEED };
        const hashes = idHashesOf(bytes, read, 'both');
        expect(hashes).toEqual(idHashesOf(bytes, read, 'slow'));
        const text = Buffer.from(bytes).toString('latin1');
        // Records of these files are lines, or side by side; the events tell where they begin.
        const { events } = slowOutcomeOf(bytes, withoutId(settings));
        const ends = [...events.slice(1).map(([, , , , , offset]) => offset), text.length];
        if (events.length !== hashes.length) throw new Error('another number of events');
        for (const [i, [, , , , , offset]] of events.entries()) {
          const event = eventIn(text.slice(offset, ends[i]), settings);
          expect(hashes[i]).toBe(hashOf(event));
        }
      }),
      600,
    );
  });
});

/** The id of the event with which the text begins: the shortest beginning that is one. */
function eventIn(text: string, settings: SlowSettings): string | undefined {
  for (let end = text.indexOf('}') + 1; end > 0; end = text.indexOf('}', end) + 1) {
    const event = slowEventOf(text.slice(0, end), settings);
    if (typeof event !== 'string') return event.id;
  }
  throw new Error('the text begins with no event');
}
