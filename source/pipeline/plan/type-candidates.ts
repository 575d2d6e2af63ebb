import { type Candidate, candidateOf, countOf, type SampleFacts } from './candidate.ts';
import {
  depth,
  distinct,
  FEW_RECORDS,
  isAnother,
  isConstant,
  isPast,
  isText,
  isThere,
  namedCandidates,
} from './candidates.ts';
import type { KeyFacts } from './key-facts.ts';
import { compareRanks, LOOSE_TYPE, TIME_KIND, TITLE_TYPE, TYPE_KIND } from './name-kinds.ts';
import { idRules, TYPE_PARENT, timeRules, typeRules, userRules } from './name-rules.ts';
import { NO_TYPE, TYPE_ENDINGS } from './name-signs.ts';
import { keyNameOf, matchName } from './names.ts';
import { isBlank, scalarOf, textOf, valueAt } from './sample-values.ts';
import { readTimes } from './time-choice.ts';

const LARGEST_TYPE_COUNT = 50;
/** Objects and arrays in a text. */
const JSON_TEXT = /^\s*[[{]/;
/** Ids in letters and digits, as hashes are. */
const HASH = /^(?=.*\d)[\w+/=-]{16,}$/;
const NUMBER = /^\s*[-+]?\d[\d.,]*\s*$/;

/**
 * Returns the keys that are named like a type, in the order of spec section 13. `events`: for each record, 1 if it can be an
 * event. A key that is the same in all of these tells them from other records: from the schema and the state of Singer.
 */
export function typeCandidates(facts: SampleFacts, events?: Uint8Array): readonly Candidate[] {
  const place = (candidate: Candidate): number =>
    // A key in some object is the type of something else more often than of the event.
    depth(candidate) === 1 || TYPE_PARENT.test(candidate.key.name.parent) ? 0 : 1;
  const found = namedCandidates(facts, typeRules(), isThere)
    .filter((candidate) => candidate.kind < LOOSE_TYPE || areFew(candidate))
    .filter((candidate) => candidate.kind < TITLE_TYPE || !isAnother(candidate))
    .filter((candidate) => candidate.kind < TYPE_KIND.COARSE || isText(candidate.key))
    .filter((candidate) => candidate.repeats !== true || comesAgain(candidate))
    .filter((candidate) => candidate.kind < TYPE_KIND.COARSE || !isConstant(candidate));
  const varying = found.filter(
    (candidate) => candidate.kind < TYPE_KIND.COARSE && distinct(candidate) > 1 && place(candidate) === 0,
  );
  // In few records too, where another that varies is there as often: Kubernetes has `kind` beside `verb`. What is another
  // in each of many is an id of the event: DHIS2 calls it `event`.
  const isMixed = events !== undefined && countOf(events) < facts.records.length;
  const tellsNothing = (candidate: Candidate): boolean =>
    isConstant(candidate) ||
    (isMixed && isOneOfEvents(facts, candidate, events)) ||
    (candidate.count >= FEW_RECORDS && isAnother(candidate)) ||
    (distinct(candidate) === 1 &&
      candidate.kind > LOOSE_TYPE &&
      varying.some(({ count }) => count >= candidate.count));
  return found.sort(
    (a, b) =>
      Number(tellsNothing(a)) - Number(tellsNothing(b)) ||
      place(a) - place(b) ||
      compareRanks(a, b) ||
      depth(a) - depth(b) ||
      distinct(b) - distinct(a) ||
      Number(isPast(a)) - Number(isPast(b)),
  );
}

function isOneOfEvents(
  { records, opensWrappers }: SampleFacts,
  { key }: Candidate,
  events: Uint8Array,
): boolean {
  const values = new Set<string>();
  let count = 0;
  for (const [i, record] of records.entries()) {
    const wrapped = events[i] === 1 ? scalarOf(valueAt(record, key.path), opensWrappers) : undefined;
    if (wrapped === undefined || isBlank(wrapped.scalar)) continue;
    values.add(textOf(wrapped.scalar));
    if (values.size > 1) return false;
    count++;
  }
  return count >= FEW_RECORDS;
}

/** Whether a type is the same in so many records that it is the name of a program or a file. */
export function saysNoType(candidate: Candidate): boolean {
  return candidate.kind >= TITLE_TYPE && isConstant(candidate);
}

/** Whether values repeat as those of a code do, not as those of an id or the texts of a title. */
function comesAgain(candidate: Candidate): boolean {
  return 2 * distinct(candidate) <= candidate.count;
}

function areFew(candidate: Candidate): boolean {
  return distinct(candidate) <= Math.max(LARGEST_TYPE_COUNT, candidate.count / 10);
}

/** Returns the keys whose texts repeat as those of a type do, whatever they are called: those that end like one first. */
export function typesByValue(facts: SampleFacts, taken: ReadonlySet<KeyFacts>): readonly Candidate[] {
  return facts.keys
    .filter((key) => {
      const { size } = key.distinct;
      if (
        !isText(key) ||
        key.scalars === 0 ||
        size < 2 ||
        size > LARGEST_TYPE_COUNT ||
        2 * size > key.count ||
        taken.has(key)
      )
        return false;
      const { last, parent } = key.name;
      // The cells of a table are texts, and those of numbers say how much or which, not what.
      if (key.samples.every((sample) => NUMBER.test(sample) || JSON_TEXT.test(sample))) return false;
      if (key.samples.every((sample) => HASH.test(sample))) return false;
      if (NO_TYPE.test(last) || (parent !== '' && NO_TYPE.test(parent))) return false;
      if (key.path.slice(0, -1).some(namesUser)) return false;
      // Dates say when; and a name that ends like one of a time, as `seat` does, has none without a digit.
      if (key.samples.every((sample) => /\d/.test(sample)) && readTimes(facts, [key.path], true))
        return false;
      if (matchName(key.name, timeRules())?.kind === TIME_KIND.NO_TIME) return false;
      return [userRules(), idRules()].every((rules) => matchName(key.name, rules) === undefined);
    })
    .map((key) =>
      candidateOf(facts, key, { kind: TYPE_KIND.BY_VALUE, tier: 0, order: endingOf(key) }, isThere),
    )
    .sort((a, b) => a.order - b.order);
}

/** Whether a part of a path names someone: what is below it says of what kind that one is. */
function namesUser(part: string): boolean {
  return matchName(keyNameOf([part]), userRules()) !== undefined;
}

/** The place of the ending that a key has in `TYPE_ENDINGS`. */
function endingOf({ name: { last } }: KeyFacts): number {
  const place = TYPE_ENDINGS.findIndex((ending) => ending.test(last));
  return place < 0 ? TYPE_ENDINGS.length : place;
}
