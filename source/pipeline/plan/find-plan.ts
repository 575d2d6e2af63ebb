import type { PipelineSettings } from '../settings.ts';
import { OUTER, OUTER_KEY } from '../validate/outer-keys.ts';
import { lacksKey, recordBytesOf } from './absent-keys.ts';
import { coveredByAll, type SampleFacts } from './candidate.ts';
import { isThere, isUser, userCandidates } from './candidates.ts';
import {
  type Choice,
  chooseId,
  chooseTime,
  chooseType,
  chooseUser,
  keysText,
  NO_CHOICE,
} from './choose-roles.ts';
import type { KeyFacts } from './key-facts.ts';
import { keyUser } from './key-user.ts';
import { changePlan, makePlan } from './make-plan.ts';
import { USER_KIND } from './name-kinds.ts';
import { type OpenChoice, openRole } from './open-role.ts';
import { type CountedOutcome, countHead, countOutcome } from './outcome.ts';
import type { NamedSettings, Outcome, Plan, Planned, Sample, Try } from './plan.ts';
import { BEST_KINDS, kindsOf } from './plan-kinds.ts';
import { settingsOf } from './planned-settings.ts';
import { takeSample } from './sample.ts';
import {
  countThere,
  factsOfPart,
  type LazySampleFacts,
  namesOf,
  pathsOf,
  sampleFactsOf,
} from './sample-facts.ts';
import { readTimes } from './time-choice.ts';
import { unnamedTime, unnamedUser } from './unnamed-columns.ts';
import { missingKeys, rolesInWords, timeOfDayApart, userGaps } from './warnings.ts';

/**
 * Finds what is read as what (spec section 13). `named`: what is fixed. `base`: all settings, with the named ones; its
 * `year` is read where a format has none.
 */
export function findPlan(sample: Sample, named: NamedSettings, base: PipelineSettings): Plan {
  const lazyFacts = sampleFactsOf(sample, named, base);
  const plan = search(sample, named, base, lazyFacts);
  const missing = missingKeys(lazyFacts, named, sample.isPart === true);
  return missing.length === 0 ? plan : changePlan(plan, { warnings: [...missing, ...plan.warnings] });
}

/**
 * Returns the standard plan if it wins on the head of an input, which is soon known: the records need not be taken apart.
 * Otherwise undefined, and `findPlan` looks further. `base`: settings with no key or format named; `records`: where the
 * records are, if not side by side. `sampleOf` takes them apart after all.
 */
export function standardPlanThatWins(
  head: Uint8Array,
  isWhole: boolean,
  base: PipelineSettings,
  records?: Planned,
  sampleOf: () => Sample = () => takeSample(head, isWhole),
): Plan | undefined {
  if (records === undefined && lacksKey(head, standardKeys(base))) return undefined;
  const counted = countHead(head, isWhole, { ...base, records: records?.text });
  // Without a record there may be one in a container.
  if (counted.records === 0 || !standardWins(counted)) return undefined;
  const facts: LazySampleFacts = () => sampleFactsOf(sampleOf(), {}, base)();
  return changePlan(
    makePlan(() => counted, {}, base, facts, {}, records),
    { kinds: BEST_KINDS },
  );
}

/** Files in which the standard keys give enough events are read exactly as without a plan (spec section 13). */
function standardWins({ events, records }: Outcome): boolean {
  return records === 0 || 2 * events >= records;
}

function countsOf(sample: Sample): (settings: PipelineSettings) => CountedOutcome {
  return (settings) => countOutcome(sample, settings);
}

/** Does what `countsOf` does for keys that may be nowhere in the sample. */
function countsOfStandard(sample: Sample): (settings: PipelineSettings) => CountedOutcome {
  return (settings) => {
    if (!lacksKey(sample.bytes, standardKeys(settings))) return countOutcome(sample, settings);
    const records = sample.from.length;
    return { records, events: 0, users: 0, ids: 0, otherBytes: recordBytesOf(sample) };
  };
}

