import { rescale } from '../pipeline/columns/cooperative.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { compilePattern } from './pattern.ts';
import type { UsersQuery } from './query.ts';
import { keepRows, MATCHES_PER_STEP, NO_ROWS } from './row-list.ts';
import { userMatcher } from './row-match.ts';
import { usersInScope } from './scoped-sessions.ts';

/** Returns the users that have an event in the scope, by rank. An invalid pattern matches none: its error was shown. */
export function* userRows(
  dataset: Dataset,
  { scope, pattern: text, zone }: UsersQuery,
  readRecord: ReadRecord,
): Generator<number, RowSelection> {
  const { store, grouping } = dataset;
  if (grouping === undefined) return NO_ROWS;
  const pattern = text === undefined ? undefined : compilePattern(text);
  if (pattern !== undefined && 'error' in pattern) return NO_ROWS;
  const users = yield* rescale(usersInScope({ dataset, grouping, readRecord, zone }, scope), 0, 0.5);
  if (pattern === undefined) return users;
  return yield* rescale(keepRows(users, userMatcher(store, grouping, pattern), MATCHES_PER_STEP), 0.5, 1);
}
