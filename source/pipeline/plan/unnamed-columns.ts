import { type Candidate, candidateOf, type SampleFacts } from './candidate.ts';
import { distinct, isUser } from './candidates.ts';
import { type Choice, choiceOf, NO_CHOICE } from './choose-roles.ts';
import type { KeyFacts } from './key-facts.ts';
import { TIME_KIND, USER_KIND } from './name-kinds.ts';
import { readTimes } from './time-choice.ts';

/** The ranks of columns without names. */
const UNNAMED_USER = { kind: USER_KIND.UNNAMED, tier: 0, order: 0 };
const UNNAMED_TIME = { kind: TIME_KIND.UNNAMED, tier: 0, order: 0 };
/** A column is of a form if at least this share of its sampled values has it. */
const NEARLY_ALL = 0.9;
/** Users repeat: a column with more different values per row numbers the rows, or names what occurs once. */
const MOST_DISTINCT = 0.9;

/** `user_000001`, `u-17`, `ana@example.com`: values that show that they name users. */
export const SAYS_USER =
  /^(?:u|usr|user|uid|member|customer|player|student)[-_:.]?\d+$|^[^\s@]+@[^\s@]+\.[^\s@]+$/i;
const INTEGER = /^\d{1,19}$/;
/** A word with a digit: `a81f`, `cust17`. No number, no time, no path. */
const CODE = /^(?=.*[A-Za-z])(?=.*\d)[\w-]{2,64}$/;
const WORD = /^\p{L}[\p{L}'-]*$/u;

/**
 * Chooses the user of a table that names no columns, by values alone: the column whose values show that they name users;
 * else the first column, where people put it, if its values repeat and no other column could be it as well; else the only
 * column of words with digits. If several could be it, the choice is open; if none could, there is none. `time`: what is
 * read as the time.
 */
export function unnamedUser(facts: SampleFacts, time: Choice): Choice {
  const times = new Set(time.keys.map(({ key }) => key));
  const columns = facts.keys
    .filter((key) => !times.has(key) && key.path.length === 1 && key.scalars > 0)
    .map((key) => candidateOf(facts, key, UNNAMED_USER, isUser));
  const saying = columns.find(({ key }) => isOf(key, SAYS_USER));
  if (saying !== undefined) return choiceOf(saying);
  const ids = columns.filter(({ key }) => isOf(key, INTEGER) || isOf(key, CODE)).filter(repeats);
  const words = columns.filter(({ key }) => isOf(key, WORD)).filter(repeats);
  const [first] = facts.keys;
  const isFirst = ({ key }: Candidate): boolean => key === first;
  if (ids.some(isFirst)) return ids.length === 1 ? choiceOf(ids[0]) : open(ids);
  if (words.some(isFirst)) return open(words);
  const codes = ids.filter(({ key }) => isOf(key, CODE));
  return codes.length === 1 ? choiceOf(codes[0]) : NO_CHOICE;
}

/** Returns the column that would be the time if it had a name; undefined if none would, or several. */
export function unnamedTime(facts: SampleFacts): Choice | undefined {
  const found = facts.keys.flatMap((key): readonly Candidate[] => {
    const reading = key.path.length === 1 && key.scalars > 0 ? readTimes(facts, [key.path], true) : undefined;
    return reading === undefined ? [] : [{ ...candidateOf(facts, key, UNNAMED_TIME, isUser), reading }];
  });
  const [only] = found;
  return found.length === 1 ? { ...choiceOf(only), reading: only.reading } : undefined;
}

function open(candidates: readonly Candidate[]): Choice {
  return { keys: [], candidates, equals: candidates.slice(0, 2) };
}

function isOf({ samples }: KeyFacts, form: RegExp): boolean {
  return samples.filter((sample) => form.test(sample.trim())).length >= NEARLY_ALL * samples.length;
}

function repeats(candidate: Candidate): boolean {
  return distinct(candidate) > 1 && distinct(candidate) <= MOST_DISTINCT * candidate.count;
}
