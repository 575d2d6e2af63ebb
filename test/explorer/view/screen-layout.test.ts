import { describe, expect, it } from 'vitest';
import { fieldsLayout } from '../../../source/explorer/overlays/fields-layout.ts';
import { eventsLayout } from '../../../source/explorer/tabs/events/layout.ts';
import { skippedLayout } from '../../../source/explorer/tabs/skipped/layout.ts';
import {
  type Band,
  LEAST_COLUMNS,
  LEAST_ROWS,
  screenLayout,
} from '../../../source/explorer/view/screen-layout.ts';

/** Whether the visible bands are adjacent, from the top to row `rows`. */
function fill(bands: readonly Band[], rows: number): boolean {
  let top = 0;
  for (const { top: from, height } of bands) {
    if (height < 0 || (height > 0 && from !== top)) return false;
    top += height;
  }
  return top === rows;
}

const SIZES = Array.from({ length: 250 }, (_, column) =>
  Array.from({ length: 80 }, (_, row) => [column + 1, row + 1] as const),
).flat();

/** Sizes for which something does not hold; none is as it should be. */
const sizesWhere = (fails: (columns: number, rows: number) => boolean): (readonly [number, number])[] =>
  SIZES.filter(([columns, rows]) => fails(columns, rows)).slice(0, 5);

describe('the screen', () => {
  it('is filled from top to bottom at every size from 1x1 to 250x80, or says that it is too small', () => {
    for (const hasPlanLine of [false, true]) {
      const isWrong = (columns: number, rows: number): boolean => {
        const { header, plan, boxes, tabs, body, hints, tooSmall } = screenLayout(columns, rows, {
          hasPlanLine,
        });
        return !tooSmall && !fill([header, plan, boxes, tabs, body, hints], rows);
      };
      expect(sizesWhere(isWrong)).toEqual([]);
    }
  });

  it('is too small below 30x8 only', () => {
    const isWrong = (columns: number, rows: number): boolean =>
      screenLayout(columns, rows).tooSmall !== (columns < LEAST_COLUMNS || rows < LEAST_ROWS);
    expect([LEAST_COLUMNS, LEAST_ROWS]).toEqual([30, 8]);
    expect(sizesWhere(isWrong)).toEqual([]);
  });

  it('has three rows at least for a tab, and always its header, tabs and hints', () => {
    const isWrong = (columns: number, rows: number): boolean => {
      const { header, tabs, boxes, body, hints, tooSmall } = screenLayout(columns, rows);
      const bars = [header, tabs, hints].some(({ height }) => height !== 1);
      return !tooSmall && (bars || body.height < 3 || ![1, 3].includes(boxes.height));
    };
    expect(sizesWhere(isWrong)).toEqual([]);
  });

  it('has the five boxes at 24 rows and more, below that their numbers in one line', () => {
    const [usual, low] = [24, 23].map((rows) => screenLayout(80, rows));
    expect([usual.boxes.height, usual.body.height]).toEqual([3, 18]);
    expect([low.boxes.height, low.body.height]).toEqual([1, 19]);
  });

  it('has a line for the plan only if the plan is worth one, at 40x10 too', () => {
    const [without, withPlan] = [false, true].map((hasPlanLine) => screenLayout(40, 10, { hasPlanLine }));
    expect([without.plan.height, without.body.height]).toEqual([0, 6]);
    expect([withPlan.plan.height, withPlan.body.height]).toEqual([1, 5]);
  });

  it('has twenty rows for the help at 80x24, whatever is found and narrowed, and its boxes from 30 rows on', () => {
    const all = { hasPlanLine: true, hasChips: true, hasHelp: true };
    const [usual, high] = [24, 30].map((rows) => screenLayout(80, rows, all));
    expect([usual.body.height, high.boxes.height]).toEqual([20, 3]);
  });

  it('has most of a low screen for the tab', () => {
    const { boxes, body } = screenLayout(40, 10);
    expect([boxes.height, body.height]).toEqual([1, 6]);
  });
});

const BODIES = Array.from({ length: 80 }, (_, height) => height + 3);

