import * as fc from 'fast-check';
import { compilePattern } from '../../source/query/pattern.ts';
import type { Filter } from '../../source/query/query.ts';

/** Texts that occur in some rows and not in others, of each kind of cell. */
export const anyText = fc.constantFrom(
  ...['', '1', '17', 'u-', 'U-1', '2024', '10:', ':5', '.5', 's', '0m', '1,0', 'view', 'VIEW', 'type 1', 'é'],
  ...['event_time', 'a number', 'missing_key', '{', '/^1/', '/0$/', '/^view$/i', '/[:h]/', '/empty$/', '/(/'],
);

export const anyFilter: fc.Arbitrary<Filter | undefined> = fc.option(
  fc.record({ text: anyText, leaveOut: fc.boolean() }),
  { nil: undefined },
);

/** Whether a filter keeps a row with these cells. */
export function isKept(filter: Filter | undefined, cells: readonly string[]): boolean {
  return filter === undefined || hasPattern(filter.text, cells) !== filter.leaveOut;
}

export function hasPattern(text: string, cells: readonly string[]): boolean {
  const pattern = compilePattern(text);
  return !('error' in pattern) && cells.some(pattern.matches);
}
