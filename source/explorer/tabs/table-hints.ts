import type { Hint } from '../model/command.ts';

/** The commands of every table, for the hint line. */
export const TABLE_HINTS: readonly Hint[] = [
  ['search', 'search'],
  ['filter', 'filter'],
  ['sortUp', 'sort'],
  ['export', 'export'],
];