function standardKeys({ userKey, timeKey, typeKey }: PipelineSettings): readonly string[] {
  return [userKey, timeKey, typeKey];
}

/** Returns the plan that finds nothing: what is named, else the standard keys and ISO times. */
export function standardPlan(sample: Sample, named: NamedSettings, base: PipelineSettings): Plan {
  return makePlan(
    countsOfStandard(sample),
    named,
    base,
    sampleFactsOf(sample, named, base),
    {},
    sample.records,
  );
}

function search(
  sample: Sample,
  named: NamedSettings,
  base: PipelineSettings,
  lazyFacts: LazySampleFacts,
): Plan {
  const { records } = sample;
  const standard = makePlan(countsOfStandard(sample), named, base, lazyFacts, {}, records);
  const { events } = standard.outcome;
  if (standardWins(standard.outcome) || (keysAreNamed(named) && named.timeFormat !== undefined)) {
    return standard.outcome.events === 0 ? standard : changePlan(standard, { kinds: BEST_KINDS });
  }
  const facts = factsOfPart(sample, named, base)();
  const fixed = fixedKeys(facts, named, base);
  const roles = chooseRoles(facts, fixed, sample);
  const plan = (user: Choice | undefined, time: Choice): Plan =>
    makePlan(
      countsOf(sample),
      named,
      base,
      lazyFacts,
      {
        user: fixed.user ?? keysText(user),
        time: fixed.time ?? keysText(time),
        type: fixed.type ?? keysText(roles.type),
        // A user who names all keys wants no key found, not even an id.
        id: keysAreNamed(named) ? undefined : keysText(roles.id),
        timeFormat: time.reading?.format,
        warnings: [
          ...rolesInWords(user, roles.type, facts.records.length, records?.text),
          ...gapsOfStandardUser(facts, named, fixed),
          ...timeOfDayApart(facts, time),
        ],
      },
      records,
    );
  const fixedTime = fixed.time && { text: fixed.time, count: countThere(facts, fixed.time, isThere) };
  const open = openRole(roles.user, roles.time, fixedTime || undefined, roles.unnamed);
  if (open !== undefined) {
    const tries = triesOf(open.choices, named, plan).filter(({ outcome }) => outcome.events > events);
    return changePlan(standard, { nearest: { why: open.why, tries } });
  }
  const found = plan(roles.user, roles.time);
  if (found.outcome.events <= events) return standard;
  return changePlan(found, {
    kinds: kindsOf(roles.user, fixed.time === undefined ? roles.time : undefined),
  });
}

/** Returns what each of the choices of an open role would give. `plan`: makes the plan of one. */
function triesOf(
  choices: readonly OpenChoice[],
  { assumeTz: zone }: NamedSettings,
  plan: (user: Choice | undefined, time: Choice) => Plan,
): readonly Try[] {
  // With a zone that is named all of them read alike.
  return choices
    .filter(({ assumeTz }) => zone === undefined || assumeTz === choices[0].assumeTz)
    .map(({ user, time, assumeTz }) => {
      const found = plan(user, time);
      return {
        settings: settingsOf(found),
        outcome: found.outcome,
        assumeTz: zone === undefined ? assumeTz : undefined,
      };
    });
}

/** Says which key would fill the gaps of the standard user; nothing of a user that was named. */
function gapsOfStandardUser(
  facts: SampleFacts,
  named: NamedSettings,
  { user }: FixedKeys,
): readonly string[] {
  if (named.userKey !== undefined || user === undefined) return [];
  return userGaps(facts, user, userCandidates(without(facts, [user])));
}

/** Keys that are fixed, as the flags write them: named ones, and standard ones with values that can be read. */
interface FixedKeys {
  readonly user: string | undefined;
  readonly time: string | undefined;
  readonly type: string | undefined;
}

