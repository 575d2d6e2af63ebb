import type { Hint } from '../model/command.ts';

/** Where most records are rejected. */
export const CHOOSE_KEYS: Hint = ['fields', 'choose keys'];

/** The commands of every table, for the hint line. */
export const TABLE_HINTS: readonly Hint[] = [
  ['filter', 'filter'],
  ['search', 'search'],
  ['sortUp', 'sort', 'sortDown'],
  ['export', 'export'],
];
