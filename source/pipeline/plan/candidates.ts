import { type Candidate, candidateOf, type SampleFacts } from './candidate.ts';
import type { KeyFacts } from './key-facts.ts';
import { compareRanks, TIME_KIND, USER_KIND } from './name-kinds.ts';
import { idRules, type NameRule, NO_USER_VALUES, NOT_THE_USER, timeRules, userRules } from './name-rules.ts';
import { PAST_PARENT, TARGET } from './name-signs.ts';
import { type KeyName, matchName, type NameMatch } from './names.ts';
import { isBlank, isNumber, type JsonValue, type Scalar, textOf, valueAt } from './sample-values.ts';
import { mayBeDate, readTimes } from './time-choice.ts';

/** Of keys that vary about as much as the one that varies most, fineness, depth and name decide. */
const ABOUT_AS_MANY = 0.8;
/** An address with a port comes after all other users of its kind. */
const PORT_TIERS = 10;
/** Of two that are named equally well, the one below a target is whom it is done to: Slack has `entity.user.id`. */
const TARGET_TIERS = 1;
const ADDRESS_WITH_PORT = /^(?:\d+\.\d+\.\d+\.\d+|\[[\da-f:.]+\]):\d+$/i;
/** An id differs in at least this share of the records. */
export const FEWEST_DISTINCT_IDS = 0.99;
/** With fewer records a key that never varies may just not have varied yet. */
export const FEW_RECORDS = 20;
/** In this many records, values that name kinds of records occur more than once. */
const ENOUGH_TO_REPEAT = 8;

/** Returns the keys that can be the user: by rank, then less deep, then more distinct values (spec section 13). */
export function userCandidates(facts: SampleFacts): readonly Candidate[] {
  const names = facts.keys.map(({ name }) => name);
  const candidates = namedCandidates(facts, userRules(), isUser)
    .filter((candidate) => !isNotTheUser(candidate, names))
    .map((candidate) => ({
      ...candidate,
      tier:
        candidate.tier + (hasPorts(candidate) ? PORT_TIERS : 0) + (isOfTarget(candidate) ? TARGET_TIERS : 0),
    }));
  // A device or a session that never varies is that of the program that writes the file. With few records this only counts
  // if another key varies.
  const saysNothing = (candidate: Candidate): boolean =>
    candidate.kind >= USER_KIND.ANONYMOUS &&
    distinct(candidate) === 1 &&
    (isConstant(candidate) ||
      candidates.some((other) => distinct(other) > 1 && other.count >= candidate.count));
  const isOfAll = (candidate: Candidate): boolean =>
    candidate.mayBeShared === true &&
    isConstant(candidate) &&
    candidates.some(
      (other) => other.kind < USER_KIND.ANONYMOUS && distinct(other) > 1 && other.count >= candidate.count,
    );
  return candidates.sort(
    (a, b) =>
      Number(saysNothing(a)) - Number(saysNothing(b)) ||
      Number(isOfAll(a)) - Number(isOfAll(b)) ||
      compareRanks(a, b) ||
      depth(a) - depth(b) ||
      distinct(b) - distinct(a) ||
      a.order - b.order ||
      Number(isPast(a)) - Number(isPast(b)),
  );
}

/**
 * Returns the keys that can be the time: the event's own first, then what varies most, then the finest. Keys that are not
 * named like a time are looked at only if none of the others is one.
 */
export function timeCandidates(facts: SampleFacts): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const key of facts.keys) {
    const match = key.scalars === 0 ? undefined : matchName(key.name, timeRules());
    if (match === undefined || match.kind === TIME_KIND.NO_TIME) continue;
    const reading = readTimes(facts, [key.path], true);
    if (reading !== undefined) found.push({ ...candidateOf(facts, key, match, isThere), reading });
  }
  return inTurn(found.length > 0 ? found : unnamedTimes(facts));
}

/** Returns the first of the keys that are best named like the event's time, whatever they hold. */
export function namedLikeTime({ keys, records }: SampleFacts): KeyFacts | undefined {
  const found = keys.flatMap((key) => {
    const holds =
      key.scalars > 0 ||
      (key.kinds.array !== undefined && records.some((record) => isNumbers(valueAt(record, key.path))));
    const match = holds ? matchName(key.name, timeRules()) : undefined;
    return match === undefined || match.kind >= TIME_KIND.END ? [] : [{ key, ...match }];
  });
  return found.sort((a, b) => compareRanks(a, b) || a.order - b.order)[0]?.key;
}

/** Whether a value is a list of numbers, as Java writes a time: year, month, day, hour. */
function isNumbers(value: JsonValue | undefined): boolean {
  return Array.isArray(value) && value.length > 2 && value.every(isNumber);
}

function unnamedTimes(facts: SampleFacts): Candidate[] {
  const match = { kind: TIME_KIND.UNNAMED, tier: 0, order: timeRules().length };
  const found: Candidate[] = [];
  for (const key of facts.keys) {
    if ((key.kinds.string ?? 0) < key.scalars || key.scalars === 0 || !mayBeDate(key.samples[0])) continue;
    if (matchName(key.name, timeRules()) !== undefined) continue;
    const reading = readTimes(facts, [key.path], false);
    if (reading !== undefined) found.push({ ...candidateOf(facts, key, match, isThere), reading });
  }
  return found;
}

