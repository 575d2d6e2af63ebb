import { lowerBound } from '../pipeline/columns/lower-bound.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';

/** The place of a session among its user's: its number from 1, and how many there are. */
export interface SessionPlace {
  readonly rank: number;
  readonly number: number;
  readonly of: number;
}

/** Returns the numbers of the sessions of the user at a rank: from `from` to before `to`. */
export function sessionsOfUser(
  { byUser: { start }, sessions: { first, count } }: Pick<Grouping, 'byUser' | 'sessions'>,
  rank: number,
): { readonly from: number; readonly to: number } {
  const firstFrom = (place: number): number => lowerBound(count, (session) => first[session] < place);
  return { from: firstFrom(start[rank]), to: firstFrom(start[rank + 1]) };
}

/** Returns the rank of a session's user. */
function rankOfSession({ byUser: { start }, sessions: { first } }: Grouping, session: number): number {
  return lowerBound(start.length - 1, (rank) => start[rank + 1] <= first[session]);
}

/** Returns a function from a session to the rank of its user, for sessions in ascending order: cheaper than bisections. */
export function ascendingRanks({
  byUser: { start },
  sessions: { first },
}: Pick<Grouping, 'byUser' | 'sessions'>): (session: number) => number {
  let rank = 0;
  return (session) => {
    while (start[rank + 1] <= first[session]) rank++;
    return rank;
  };
}

/** Returns the place of a session among its user's: at the cost of some bisections. */
export function sessionPlace(grouping: Grouping, session: number): SessionPlace {
  const rank = rankOfSession(grouping, session);
  const { from, to } = sessionsOfUser(grouping, rank);
  return { rank, number: session - from + 1, of: to - from };
}
