import type { ColumnOps } from '../columns/column-ops.ts';
import { FIRST_TEXT_USER } from './users.ts';

/** The operations row by row: for columns outside the kernel's memory, and the slow twin of the kernel's operations. */
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
    const users = { min: FIRST_TEXT_USER, max: -1 };
    const seconds = { min: secondsLow[0], max: secondsLow[0] };
    for (let row = 0; row < count; row++) {
      users.min = Math.min(users.min, user[row]);
      if (user[row] < FIRST_TEXT_USER) users.max = Math.max(users.max, user[row]);
      seconds.min = Math.min(seconds.min, secondsLow[row]);
      seconds.max = Math.max(seconds.max, secondsLow[row]);
    }
    return { users, seconds };
  },
};