/** Puts times in order: takes the best of those that are left, again and again. */
function inTurn(found: readonly Candidate[]): readonly Candidate[] {
  const left = [...found];
  const sorted: Candidate[] = [];
  while (left.length > 0) {
    const best = left.reduce((a, b) => (compareRanks(b, a) < 0 ? b : a));
    const ranked = left.filter((candidate) => compareRanks(candidate, best) === 0);
    const most = Math.max(...ranked.map(distinct));
    const varied = ranked.filter((candidate) => distinct(candidate) >= ABOUT_AS_MANY * most);
    const [next] = varied.sort(
      (a, b) =>
        Number(isAmbiguous(a)) - Number(isAmbiguous(b)) ||
        (b.reading?.fineness ?? 0) - (a.reading?.fineness ?? 0) ||
        depth(a) - depth(b) ||
        a.order - b.order ||
        distinct(b) - distinct(a) ||
        Number(isPast(a)) - Number(isPast(b)),
    );
    sorted.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return sorted;
}

/** Whether a key has the same value in so many records that it distinguishes nothing. */
export function isConstant(candidate: Candidate): boolean {
  return distinct(candidate) === 1 && candidate.count >= FEW_RECORDS;
}

/** Whether the values are addresses with a port, which differs for each connection. */
function hasPorts({ key }: Candidate): boolean {
  return key.samples.length > 0 && key.samples.every((sample) => ADDRESS_WITH_PORT.test(sample));
}

function isOfTarget({ key }: Candidate): boolean {
  return key.path.slice(0, -1).some((part) => TARGET.test(part));
}

/** Returns the keys that are the id of the event itself: in nearly all records, and different in nearly all. */
export function idCandidates(facts: SampleFacts): readonly Candidate[] {
  const fewest = FEWEST_DISTINCT_IDS * facts.records.length;
  return namedCandidates(facts, idRules(), isUser)
    .filter((candidate) => candidate.count >= fewest && distinct(candidate) >= fewest)
    .sort((a, b) => compareRanks(a, b) || depth(a) - depth(b) || a.order - b.order);
}

/** Whether a value is there at all. */
export function isThere(scalar: Scalar): boolean {
  return !isBlank(scalar);
}

/** Whether a value can name a user (spec section 2), and does. */
export function isUser(scalar: Scalar): boolean {
  if (isBlank(scalar) || typeof scalar === 'boolean') return false;
  if (isNumber(scalar)) return /^-?\d+$/.test(textOf(scalar));
  return typeof scalar === 'string' && !NO_USER_VALUES.has(scalar.trim().toLowerCase());
}

/** Returns the keys whose name follows a rule and most of whose values can have the role. */
export function namedCandidates(
  facts: SampleFacts,
  rules: readonly NameRule[],
  canBe: (scalar: Scalar) => boolean,
): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const key of facts.keys) {
    const match = key.scalars === 0 ? undefined : matchName(key.name, rules);
    if (match === undefined || !fits(match, key, facts)) continue;
    const candidate = candidateOf(facts, key, match, canBe);
    // A list would take values like `-`, since they are there; a key that mostly has these is no user.
    if (2 * candidate.count > key.scalars && !(match.repeats && isAnother(candidate))) found.push(candidate);
  }
  return found;
}

/** Ids and long numbers, which are keys only where keys are data. */
const DATA_KEY = /^(?:[\da-f]{8}-[\da-f]{4}-[\da-f-]+|[\da-f]{16,}|\d{5,})$/i;

/** Whether a key meets the conditions of the rule that its name follows. */
function fits(
  { isText: asText, values, beside, recurs }: NameMatch,
  key: KeyFacts,
  { keys }: SampleFacts,
): boolean {
  if (key.path.some((part) => DATA_KEY.test(part))) return false;
  if (asText && !isText(key)) return false;
  if (recurs && (key.distinct.size < 2 || 2 * key.distinct.size > key.count)) return false;
  if (values !== undefined && !key.samples.every((sample) => values.test(sample))) return false;
  return beside === undefined || keys.some(({ name }) => beside.test(name.last));
}

/** Whether all values of a key that say something are texts. */
export function isText({ kinds }: KeyFacts): boolean {
  return kinds.string !== undefined && kinds.number === undefined && kinds.boolean === undefined;
}

/** Whether the value differs in each of so many records that the name of a kind would have repeated. */
export function isAnother(candidate: Candidate): boolean {
  return candidate.count >= ENOUGH_TO_REPEAT && distinct(candidate) === candidate.count;
}

function isNotTheUser({ key }: Candidate, names: readonly KeyName[]): boolean {
  return NOT_THE_USER.some(
    ({ name, beside, parent: above }) =>
      name.test(key.name.last) &&
      (above === undefined || above.test(key.name.parent)) &&
      names.some(({ last, parent }) => beside.test(last) || beside.test(parent + last)),
  );
}

function isAmbiguous({ reading }: Candidate): boolean {
  return reading !== undefined && reading.format === undefined;
}

/** Whether a key holds what was before the event. */
export function isPast({ key }: Candidate): boolean {
  return PAST_PARENT.test(key.name.parent);
}

/** How many parts the path of a key has. */
export function depth({ key }: Candidate): number {
  return key.path.length;
}

/** How many different values a key has. */
export function distinct({ key }: Candidate): number {
  return key.distinct.size;
}
