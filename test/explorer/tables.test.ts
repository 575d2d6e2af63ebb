import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, leftFor, placeColumns } from '../../source/explorer/tables.ts';
import { check } from '../helpers/check.ts';

const SESSIONS = columnsOf('sessions', false);
const REJECTIONS = columnsOf('rejections', false);

const namesOf = (columns: typeof SESSIONS, available: number, left: number): string[] =>
  placeColumns(columns, available, left).map(({ index }) => columns[index].name);

const anyColumns = fc.constantFrom(
  SESSIONS,
  REJECTIONS,
  columnsOf('events', false),
  columnsOf('events', true),
);

describe('columns', () => {
  it('are all there at 80 columns, as far as they fit at their least', () => {
    expect(namesOf(SESSIONS, 80, 0)).toEqual(SESSIONS.map(({ name }) => name));
    expect(namesOf(columnsOf('events', true), 80, 0)).toHaveLength(5);
  });

  it('are the first and those that fit after it on a narrow screen', () => {
    expect(namesOf(SESSIONS, 40, 0)).toEqual(['user_id', 'session_start', 'session_end']);
    expect(namesOf(SESSIONS, 40, 3)).toEqual(['user_id', 'duration']);
  });

  it('have what is left over given to those that grow', () => {
    const widths = placeColumns(SESSIONS, 200, 0).map(({ width }) => width);
    expect(widths.slice(1)).toEqual(SESSIONS.slice(1).map(({ width }) => width));
    expect(widths[0]).toBeGreaterThan(SESSIONS[0].width);
  });

  it('lie on the screen, from left to right, none over another, the first always there', () => {
    const cases = fc.record({
      columns: anyColumns,
      available: fc.integer({ min: 30, max: 250 }),
      left: fc.nat(6),
    });
    check(
      fc.property(cases, ({ columns, available, left }) => {
        const placed = placeColumns(columns, available, Math.min(left, columns.length - 1));
        expect(placed[0].index).toBe(0);
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
          left = leftFor(columns, available, left, column);
          expect(placeColumns(columns, available, left).map(({ index }) => index)).toContain(column);
        }
      }),
      300,
    );
  });

  it('brings the first columns back when it goes home', () => {
    expect(leftFor(REJECTIONS, 40, 5, 0)).toBe(0);
    expect(leftFor(REJECTIONS, 40, 5, 3)).toBe(2);
  });
});
