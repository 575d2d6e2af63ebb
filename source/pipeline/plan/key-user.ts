import { OUTER, OUTER_KEY } from '../validate/outer-keys.ts';
import { EVERY, parseRecordPath } from '../validate/record-path.ts';
import { type Candidate, candidateOf, type SampleFacts } from './candidate.ts';
import { distinct, isUser } from './candidates.ts';
import { type Choice, choiceOf, NO_CHOICE } from './choose-roles.ts';
import { compareRanks, USER_KIND } from './name-kinds.ts';
import { userRules } from './name-rules.ts';
import { matchName, type NameMatch } from './names.ts';
import { SAYS_USER } from './unnamed-columns.ts';

/** Keys whose texts name users themselves (`user_12`): after keys called a device or a cookie. */
const sayingMatch = (): NameMatch => ({ kind: USER_KIND.ANONYMOUS, tier: 10, order: userRules().length });

/**
 * Chooses as the user the key that records are under, where the records have no user: below `users.*`, or where the keys
 * themselves name users and have several records each; or the id of the object around, of a list of users.
 */
export function keyUser(facts: SampleFacts, records: string | undefined): Choice {
  const above = records === undefined ? undefined : ownerAbove(facts, records);
  if (above !== undefined) return choiceOf(above);
  const key = facts.keys.find(({ path }) => path.length === 1 && path[0] === OUTER_KEY);
  if (key === undefined || records === undefined) return NO_CHOICE;
  const says = key.samples.every((sample) => SAYS_USER.test(sample));
  const named = namedAbove(records);
  const match = named ?? (says ? sayingMatch() : undefined);
  if (match === undefined) return NO_CHOICE;
  const candidate = candidateOf(facts, key, match, isUser);
  if (named === undefined && 2 * distinct(candidate) > candidate.count) return NO_CHOICE;
  return choiceOf(candidate);
}

/** The key of the object around a record that names it, if that object is one of `users[]` or of other people. */
function ownerAbove(facts: SampleFacts, records: string): Candidate | undefined {
  const above = parseRecordPath(records).steps.at(-2);
  if (typeof above !== 'string') return undefined;
  const found = facts.keys.flatMap((key) => {
    const isAround = key.path.length === 2 && key.path[0] === OUTER && key.scalars > 0;
    const match = isAround
      ? matchName({ last: key.name.last, parent: singular(above) }, userRules())
      : undefined;
    return match === undefined || match.kind >= USER_KIND.ANONYMOUS
      ? []
      : [candidateOf(facts, key, match, isUser)];
  });
  return found.sort((a, b) => compareRanks(a, b) || distinct(b) - distinct(a))[0];
}

/** The rule for the name of the object that holds the keys, without the `s` of the plural. */
function namedAbove(records: string): ReturnType<typeof matchName> {
  const { steps } = parseRecordPath(records);
  const name = steps[steps.lastIndexOf(EVERY) - 1];
  if (typeof name !== 'string') return undefined;
  const last = singular(name);
  return matchName({ last, parent: '' }, userRules());
}

function singular(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/s$/, '');
}
