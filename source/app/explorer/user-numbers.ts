import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Exported } from '../../explorer/model/effect.ts';
import { formatWholePercent } from '../../format/human-format.ts';
import type { UserNumbers } from '../../output/tables/users-table.ts';
import { rescale, runCooperatively } from '../../pipeline/columns/cooperative.ts';
import type { ReadRecord } from '../../pipeline/reject/reread-rejection.ts';
import { rejectionsByUser } from '../../query/user-rejections.ts';
import { heldSessionsOfUser, userSums } from '../../query/user-sums.ts';

/**
 * Counts the sessions, events, duplicates and rejections of each user, for an export, in steps, since this thread draws.
 * `onProgress` may throw to end it. Returns undefined before anything is grouped. Throws a system error if a rejected
 * record cannot be read again.
 */
export async function userNumbers(
  { dataset, ofSessions }: Exclude<Exported, { what: 'file' }>,
  readRecord: ReadRecord,
  onProgress: (text: string) => void,
): Promise<UserNumbers | undefined> {
  const { grouping } = dataset;
  if (grouping === undefined || ofSessions === undefined) return undefined;
  const { scope, zone } = ofSessions;
  const report = (share: number): Promise<unknown> => {
    onProgress(`counting users ${formatWholePercent(share, 1)}`);
    return nextTurn();
  };
  const sums = userSums({ dataset, grouping, readRecord, zone }, scope);
  const numbers = await runCooperatively(rescale(sums, 0, 0.5), report);
  const rejected = rejectionsByUser(dataset, scope, readRecord);
  const counts = await runCooperatively(rescale(rejected, 0.5, 1), report);
  return {
    ...numbers,
    rejectionsOf: (id) => counts.get(id) ?? 0,
    sessionsOf: (rank) => heldSessionsOfUser(grouping, numbers, rank),
  };
}
