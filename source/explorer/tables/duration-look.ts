import { sessionAt } from '../../pipeline/group/sessions.ts';
import type { SessionStats } from '../../query/session-answers.ts';
import type { Cell, CellLook } from './table-spec.ts';

/** The widest text is `14h 45m`, right-aligned; a bar follows if there is room, and grows up to this. */
const TEXT_CELLS = 8;
const BAR_CELLS = 20;
/** With fewer cells a bar compares nothing. */
const LEAST_BAR_CELLS = 3;
const BETWEEN = '  ';
const FULL = { unicode: '━', ascii: '=' } as const;
const LONGER = { unicode: '›', ascii: '>' } as const;

/** How the duration of a session is drawn: with a bar, in proportion to the longest session that is no outlier. */
export const durationLook: CellLook = {
  widthOf: ({ cells }) =>
    Math.max(TEXT_CELLS, (cells.duration_seconds ?? '').length) + BETWEEN.length + BAR_CELLS,
  lineOf: (cell, room, ascii) => {
    const text = (cell.cells.duration_seconds ?? '').padStart(TEXT_CELLS);
    const cells = Math.min(BAR_CELLS, room - text.length - BETWEEN.length);
    const bar = cells < LEAST_BAR_CELLS ? '' : BETWEEN + barOf(shareOfBar(cell), cells, ascii);
    return [
      { text, style: 'plain' },
      { text: bar, style: 'dim' },
    ];
  },
};

function barOf(share: number, cells: number, ascii: boolean): string {
  const full = ascii ? FULL.ascii : FULL.unicode;
  return share > 1
    ? full.repeat(cells - 1) + (ascii ? LONGER.ascii : LONGER.unicode)
    : full.repeat(Math.round(share * cells));
}

/** The share of a whole bar, above 1 for an outlier; 0 until the longest is known. */
function shareOfBar({ context, dataset, id }: Cell): number {
  const stats = context.tabs.sessions.stats?.stats;
  const { store, grouping } = dataset;
  if (stats === undefined || stats.longestSeconds === 0 || grouping === undefined) return 0;
  const { durationSeconds } = sessionAt(store, grouping.byUser, grouping.sessions, id);
  return durationSeconds / wholeBarSeconds(stats);
}

/** Sessions above this share of those that take time are outliers, if they are more than so many times as long. */
const USUAL_SHARE = 0.95;
const OUTLIER_TIMES = 4;

/** Returns the length of a whole bar: of the longest session, unless beside that no other could be told from another. */
function wholeBarSeconds({ countByLength, longestSeconds }: SessionStats): number {
  // Class 0 has the sessions that take no time, the others each lengths below a power of two.
  let left = countByLength.reduce((sum, count, at) => (at === 0 ? 0 : sum + count), 0) * USUAL_SHARE;
  let usual = 1;
  while (usual < countByLength.length && left > countByLength[usual]) left -= countByLength[usual++];
  return longestSeconds > OUTLIER_TIMES * 2 ** usual ? 2 ** usual : longestSeconds;
}
