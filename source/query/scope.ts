import type { ParsedFilter } from './filter-language/term.ts';
import type { TimeRange } from './time-range.ts';
import { ALL_TYPES, areAllTypes, type TypeChoice } from './type-choice.ts';

/** Whether duplicates are left out of the events, among them, or all that is shown. */
export type DuplicateView = 'hidden' | 'shown' | 'alone';

/**
 * What everything is narrowed to: one range, one user and one filter for all tabs, lists, charts, counts and exports (spec
 * section 10). Numbers of users and types are those of one store.
 */
export interface Scope {
  /** Undefined until a person sets one: all of time. */
  readonly range: TimeRange | undefined;
  /** By number in the store; undefined: all. */
  readonly user: number | undefined;
  readonly filter: ParsedFilter | undefined;
  readonly types: TypeChoice;
  readonly duplicates: DuplicateView;
}

/** Everything but duplicates. */
export const WHOLE_SCOPE: Scope = {
  range: undefined,
  user: undefined,
  filter: undefined,
  types: ALL_TYPES,
  duplicates: 'hidden',
};

/** Whether a scope leaves out no event that is kept, no session and no rejection. */
export function isWholeScope({ range, user, filter, types, duplicates }: Scope): boolean {
  return (
    range === undefined &&
    user === undefined &&
    filter === undefined &&
    areAllTypes(types) &&
    duplicates !== 'alone'
  );
}
