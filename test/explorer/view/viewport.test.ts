import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AT_TOP,
  fitted,
  type Move,
  moved,
  scrolled,
  type Viewport,
} from '../../../source/explorer/view/viewport.ts';
import { check } from '../../helpers/check.ts';

const MANY = 10_000_000;

type Row = [start: [number, number], move: Move, count: number, height: number, expected: [number, number]];

const place = ([cursor, top]: [number, number]): Viewport => ({ cursor, top });

describe('moving in a list', () => {
  it.each<Row>([
    [[0, 0], 'down', 0, 20, [0, 0]],
    [[0, 0], 'up', 0, 20, [0, 0]],
    [[0, 0], 'last', 0, 20, [0, 0]],
    [[0, 0], 'pageDown', 0, 0, [0, 0]],
    [[0, 0], { to: 7 }, 0, 20, [0, 0]],
    [[0, 0], 'down', 1, 20, [0, 0]],
    [[0, 0], 'last', 1, 1, [0, 0]],
    [[0, 0], 'pageDown', 1, 0, [0, 0]],
    [[0, 0], 'last', 19, 20, [18, 0]],
    [[18, 0], 'down', 19, 20, [18, 0]],
    [[0, 0], 'pageDown', 20, 20, [19, 0]],
    [[19, 0], 'pageUp', 20, 20, [0, 0]],
    [[19, 0], 'down', 21, 20, [20, 1]],
    [[20, 1], 'up', 21, 20, [19, 1]],
    [[1, 1], 'up', 21, 20, [0, 0]],
    [[0, 0], 'last', 21, 20, [20, 1]],
    [[20, 1], 'first', 21, 20, [0, 0]],
    [[0, 0], 'pageDown', 21, 20, [20, 1]],
    [[5, 0], 'pageDown', MANY, 20, [25, 20]],
    [[25, 20], 'pageUp', MANY, 20, [5, 0]],
    [[5, 0], 'halfDown', MANY, 20, [15, 10]],
    [[15, 10], 'halfUp', MANY, 20, [5, 0]],
    [[0, 0], 'last', MANY, 20, [MANY - 1, MANY - 20]],
    [[MANY - 1, MANY - 20], 'first', MANY, 20, [0, 0]],
    [[MANY - 1, MANY - 20], 'pageDown', MANY, 20, [MANY - 1, MANY - 20]],
    [[0, 0], 'down', 3, 2, [1, 0]],
    [[1, 0], 'down', 3, 2, [2, 1]],
    [[0, 0], 'halfDown', 3, 2, [1, 1]],
    [[0, 0], 'down', 3, 1, [1, 1]],
    [[0, 0], 'halfDown', 3, 1, [1, 1]],
    [[0, 0], 'pageDown', 3, 1, [1, 1]],
    [[0, 0], 'down', 3, 0, [1, 1]],
    [[0, 0], 'last', MANY, 0, [MANY - 1, MANY - 1]],
  ])('from %j %j in %i rows, %i of them seen, leads to %j', (start, move, count, height, expected) => {
    expect(moved(place(start), move, count, height)).toEqual(place(expected));
  });
});

describe('going to a row', () => {
  it.each<Row>([
    [[0, 0], { to: 7 }, 100, 20, [7, 0]],
    [[0, 0], { to: 50 }, 100, 20, [50, 40]],
    [[50, 40], { to: 3 }, 100, 20, [3, 0]],
    [[0, 0], { to: 99 }, 100, 20, [99, 80]],
    [[0, 0], { to: MANY + 5 }, MANY, 20, [MANY - 1, MANY - 20]],
    [[50, 40], { to: -1 }, 100, 20, [0, 0]],
  ])('from %j %j in %i rows, %i of them seen, leads to %j', (start, move, count, height, expected) => {
    expect(moved(place(start), move, count, height)).toEqual(place(expected));
  });
});