function fixedKeys(
  facts: SampleFacts,
  named: NamedSettings,
  { userKey, timeKey, typeKey }: PipelineSettings,
): FixedKeys {
  const inHalf = (keys: string, canBe: typeof isThere): string | undefined =>
    2 * countThere(facts, keys, canBe) >= facts.records.length ? keys : undefined;
  const isTime = (): boolean => readTimes(facts, pathsOf(timeKey), true) !== undefined;
  return {
    user: named.userKey ?? inHalf(userKey, isUser),
    time: named.timeKey ?? (isTime() ? inHalf(timeKey, isThere) : undefined),
    type: named.typeKey ?? inHalf(typeKey, isThere),
  };
}

interface Roles {
  /** Undefined for a key that is fixed. */
  readonly user: Choice | undefined;
  readonly time: Choice;
  readonly type: Choice | undefined;
  readonly id: Choice;
  /** The column that would be the time if it had a name; undefined if a time was found. */
  readonly unnamed: Choice | undefined;
}

function chooseRoles(facts: SampleFacts, fixed: FixedKeys, { isUnnamed = false, records }: Sample): Roles {
  // No key has two roles.
  const free = without(facts, [fixed.user, fixed.time, fixed.type]);
  const namedUser = fixed.user === undefined ? chooseUser(free) : undefined;
  const inner = ofRecords(free);
  const time =
    fixed.time === undefined
      ? chooseTime(inner)
      : { ...NO_CHOICE, reading: readTimes(facts, pathsOf(fixed.time), true) };
  const unnamed =
    isUnnamed && fixed.time === undefined && time.reading === undefined ? unnamedTime(free) : undefined;
  // If a cell holds a JSON object, the keys in it have names.
  const hasNoName = isUnnamed && namedUser?.candidates.length === 0;
  const isOpen =
    namedUser?.keys.every(({ kind }) => kind >= USER_KIND.THING) === true && namedUser.equals.length === 0;
  const byKey = isOpen ? keyUser(free, records?.text) : NO_CHOICE;
  const user = hasNoName ? unnamedUser(free, unnamed ?? time) : byKey.keys.length > 0 ? byKey : namedUser;
  const taken = new Set([...keysAt(facts, fixed.user), ...keysAt(facts, fixed.time)]);
  for (const { key } of [...(user?.keys ?? []), ...(unnamed ?? time).keys]) taken.add(key);
  const userPath = fixed.user === undefined ? user?.keys[0]?.key.path : pathsOf(fixed.user)[0];
  const roles = [user, unnamed ?? time].flatMap((choice) => (choice?.keys.length ? [choice.keys] : []));
  const events = coveredByAll(roles, facts.records.length);
  const type = fixed.type === undefined ? chooseType(ofRecords(facts), taken, userPath, events) : undefined;
  for (const key of [...keysAt(facts, fixed.type), ...(type?.keys ?? []).map(({ key }) => key)])
    taken.add(key);
  return { user, time, type, id: chooseId(ofRecords(facts), taken), unnamed };
}

/** Leaves out what the objects around records say: whose the records are, but not when and what each of them is. */
function ofRecords(facts: SampleFacts): SampleFacts {
  const isOuter = ({ path: [first] }: KeyFacts): boolean => first === OUTER || first === OUTER_KEY;
  return facts.keys.some(isOuter) ? { ...facts, keys: facts.keys.filter((key) => !isOuter(key)) } : facts;
}

/** Leaves out the keys that have a role already. */
function without(facts: SampleFacts, texts: readonly (string | undefined)[]): SampleFacts {
  const taken = new Set(texts.flatMap((text) => keysAt(facts, text)));
  return taken.size === 0 ? facts : { ...facts, keys: facts.keys.filter((key) => !taken.has(key)) };
}

function keysAt({ keys }: SampleFacts, text: string | undefined): readonly KeyFacts[] {
  const wanted = new Set((text === undefined ? [] : namesOf(text)).map((path) => JSON.stringify(path)));
  return keys.filter(({ path }) => wanted.has(JSON.stringify(path)));
}

function keysAreNamed({ userKey, timeKey, typeKey }: NamedSettings): boolean {
  return userKey !== undefined && timeKey !== undefined && typeKey !== undefined;
}
