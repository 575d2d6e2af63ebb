import { formatKeys, type KeyPath } from '../validate/key-paths.ts';
import { areOneToOne, type Candidate, countOf, covered, type SampleFacts } from './candidate.ts';
import { distinct, idCandidates, namedLikeTime, timeCandidates, userCandidates } from './candidates.ts';
import type { KeyFacts } from './key-facts.ts';
import { compareRanks, TIME_KIND, TYPE_KIND } from './name-kinds.ts';
import { readTimes, type TimeReading } from './time-choice.ts';
import { saysNoType, typeCandidates, typesByValue } from './type-candidates.ts';
import { type ZonedTime, zonedTime } from './zone-names.ts';

/** Keys that fill the gaps of those before them join a list until it covers this share of the records. */
export const ENOUGH_COVERAGE = 0.9;
/** A list that covers less than this would reject more than it reads. */
const FEWEST_COVERAGE = 0.5;
/** A key joins a list if it fills the gaps in at least this share of the records: a single record proves nothing. */
const FEWEST_GAPS = 0.005;

/** What was chosen for a role. */
export interface Choice {
  /** Best first; none: no key has the role. */
  readonly keys: readonly Candidate[];
  /** All that can have the role, best first. */
  readonly candidates: readonly Candidate[];
  /** Two that are equally good: the role stays open. */
  readonly equals: readonly Candidate[];
  /** Of a time. */
  readonly reading?: TimeReading | undefined;
  /** A key that is named like the role, but has a fitting value in too few records. */
  readonly tooFew?: Candidate | undefined;
  /** A key that is named like a time, but cannot be read as one, if no key can. */
  readonly unread?: KeyFacts | undefined;
  /** The same key, where only the names of zones keep it from being read. */
  readonly zoned?: ZonedTime | undefined;
}

/** Chooses who the user is. */
export function chooseUser(facts: SampleFacts): Choice {
  const candidates = userCandidates(facts);
  const equals = twoEquals(
    facts,
    candidates,
    (a, b) => compareRanks(a, b) === 0 && distinct(a) === distinct(b),
  );
  if (equals.length > 0) return { keys: [], candidates, equals };
  const keys = fillGaps(candidates, facts);
  return coversEnough(keys, facts)
    ? { keys, candidates, equals: [] }
    : { keys: [], candidates, equals: [], tooFew: candidates[0] };
}

/** Chooses the time, and how it is written. */
export function chooseTime(facts: SampleFacts): Choice {
  const candidates = timeCandidates(facts);
  const isEqual = (a: Candidate, b: Candidate): boolean =>
    compareRanks(a, b) === 0 && distinct(a) === distinct(b) && a.reading?.fineness === b.reading?.fineness;
  const equals = twoEquals(facts, candidates, isEqual);
  if (equals.length > 0) return { keys: [], candidates, equals };
  const keys = fillGaps(candidates, facts);
  if (!coversEnough(keys, facts)) {
    const unread = candidates.length === 0 ? namedLikeTime(facts) : undefined;
    const zoned = unread && zonedTime(facts, unread);
    return { keys: [], candidates, equals: [], tooFew: candidates[0], unread, zoned };
  }
  const isNamed = keys.every(({ kind }) => kind < TIME_KIND.UNNAMED);
  const paths = keys.map(({ key }) => key.path);
  const reading = readTimes(facts, paths, isNamed);
  return { keys, candidates, equals: [], reading };
}

/**
 * Chooses the type: by name, else the only key whose texts repeat, or the only one of them that ends like a type. `taken`:
 * keys that have a role already. `events`: for each record, 1 if it has a user and a time.
 */
export function chooseType(
  facts: SampleFacts,
  taken: ReadonlySet<KeyFacts>,
  user: KeyPath | undefined,
  events: Uint8Array,
): Choice {
  const candidates = typeCandidates(facts, events).filter(
    ({ key }) => !taken.has(key) && !isNameOf(facts, user, key),
  );
  const keys = fillGaps(candidates, facts);
  // A type costs the events that are without it: a coarse one is not worth many.
  const isCoarse = keys.every(({ kind }) => kind >= TYPE_KIND.COARSE);
  const isFound = isCoarse
    ? countOf(covered(keys, facts.records.length)) >= ENOUGH_COVERAGE * facts.records.length &&
      keys.length > 0
    : coversEnough(keys, facts);
  if (isFound && !keys.every(saysNoType)) return { keys, candidates, equals: [] };
  const [best, next] = typesByValue(facts, taken).filter(
    ({ count, key }) =>
      count >= ENOUGH_COVERAGE * facts.records.length && !isNameOf(facts, user, key, /name$/),
  );
  // If two keys are named equally well, nothing says which of them is the type.
  if (best !== undefined && best.order !== next?.order)
    return { keys: [best], candidates: [...candidates, best], equals: [] };
  return { keys: isFound ? keys : [], candidates, equals: [], tooFew: isFound ? undefined : candidates[0] };
}

/** Chooses the id of the events. */
export function chooseId(facts: SampleFacts, taken: ReadonlySet<KeyFacts>): Choice {
  if (facts.records.length < 2) return NO_CHOICE;
  const candidates = idCandidates(facts).filter(({ key }) => !taken.has(key));
  return { keys: candidates.slice(0, 1), candidates, equals: [] };
}

/** Returns the choice of one key. */
export function choiceOf(candidate: Candidate): Choice {
  return { keys: [candidate], candidates: [candidate], equals: [] };
}

/** The choice of nothing. */
export const NO_CHOICE: Choice = { keys: [], candidates: [], equals: [] };

/** Returns the keys of a choice as the flags write them. */
export function keysText({ keys }: Choice = NO_CHOICE): string {
  return keys.length === 0 ? formatKeys(undefined) : formatKeys(keys.map(({ key }) => key.path));
}

/** Takes candidates in order, those that fill gaps of the ones before, until nearly all records are covered. */
function fillGaps(candidates: readonly Candidate[], { records }: SampleFacts): readonly Candidate[] {
  const keys: Candidate[] = [];
  let count = 0;
  for (const candidate of candidates) {
    if (count >= ENOUGH_COVERAGE * records.length) break;
    const union = countOf(covered([...keys, candidate], records.length));
    if (union - count <= FEWEST_GAPS * records.length) continue;
    keys.push(candidate);
    count = union;
  }
  return keys;
}

function coversEnough(keys: readonly Candidate[], { records }: SampleFacts): boolean {
  return keys.length > 0 && countOf(covered(keys, records.length)) >= FEWEST_COVERAGE * records.length;
}

/** Returns the best candidate and the next if nothing says which is better, and they differ. */
function twoEquals(
  facts: SampleFacts,
  [best, next]: readonly Candidate[],
  isEqual: (a: Candidate, b: Candidate) => boolean,
): readonly Candidate[] {
  if (best === undefined || next === undefined) return [];
  const areEqual =
    best.order === next.order && best.key.path.length === next.key.path.length && isEqual(best, next);
  return areEqual && !areOneToOne(facts, best.key.path, next.key.path) ? [best, next] : [];
}

/** Whether a key of names belongs to the user: each user has one name, and each name one user. */
function isNameOf(
  facts: SampleFacts,
  user: KeyPath | undefined,
  { name, path, distinct: { size }, count }: KeyFacts,
  named = /^name$/,
): boolean {
  if (user === undefined || !named.test(name.last) || name.parent !== '') return false;
  return size > 2 && size < count && areOneToOne(facts, user, path);
}