describe('a wheel', () => {
  it('scrolls the rows, and moves the cursor only where it would leave the screen', () => {
    expect(scrolled(place([5, 0]), 3, 100, 20)).toEqual(place([5, 3]));
    expect(scrolled(place([5, 3]), 3, 100, 20)).toEqual(place([6, 6]));
    expect(scrolled(place([25, 6]), -3, 100, 20)).toEqual(place([22, 3]));
  });

  it('stops at the ends', () => {
    expect(scrolled(place([5, 2]), -3, 100, 20)).toEqual(place([5, 0]));
    expect(scrolled(place([90, 79]), 3, 100, 20)).toEqual(place([90, 80]));
    expect(scrolled(place([3, 0]), 3, 5, 20)).toEqual(place([3, 0]));
    expect(scrolled(AT_TOP, 3, 0, 20)).toEqual(AT_TOP);
  });
});

describe('a list or a screen that changes under a place', () => {
  it('keeps the cursor where it can', () => {
    expect(fitted(place([50, 45]), 100, 20)).toEqual(place([50, 45]));
    expect(fitted(place([50, 45]), 100, 3)).toEqual(place([50, 48]));
  });

  it('moves the cursor to the last row of a list that became shorter', () => {
    expect(fitted(place([50, 45]), 30, 20)).toEqual(place([29, 10]));
    expect(fitted(place([50, 45]), 4, 20)).toEqual(place([3, 0]));
    expect(fitted(place([50, 45]), 0, 20)).toEqual(AT_TOP);
  });

  it('leaves no row of the screen empty that could show a row of the list', () => {
    expect(fitted(place([99, 97]), 100, 20)).toEqual(place([99, 80]));
  });
});

const HEIGHTS = [0, 1, 2, 20];
const MOVES: Move[] = ['up', 'down', 'halfUp', 'halfDown', 'pageUp', 'pageDown', 'first', 'last'];
const anyList = fc.constantFrom(...HEIGHTS).chain((height) =>
  fc.record({
    height: fc.constant(height),
    count: fc.constantFrom(0, 1, Math.max(0, height - 1), height, height + 1, MANY),
  }),
);
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.constantFrom(...MOVES),
  fc.record({ to: fc.integer({ min: -10, max: MANY + 10 }) }),
);

describe('wherever one moves', () => {
  it('the cursor is on a row that there is and that is seen, and the screen is as full as it can be', () => {
    const steps = fc.array(fc.oneof(anyMove, fc.integer({ min: -50, max: 50 })), { maxLength: 20 });
    check(
      fc.property(anyList, steps, ({ count, height }, moves) => {
        const seen = Math.max(1, height);
        let viewport = AT_TOP;
        for (const move of moves) {
          viewport =
            typeof move === 'number'
              ? scrolled(viewport, move, count, height)
              : moved(viewport, move, count, height);
          const { cursor, top } = viewport;
          expect(cursor).toBeGreaterThanOrEqual(0);
          expect(cursor).toBeLessThan(Math.max(1, count));
          expect(cursor).toBeGreaterThanOrEqual(top);
          expect(cursor).toBeLessThan(top + seen);
          expect(top).toBeGreaterThanOrEqual(0);
          expect(top).toBeLessThanOrEqual(Math.max(0, count - seen));
        }
      }),
      500,
    );
  });

  it('a page down and a page up lead back, where there is a whole page to go', () => {
    const start = fc.record({ height: fc.constantFrom(1, 2, 20), top: fc.nat(MANY - 100), row: fc.nat() });
    check(
      fc.property(start, ({ height, top, row }) => {
        const viewport = { cursor: top + (row % height), top };
        for (const [there, back] of [['pageDown', 'pageUp'] as const, ['halfDown', 'halfUp'] as const]) {
          expect(moved(moved(viewport, there, MANY, height), back, MANY, height)).toEqual(viewport);
        }
      }),
      100,
    );
  });
});
