import { momentFormat } from '../format/zoned-moment.ts';
import { rescale } from '../pipeline/columns/cooperative.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { Pattern } from './pattern.ts';
import type { RowMatcher } from './row-list.ts';
import { countMatcher, mayBeCount, typeHolder, userMatcher } from './row-match.ts';
import { userText } from './row-text.ts';
import type { Scope } from './scope.ts';
import type { ScopedData } from './scoped-events.ts';
import { rejectionsByUser } from './user-rejections.ts';
import { firstEventOfUser, heldSessionsOfUser, lastEventOfUser, userSums } from './user-sums.ts';

/** Returns what matches users of a scope, by rank, by any of their cells (row-match.ts has the rule). */
export function* userRowMatcher(
  dataset: Dataset,
  data: ScopedData,
  scope: Scope,
  pattern: Pattern,
): Generator<number, RowMatcher> {
  const { grouping, readRecord, zone } = data;
  const { store } = dataset;
  const sums = yield* rescale(userSums(data, scope), 0, 0.5);
  const rejected = mayBeCount(pattern)
    ? yield* rescale(rejectionsByUser(dataset, scope, readRecord), 0.5, 1)
    : undefined;
  const timeText = momentFormat(zone);
  const isNamed = userMatcher(store, grouping, pattern);
  const isCount = countMatcher(pattern);
  const holdsType = typeHolder(store, grouping, pattern);
  return (rank) => {
    if (isNamed(rank)) return true;
    if ([sums.sessions, sums.events, sums.duplicates].some((counts) => isCount(counts[rank]))) return true;
    if (rejected !== undefined && isCount(rejected.get(userText(store, grouping, rank)) ?? 0)) return true;
    const ends = [firstEventOfUser(grouping, sums, rank), lastEventOfUser(grouping, sums, rank)];
    if (ends.some((event) => pattern.matches(timeText(store.secondsOf(event), store.nanosecondsOf(event)))))
      return true;
    for (const session of heldSessionsOfUser(grouping, sums, rank)) if (holdsType(session)) return true;
    return false;
  };
}
