import { OUTER_KEY } from '../validate/outer-keys.ts';
import { EVERY, parseRecordPath } from '../validate/record-path.ts';
import { candidateOf, type SampleFacts } from './candidate.ts';
import { distinct, isUser } from './candidates.ts';
import { type Choice, NO_CHOICE } from './choose-roles.ts';
import { USER_RULES } from './name-rules.ts';
import { matchName } from './names.ts';
import { SAYS_USER } from './unnamed-columns.ts';

/** Keys that say themselves that they are users, below what is called a device or a cookie. */
const SAYING_RANK = 2.5;

/**
 * Chooses the key under which records are as their user, where these have none: as below `users.*`, or where the keys say
 * that they are users. Each must have several records.
 */
export function keyUser(facts: SampleFacts, records: string | undefined): Choice {
  const key = facts.keys.find(({ path }) => path.length === 1 && path[0] === OUTER_KEY);
  if (key === undefined || records === undefined) return NO_CHOICE;
  const says = key.samples.every((sample) => SAYS_USER.test(sample));
  const match = namedAbove(records) ?? (says ? { rank: SAYING_RANK, order: USER_RULES.length } : undefined);
  if (match === undefined) return NO_CHOICE;
  const candidate = candidateOf(facts, key, match, isUser);
  if (2 * distinct(candidate) > candidate.count) return NO_CHOICE;
  return { keys: [candidate], candidates: [candidate], equals: [] };
}

/** The rule that what holds the keys follows, without the `s` of many. */
function namedAbove(records: string): ReturnType<typeof matchName> {
  const { steps } = parseRecordPath(records);
  const name = steps[steps.lastIndexOf(EVERY) - 1];
  if (typeof name !== 'string') return undefined;
  const last = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/s$/, '');
  return matchName({ last, parent: '' }, USER_RULES);
}
