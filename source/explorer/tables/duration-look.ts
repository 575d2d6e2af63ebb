import { sessionAt } from '../../pipeline/group/sessions.ts';
import type { Cell, CellLook } from './table-spec.ts';

/** The widest text is `14h 45m`, right-aligned; a bar follows if there is room. */
const TEXT_CELLS = 8;
const BAR_CELLS = 10;
/** With fewer cells a bar compares nothing. */
const LEAST_BAR_CELLS = 3;
const BETWEEN = '  ';
const FULL = { unicode: '━', ascii: '=' } as const;

/** How the duration of a session is drawn: with a bar, in proportion to the longest session. */
export const durationLook: CellLook = {
  widthOf: ({ cells }) =>
    Math.max(TEXT_CELLS, (cells.duration_seconds ?? '').length) + BETWEEN.length + BAR_CELLS,
  lineOf: (cell, room, ascii) => {
    const text = (cell.cells.duration_seconds ?? '').padStart(TEXT_CELLS);
    const cells = Math.min(BAR_CELLS, room - text.length - BETWEEN.length);
    const length = Math.round(shareOfLongest(cell) * cells);
    const bar = cells < LEAST_BAR_CELLS ? '' : BETWEEN + (ascii ? FULL.ascii : FULL.unicode).repeat(length);
    return [
      { text, style: 'plain' },
      { text: bar, style: 'dim' },
    ];
  },
};

/** From 0 to 1; 0 until the longest is known. */
function shareOfLongest({ context, dataset, id }: Cell): number {
  const longest = context.tabs.sessions.stats?.stats.longestSeconds ?? 0;
  const { store, grouping } = dataset;
  if (longest === 0 || grouping === undefined) return 0;
  return Math.min(1, sessionAt(store, grouping.byUser, grouping.sessions, id).durationSeconds / longest);
}
