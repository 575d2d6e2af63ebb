import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leftFor, placeColumns } from '../../../source/explorer/tables/column-layout.ts';
import { TABLES } from '../../../source/explorer/tables/registry.ts';
import { check } from '../../helpers/check.ts';

const SESSIONS = TABLES.sessions.columns;
const REJECTIONS = TABLES.rejections.columns;
const EVENTS_WITH_DUPLICATES = TABLES.events.columns;
const EVENTS = EVENTS_WITH_DUPLICATES.slice(0, -2);

const namesOf = (columns: typeof SESSIONS, available: number, left: number): string[] =>
  placeColumns(columns, available, left).map(({ column }) => column.name);

const anyColumns = fc.constantFrom(SESSIONS, REJECTIONS, EVENTS, EVENTS_WITH_DUPLICATES);

describe('columns', () => {
  it('all fit on a screen of 80 columns at their least width', () => {
    expect(namesOf(SESSIONS, 80, 0)).toEqual(SESSIONS.map(({ name }) => name));
    expect(namesOf(EVENTS_WITH_DUPLICATES, 80, 0)).toHaveLength(6);
  });

  it('on a narrow screen are the first and those that fit after it', () => {
    // A part of a time would be another time.
    expect(namesOf(SESSIONS, 40, 0)).toEqual(['user_id', 'session', 'session_start', 'duration_seconds']);
    expect(namesOf(SESSIONS, 40, 4)).toEqual(['user_id', 'event_count', 'duplicates', 'types']);
  });

  it('that grow share the width that is left over', () => {
    for (const { column, from, width } of placeColumns(SESSIONS, 220, 0)) {
      if (column.grows) expect(width).toBeGreaterThan(column.width);
      else expect(width).toBe(column.width);
      if (column === SESSIONS.at(-1)) expect(from + width).toBe(220);
    }
  });

  it('that grow leave what they do not need to each other', () => {
    const grows = { leastWidth: 5, width: 5, grows: true } as const;
    const columns = [
      { name: 'a', ...grows, mostWidth: 5 },
      { name: 'b', ...grows, mostWidth: 60 },
      { name: 'c', ...grows, mostWidth: 8 },
    ];
    expect(placeColumns(columns, 60, 0).map(({ width }) => width)).toEqual([5, 42, 8]);
  });

  it('show what they hold before any keeps room for the arrow of an order', () => {
    const columns = [
      { name: 'a', leastWidth: 5, width: 9, filled: 7 },
      { name: 'b', leastWidth: 5, width: 9, filled: 9 },
    ];
    expect(placeColumns(columns, 19, 0).map(({ width }) => width)).toEqual([7, 9]);
    expect(placeColumns(columns, 21, 0).map(({ width }) => width)).toEqual([9, 9]);
  });

  it('are placed from left to right without overlap, the first always there', () => {
    const cases = fc.record({
      columns: anyColumns,
      available: fc.integer({ min: 30, max: 250 }),
      left: fc.nat(6),
    });
    check(
      fc.property(cases, ({ columns, available, left }) => {
        const placed = placeColumns(columns, available, Math.min(left, columns.length - 1));
        expect(placed[0].column).toBe(columns[0]);
        let free = 0;
        for (const { from, width } of placed) {
          expect(from).toBeGreaterThanOrEqual(free);
          expect(width).toBeGreaterThan(0);
          expect(from + width).toBeLessThanOrEqual(available);
          free = from + width + 1;
        }
      }),
      500,
    );
  });
});

describe('the column cursor', () => {
  it('is always on the screen, however it is moved and the screen is made narrower', () => {
    const step = fc.record({ by: fc.constantFrom(-1, 1), available: fc.integer({ min: 30, max: 130 }) });
    check(
      fc.property(anyColumns, fc.array(step, { maxLength: 30 }), (columns, steps) => {
        let [column, left] = [0, 0];
        for (const { by, available } of steps) {
          column = Math.max(0, Math.min(columns.length - 1, column + by));
          const { name } = columns[column];
          left = leftFor(columns, available, left, name);
          expect(namesOf(columns, available, left)).toContain(name);
        }
      }),
      300,
    );
  });

  it('scrolls the first columns back when it returns to them', () => {
    expect(leftFor(REJECTIONS, 40, 5, 'line')).toBe(0);
    expect(leftFor(REJECTIONS, 40, 4, 'reason')).toBe(2);
  });
});
