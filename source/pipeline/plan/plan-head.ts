import {
  CLOSED,
  FIRST_READING,
  OUT_OF_BYTES,
  OUT_OF_BYTES_IN_STRING,
  RecordEndReader,
} from '../scan/record-end.ts';
import { quoteFollows } from '../scan/separators.ts';
import type { PipelineSettings } from '../settings.ts';
import { OPEN_BRACE } from '../text/bytes.ts';
import { NO_KEY } from '../validate/key-paths.ts';
import { OUTER, outerKeysOf } from '../validate/outer-keys.ts';
import { holdsControlLines } from './control-lines.ts';
import { findPlan, standardPlan, standardPlanThatWins } from './find-plan.ts';
import { changePlan } from './make-plan.ts';
import type { Plan, Planned, Sample } from './plan.ts';
import { holdsRecord, leadsToRecords, takeSample, takeShapedSample } from './sample.ts';
import type { NamedSettings } from './sample-facts.ts';
import { holdsShape, shapeCandidates } from './shape-candidates.ts';
import type { ShapeCandidate } from './shape-counts.ts';

/** Ranks of a user or a time that nothing is named like; see `Plan.rank`. */
const FULL_USER_RANK = 9;
/** See name-rules. */
const ADDRESS_RANK = 4;

/** How much of the head is read at each path that records may be at; all of it at the one that is chosen. */
const TRIED_BYTES = 128 * 1024;

/** How many paths are tried where nothing outside fits, and where a plan was found there. */
const MOST_TRIED = 4;
const MOST_TRIED_BESIDE = 2;

/** The head of an input. */
export interface HeadBytes {
  readonly bytes: Uint8Array;
  /** Whether the input ends with it. */
  readonly isWhole: boolean;
}

/** What is known before a plan is made. */
export interface PlanBasis {
  /** What is fixed. */
  readonly named: NamedSettings;
  /** All settings, with the named ones. */
  readonly base: PipelineSettings;
  /** Whether nothing is found. */
  readonly isStrict: boolean;
}

/** A plan, and the records that it was made of. */
export interface HeadPlan {
  readonly plan: Plan;
  /** Returns the sample, which is not taken where the standard plan wins. */
  readonly sampleOf: () => Sample;
}

/** Returns the settings for the control lines that the head of an input has, as those of a bulk file (spec section 14). */
export function withControlLines<Settings extends PipelineSettings>(
  head: HeadBytes,
  base: Settings,
): Settings {
  return { ...base, skipsControlLines: holdsControlLines(head.bytes) };
}

/** Plans how to read an input: where its records are, then what is read as what (spec section 13). */
export function planHead(head: HeadBytes, basis: PlanBasis): HeadPlan {
  const { named, base, isStrict } = basis;
  const { bytes, isWhole } = head;
  const taken = lazily(() => takeSample(bytes, isWhole, { ...base, records: undefined }));
  if (named.records !== undefined) return namedShape(head, basis, named.records);
  if (isStrict) return { plan: standardPlan(taken(), named, base), sampleOf: taken };
  const standardOf = lazily(() => (isFree(named) ? standardPlanThatWins(bytes, isWhole, base) : undefined));
  if (!isPinned(named) && !hasRecordSoon(bytes)) {
    // Most likely one large envelope, whose end would be looked for in vain.
    const shaped = bestShape(head, basis, undefined);
    // One record alone may as well be the last line of a file, below a line that was cut off in a list.
    const isEnvelope = shaped?.plan.outcome.records !== 1 || !isWhole || standardOf() === undefined;
    if (shaped !== undefined && isEnvelope) return shaped;
  }
  const standard = standardOf();
  if (standard !== undefined) return { plan: standard, sampleOf: taken };
  const plain: HeadPlan = { plan: findPlan(taken(), named, base), sampleOf: taken };
  return isPinned(named) || isGood(plain.plan) ? plain : (bestShape(head, basis, plain) ?? plain);
}

/** Whether a head is known to hold what a plan is made of: a record, or objects in a container that is not closed yet. */
export function holdsPlannable(head: Uint8Array): boolean {
  // The beginning of a large envelope shows objects in it long before its end is looked for in vain.
  const first = head.subarray(0, FIRST_BYTES);
  return hasRecordSoon(first) || holdsShape(head) || hasRecordSoon(head) || holdsRecord(head);
}

/** Most records end within this. */
const FIRST_BYTES = 4 * 1024;

/** Records mostly end within this. */
const SOON_BYTES = 64 * 1024;

function hasRecordSoon(head: Uint8Array): boolean {
  const soon = head.subarray(0, SOON_BYTES);
  const brace = soon.indexOf(OPEN_BRACE);
  if (brace < 0 || quoteFollows(soon, brace, soon.length) !== true) return holdsRecord(soon);
  // Mostly the first brace begins a record that closes soon, or an envelope that does not: to see that costs far less than a
  // scan, which would wait for more of it.
  const ending = new RecordEndReader().read(soon, brace, soon.length, FIRST_READING, 0);
  if (ending === CLOSED) return true;
  return ending !== OUT_OF_BYTES && ending !== OUT_OF_BYTES_IN_STRING && holdsRecord(soon);
}

/** Whether nothing but the place of the records is named. */
function isFree(named: NamedSettings): boolean {
  return Object.keys(named).every((part) => part === 'records');
}

/** With these named, nothing is found. */
function isPinned({ userKey, timeKey, typeKey, timeFormat }: NamedSettings): boolean {
  return [userKey, timeKey, typeKey, timeFormat].every((part) => part !== undefined);
}

/** No record inside could have a better user and time. */
function isGood({ rank, outcome }: Plan): boolean {
  return outcome.records > 1 && rank !== undefined && rank <= 0;
}

