import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../source/pipeline/text/bytes.ts';
import { cutsAt, places } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { outcomeOf } from '../helpers/outcome.ts';
import { outcomeInChunks } from '../helpers/speculative-chunks.ts';
import { damagedTable, heapedTable, wholeTable } from '../helpers/table-arbitraries.ts';

/*
 * A table comes out the same however its bytes arrive: whole, in pieces, in chunks that are read before it is known what is
 * before them, by the fast path or without it.
 */

const maxRecordBytes = fc.constantFrom(16 * 1024 * 1024, 16 * 1024 * 1024, 200, 40, 9);
const ahead = fc.integer({ min: 1, max: 4 });

describe.each([
  { of: 'a whole table', input: wholeTable, runs: 50 },
  { of: 'a table that something happened to', input: damagedTable, runs: 120 },
  { of: 'a heap of quotes, delimiters and line ends', input: heapedTable, runs: 120 },
])('$of', ({ input, runs }) => {
  it('comes out the same in pieces and in chunks, and adds up', () => {
    check(
      fc.property(
        input,
        maxRecordBytes,
        places,
        ahead,
        ({ bytes, layout }, maxRecordBytes, shares, ahead) => {
          const settings = { table: layout, maxRecordBytes };
          const whole = outcomeOf(bytes, { settings });
          const cuts = cutsAt(shares, bytes.length);
          expect(whole.imbalances).toEqual([]);
          expect(outcomeOf(bytes, { settings, cuts })).toEqual(whole);
          expect(outcomeInChunks(bytes, { settings, cuts, ahead })).toEqual(whole);
        },
      ),
      runs,
    );
  });

  it('comes out the same without the fast path', () => {
    check(
      fc.property(input, maxRecordBytes, places, ({ bytes, layout }, maxRecordBytes, shares) => {
        const settings = { table: layout, maxRecordBytes };
        const slow = outcomeOf(bytes, { settings, paths: 'slow' });
        expect(outcomeOf(bytes, { settings })).toEqual(slow);
        const cuts = cutsAt(shares, bytes.length);
        expect(outcomeInChunks(bytes, { settings, cuts, ahead: 2, paths: 'slow' })).toEqual(slow);
      }),
      runs,
    );
  });
});

describe('a whole table', () => {
  it('has the rows that another parser finds, as if each were a JSON object without its empty cells', () => {
    check(
      fc.property(wholeTable, ({ bytes, layout, rows }) => {
        const { delimiter } = layout;
        const options = { columns: true as const, delimiter, bom: true, skip_empty_lines: true };
        const found = parse<Record<string, string>>(Buffer.from(bytes), options);
        const full = found.map((row) =>
          Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== '')),
        );
        expect(found).toHaveLength(rows.length);
        const lines = encodeUtf8(full.map((row) => `${JSON.stringify(row)}\n`).join(''));
        const { events, skipped, sessions, stats } = outcomeOf(bytes, { settings: { table: layout } });
        const twin = outcomeOf(lines);
        expect({ stats, sessions }).toEqual({ stats: twin.stats, sessions: twin.sessions });
        expect(events.map(([number, ...event]) => [number, ...event.slice(0, 3)])).toEqual(
          twin.events.map(([number, ...event]) => [number, ...event.slice(0, 3)]),
        );
        expect(skipped.map(([number, code]) => [number, code])).toEqual(
          twin.skipped.map(([number, code]) => [number, code]),
        );
      }),
      60,
    );
  });

  it('loses to damage in one row that row alone', () => {
    const line = (n: number): string => `u${n},2024-07-10T11:45:0${n}Z,open,"v\n${n}"`;
    const lines = [0, 1, 2, 3, 4, 5].map(line);
    const damages = ['u,2024-07-10T11:45:00Z', 'u,2,3,4,5', 'u,"2024-07-10T11:45:00Z,open,1', 'u,"a"b,c,d'];
    for (const damage of damages) {
      const text = [...lines.slice(0, 3), damage, ...lines.slice(3)].join('\n');
      const layout = { delimiter: ',', columns: ['user_id', 'event_time', 'event_type', 'v'] };
      const table = { ...layout, hasHeaderLine: false, headerBytes: 0 };
      const { events, skipped } = outcomeOf(encodeUtf8(text), { settings: { table } });
      expect(events.map(([, user]) => user)).toEqual(['u0', 'u1', 'u2', 'u3', 'u4', 'u5']);
      const offset = lines.slice(0, 3).join('\n').length + 1;
      expect(skipped).toEqual([[4, 'csv_row_error', 7, offset, damage.length]]);
    }
  });
});
