import type { Choice } from './choose-roles.ts';
import { TIME_KIND, USER_KIND } from './name-kinds.ts';
import type { PlanKinds } from './plan.ts';

/** The kinds of the standard keys, and of keys that were named: nothing found is better. */
export const BEST_KINDS: PlanKinds = { user: USER_KIND.ID, time: TIME_KIND.OWN };

/** Returns the kinds of what was chosen for the user and the time; undefined for a key that is fixed. */
export function kindsOf(user: Choice | undefined, time: Choice | undefined): PlanKinds {
  return {
    user: user === undefined ? BEST_KINDS.user : (user.keys[0]?.kind ?? USER_KIND.NONE),
    time: time === undefined ? BEST_KINDS.time : (time.keys[0]?.kind ?? TIME_KIND.NO_TIME),
  };
}

/** Returns a negative number if `a` is the better plan, a positive one if `b` is: the user counts more than the time. */
export function comparePlanKinds(a: PlanKinds, b: PlanKinds): number {
  return a.user - b.user || a.time - b.time;
}