/** Reads the records at a path that was named; says so if there are none. */
function namedShape(head: HeadBytes, { named, base, isStrict }: PlanBasis, records: string): HeadPlan {
  const path: Planned = { text: records, origin: 'named' };
  const strict = isStrict ? takeShapedSample(head.bytes, head.isWhole, base, path, true) : undefined;
  const { plan: found, sampleOf } =
    strict === undefined
      ? shapedPlan(head, { named, base }, path)
      : { plan: standardPlan(strict, named, base), sampleOf: () => strict };
  const isThere = found.outcome.records > 0 && leadsToRecords(head.bytes, head.isWhole, base, path);
  const plan = isThere
    ? found
    : changePlan(found, { warnings: [noRecordsAt(head, records), ...found.warnings] });
  return { plan, sampleOf };
}

/** Plans the records at a path. The objects around them are looked at only if the records have no user of their own. */
function shapedPlan(
  { bytes, isWhole }: HeadBytes,
  { named, base }: Pick<PlanBasis, 'named' | 'base'>,
  records: Planned,
): HeadPlan {
  const takeAll = outerKeysOf({ ...base, records: records.text }) !== undefined;
  const sampleOf = lazily(() => takeShapedSample(bytes, isWhole, base, records, takeAll));
  const standard = isFree(named) ? standardPlanThatWins(bytes, isWhole, base, records, sampleOf) : undefined;
  if (standard !== undefined) return { plan: standard, sampleOf };
  const plan = findPlan(sampleOf(), named, base);
  if (takeAll || (plan.rank !== undefined && plan.rank < 10 * FULL_USER_RANK)) return { plan, sampleOf };
  const withOuter = takeShapedSample(bytes, isWhole, base, records, true);
  const found = findPlan(withOuter, named, base);
  // An id or a login around records belongs to them. A name, a device or a session may belong to the writer of them all.
  const { rank = Number.POSITIVE_INFINITY, outcome } = found;
  const isBetter = rank < 10 || (rank < 10 * ADDRESS_RANK && outcome.users > 1);
  return isBetter ? { plan: found, sampleOf: () => withOuter } : { plan, sampleOf };
}

function noRecordsAt({ bytes }: HeadBytes, records: string): string {
  const near = shapeCandidates(bytes).map(({ records, objects }) => `${clip(records)} leads to ${objects}`);
  const words =
    near.length === 0 ? 'every object is read as a record' : `${near.join(', ')} of those seen first`;
  return `--records ${clip(records)} leads to no record; ${words}`;
}

function clip(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}

/**
 * Returns the plan of the records inside a container, if they offer a better user and time than those outside. Of several
 * containers the one with the better user and time, then the one with more events.
 */
function bestShape(head: HeadBytes, basis: PlanBasis, plain: HeadPlan | undefined): HeadPlan | undefined {
  // Where a plan was found outside, better ones are rare, and looking for them takes longer than that did.
  const most = plain?.plan.rank === undefined ? MOST_TRIED : MOST_TRIED_BESIDE;
  const candidates = shapeCandidates(head.bytes).slice(0, most);
  // What is tried alone is not tried before it is read.
  const isPart = candidates.length > 1 && head.bytes.length > TRIED_BYTES;
  const part = isPart ? { bytes: head.bytes.subarray(0, TRIED_BYTES), isWhole: false } : head;
  const found = candidates.flatMap((candidate) => {
    const records: Planned = { text: candidate.records, origin: 'found' };
    const { plan, sampleOf } = shapedPlan(part, basis, records);
    return isBetter(plan, plain?.plan) ? [{ candidate, records, plan, sampleOf }] : [];
  });
  const [best, next] = found.sort(
    (a, b) => (a.plan.rank ?? 0) - (b.plan.rank ?? 0) || b.plan.outcome.events - a.plan.outcome.events,
  );
  if (best === undefined) return undefined;
  const tie =
    next !== undefined && isEqual(best.plan, next.plan) ? tieWords(best.candidate, next.candidate) : [];
  const { plan, sampleOf } = isPart ? shapedPlan(head, basis, best.records) : best;
  return {
    plan: tie.length === 0 ? plan : changePlan(plan, { warnings: [...tie, ...plan.warnings] }),
    sampleOf,
  };
}

/** Returns whether the inner records are the better choice: their user and time rank at least as high. */
function isBetter(inside: Plan, outside: Plan | undefined): boolean {
  const { events, records } = inside.outcome;
  if (inside.rank === undefined || 2 * events < records || events === 0) return false;
  if (outside === undefined) return true;
  // Times alone are better than nothing.
  if (inside.rank >= 10 * FULL_USER_RANK) return outside.outcome.events === 0;
  if (outside.rank === undefined || 2 * outside.outcome.events < outside.outcome.records) return true;
  // One object around many events that have all of it is no event.
  if (inside.rank < outside.rank || (outside.outcome.records === 1 && events > 1)) return true;
  // Nor is a session or a visit around events with a time and a type of their own, if it has none.
  const isOfOuter = inside.user.text.startsWith(OUTER) && events > outside.outcome.events;
  return (
    inside.rank === outside.rank && isOfOuter && inside.type.text !== NO_KEY && outside.type.text === NO_KEY
  );
}

function isEqual(a: Plan, b: Plan): boolean {
  return a.rank === b.rank && a.outcome.events === b.outcome.events;
}

function tieWords(chosen: ShapeCandidate, other: ShapeCandidate): readonly string[] {
  return [
    `the records at ${clip(chosen.records)} are read, those at ${clip(other.records)} would fit as well (--records)`,
  ];
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
