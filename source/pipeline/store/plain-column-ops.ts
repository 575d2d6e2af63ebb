import type { ColumnOps } from '../columns/column-ops.ts';
import { FIRST_TEXT_USER } from './users.ts';

/** One row after the other: for columns that lie in no kernel, and the twin of the kernel's. */
export const PLAIN_COLUMN_OPS: ColumnOps = {
  add(column, from, to, by) {
    for (let row = from; row < to; row++) column[row] += by;
  },

  union(column, from, to) {
    let all = 0;
    for (let row = from; row < to; row++) all |= column[row];
    return all;
  },

  lowHalves(column, from, to) {
    return Uint16Array.from(column.subarray(from, to));
  },

  columnStats(user, secondsLow, count) {
    const users = { least: FIRST_TEXT_USER, most: -1 };
    const seconds = { least: secondsLow[0], most: secondsLow[0] };
    for (let row = 0; row < count; row++) {
      users.least = Math.min(users.least, user[row]);
      if (user[row] < FIRST_TEXT_USER) users.most = Math.max(users.most, user[row]);
      seconds.least = Math.min(seconds.least, secondsLow[row]);
      seconds.most = Math.max(seconds.most, secondsLow[row]);
    }
    return { users, seconds };
  },
};