describe('Skipped', () => {
  it.each(['reasons', 'rejections'] as const)('fills its body while the %s are in use', (pane) => {
    for (const body of BODIES) {
      for (let reasons = 0; reasons <= 6; reasons++) {
        for (const hasHint of [false, true]) {
          const found = skippedLayout(body, { listedRows: reasons, pane, hasHint });
          const bands = [found.hint, found.reasons, found.gap, found.rejections, found.bytes];
          expect(fill(bands, body)).toBe(true);
          expect(found[pane].height).toBeGreaterThanOrEqual(3 - (reasons < 2 ? 1 : 0));
        }
      }
    }
  });

  it('shows both panes where there is room, whichever is in use', () => {
    const hint = { top: 0, height: 0 };
    const both = {
      hint,
      reasons: { top: 0, height: 6 },
      gap: { top: 6, height: 1 },
      rejections: { top: 7, height: 8 },
      bytes: { top: 15, height: 3 },
    };
    expect(skippedLayout(18, { listedRows: 5, pane: 'reasons' })).toEqual(both);
    expect(skippedLayout(18, { listedRows: 5, pane: 'rejections' })).toEqual(both);
  });

  it('leaves half of the body to the rejections, however much is unfolded', () => {
    expect(skippedLayout(34, { listedRows: 500, pane: 'reasons' })).toMatchObject({
      reasons: { height: 15 },
    });
  });

  it('has the bytes of a rejection wherever six rows are left, and none where nothing was rejected', () => {
    expect(skippedLayout(6, { listedRows: 3, pane: 'rejections' }).bytes.height).toBe(2);
    expect(skippedLayout(5, { listedRows: 3, pane: 'rejections' }).bytes.height).toBe(0);
    expect(skippedLayout(18, { listedRows: 1, pane: 'rejections', below: 'strays' }).bytes.height).toBe(0);
  });

  it('shows the pane in use alone on a low screen', () => {
    expect(skippedLayout(6, { listedRows: 3, pane: 'reasons' }).rejections.height).toBe(0);
    expect(skippedLayout(6, { listedRows: 3, pane: 'rejections' }).reasons.height).toBe(0);
  });
});

const HEIGHTS = Array.from({ length: 40 }, (_, height) => height);

describe('Fields', () => {
  it('fill their body, with keys in any that has room for two lines', () => {
    for (const body of HEIGHTS) {
      const { title, header, list, whole, chosen, outcome } = fieldsLayout(body);
      expect(fill([title, header, list, whole, chosen, outcome], body)).toBe(true);
      expect(list.height).toBeGreaterThanOrEqual(Math.min(1, body));
    }
  });

  it('have three keys and what would come of them at 40x10 below the plan', () => {
    const { list, outcome } = fieldsLayout(screenLayout(40, 10, { hasPlanLine: true }).body.height);
    expect([list.height, outcome.height]).toEqual([3, 1]);
  });
});

describe('Events', () => {
  const layoutAt = (columns: number, rows: number, types = 9) =>
    eventsLayout(screenLayout(columns, rows).body.height, columns, { typeRows: types, widestCount: 6 });

  it('fill their body, with room for four events and a header wherever there is any', () => {
    for (const body of BODIES) {
      for (const types of [0, 1, 3, 40]) {
        const {
          info,
          plot,
          axis,
          types: rows,
          list,
        } = eventsLayout(body, 80, { typeRows: types, widestCount: 6 });
        expect(fill([info, plot, axis, rows, list], body)).toBe(true);
        expect(list.height).toBeGreaterThanOrEqual(Math.min(4, body - 1));
      }
    }
  });

  it('have a chart of six lines, three types and the rest of them, and four events at 80x24', () => {
    const { plot, axis, types, list } = layoutAt(80, 24);
    expect(plot.height + axis.height).toBe(6);
    expect(types.height).toBeGreaterThanOrEqual(4);
    expect(list.height - 1).toBeGreaterThanOrEqual(4);
  });

  it('have a line in the middle of the chart', () => {
    for (const body of BODIES) {
      const { plot, axis } = eventsLayout(body, 80, { typeRows: 3, widestCount: 6 });
      expect([plot.height % 2, axis.height]).toEqual(plot.height > 0 ? [1, 1] : [0, 0]);
    }
  });

  it('have a row of bars in place of the chart at 40x10', () => {
    const { plot, types, list } = layoutAt(40, 10);
    expect([plot.height, types.height, list.height]).toEqual([0, 1, 4]);
  });

  it('have room for the bars beside their numbers at any width', () => {
    for (let columns = 30; columns <= 200; columns++) {
      const { gutter, cells, value, times } = eventsLayout(20, columns, {
        typeRows: 9,
        widestCount: 6,
      }).trend;
      expect(gutter + cells + value + times).toBeLessThanOrEqual(columns);
      expect(cells).toBeGreaterThanOrEqual(8);
    }
  });

  it('take no rows in a body of none', () => {
    const { info, plot, axis, types, list } = eventsLayout(0, 80, { typeRows: 3, widestCount: 6 });
    expect(fill([info, plot, axis, types, list], 0)).toBe(true);
  });
});
