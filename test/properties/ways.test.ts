import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutsAt, messyInput, places, settings, structuralInput, tidyInput } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { outcomeOf } from '../helpers/outcome.ts';

describe.each([
  { of: 'files of events of all kinds', input: tidyInput, runs: 250 },
  { of: 'files that something happened to', input: messyInput, runs: 500 },
  { of: 'heaps of brackets, quotes and line feeds', input: structuralInput, runs: 500 },
])('$of', ({ input, runs }) => {
  it('come out the same however they are cut into chunks', () => {
    check(
      fc.property(input, settings, places, ({ bytes }, settings, shares) => {
        const cuts = cutsAt(shares, bytes.length);
        expect(outcomeOf(bytes, { settings, cuts })).toEqual(outcomeOf(bytes, { settings }));
      }),
      runs,
    );
  });

  it('come out the same byte by byte', () => {
    check(
      fc.property(input, settings, ({ bytes }, settings) => {
        const cuts = [...bytes.keys()];
        expect(outcomeOf(bytes, { settings, cuts })).toEqual(outcomeOf(bytes, { settings }));
      }),
      runs / 5,
    );
  });

  it('come out the same with no short cut taken', () => {
    check(
      fc.property(input, settings, ({ bytes }, settings) => {
        const careful = outcomeOf(bytes, { settings, paths: 'slow' });
        expect(outcomeOf(bytes, { settings })).toEqual(careful);
      }),
      runs,
    );
  });

  it('come out the same with no short cut taken, however they are cut into chunks', () => {
    check(
      fc.property(input, settings, places, ({ bytes }, settings, shares) => {
        const cuts = cutsAt(shares, bytes.length);
        const careful = outcomeOf(bytes, { settings, cuts, paths: 'slow' });
        expect(outcomeOf(bytes, { settings, cuts })).toEqual(careful);
      }),
      runs / 2,
    );
  });

  it('the counts of records, sessions and users always add up', () => {
    check(
      fc.property(input, settings, ({ bytes }, settings) => {
        const outcome = outcomeOf(bytes, { settings });
        const { stats, sessions, skipped, events, identities, duplicates, imbalances } = outcome;
        expect(imbalances).toEqual([]);
        expect(stats.total_events).toBe(stats.valid_events + stats.skipped_events);
        expect(stats.valid_events).toBe(events.length);
        expect(stats.skipped_events).toBe(skipped.length);
        expect(stats.duplicates_removed).toBe(duplicates.length);
        const inSessions = sessions.reduce((sum, [, , , eventCount]) => sum + eventCount, 0);
        expect(inSessions).toBe(stats.valid_events - stats.duplicates_removed);
        expect(stats.unique_users).toBe(new Set(identities.map(([user]) => user)).size);
      }),
      runs / 2,
    );
  });
});
