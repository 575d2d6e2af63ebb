import { describe, expect, it } from 'vitest';
import { asTable } from './helpers/as-table.ts';
import { conformanceCases } from './helpers/conformance.ts';
import { outcomeOf } from './helpers/outcome.ts';

/** The cases of the contract that can be written as a table, in the same order of events. */
const tables = conformanceCases.flatMap(({ name, input, expected }, i) => {
  const table = asTable(input, [',', '\t', ';', '|'][i % 4]);
  return table === undefined ? [] : [{ name, ...table, expected }];
});
/** Into how many pairs of pieces each is cut. */
const CUTS = 15;

describe('the contract as tables', () => {
  it('has cases with events, rejections and duplicates', () => {
    for (const count of ['valid_events', 'skipped_events', 'duplicates_removed']) {
      expect(tables.some(({ expected }) => expected.stats[count] > 0)).toBe(true);
    }
  });

  it.each(tables)('is met, cut in two in many places: $name', ({ bytes, layout, expected }) => {
    const step = Math.ceil(bytes.length / CUTS);
    for (let cut = 0; cut < bytes.length; cut += step) {
      const settings = { table: layout };
      const { stats, sessions, skipped, imbalances } = outcomeOf(bytes, { settings, cuts: [cut] });
      expect(imbalances).toEqual([]);
      expect({ stats, sessions }).toEqual({ stats: expected.stats, sessions: expected.sessions });
      expect(skipped.map(([number, code, line]) => [number, code, line - 1])).toEqual(expected.skipped);
    }
  });
});
