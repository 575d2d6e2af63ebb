import { lazily } from '../text/lazily.ts';
import { NO_KEY } from '../validate/key-paths.ts';
import { OUTER, outerKeysOf } from '../validate/outer-keys.ts';
import { parseRecordPath } from '../validate/record-path.ts';
import { clipPath } from './clip-path.ts';
import { findPlan, standardPlanThatWins } from './find-plan.ts';
import { changePlan } from './make-plan.ts';
import { USER_KIND } from './name-kinds.ts';
import type { Plan, Planned } from './plan.ts';
import { type HeadBytes, type HeadPlan, isFree, type PlanBasis } from './plan-basis.ts';
import { comparePlanKinds } from './plan-kinds.ts';
import { takeShapedSample } from './sample.ts';
import { shapeCandidates } from './shape-candidates.ts';
import type { ShapeCandidate } from './shape-counts.ts';

/** How much of the head is read at each path that records may be at; all of it at the one that is chosen. */
const TRIED_BYTES = 128 * 1024;

/** How many paths are tried where nothing outside fits, and where a plan was found there. */
const MOST_TRIED = 4;
const MOST_TRIED_BESIDE = 2;

/**
 * Plans the records at a path. The objects around them are looked at only if the records have no user of their own, or an
 * address alone.
 */
export function shapedPlan(
  { bytes, isWhole }: HeadBytes,
  { named, base }: Pick<PlanBasis, 'named' | 'base'>,
  records: Planned,
): HeadPlan {
  const takeAll = outerKeysOf({ ...base, records: records.text }) !== undefined;
  const sampleOf = lazily(() => takeShapedSample(bytes, isWhole, base, records, takeAll));
  const standard = isFree(named) ? standardPlanThatWins(bytes, isWhole, base, records, sampleOf) : undefined;
  if (standard !== undefined) return { plan: standard, sampleOf };
  const plan = findPlan(sampleOf(), named, base);
  if (takeAll || isNamedBetter(plan, USER_KIND.ADDRESS)) return { plan, sampleOf };
  const withOuter = takeShapedSample(bytes, isWhole, base, records, true);
  const found = findPlan(withOuter, named, base);
  // An id or a login around records belongs to them. A name, a device or a session may belong to the writer of them all.
  const isBetter =
    isNamedBetter(found, USER_KIND.NAME) ||
    (isNamedBetter(found, USER_KIND.ADDRESS) && found.outcome.users > 1);
  return isBetter ? { plan: found, sampleOf: () => withOuter } : { plan, sampleOf };
}

/** Whether the user of a plan has a name of a better kind than `kind`, one of USER_KIND; false where no plan was found. */
function isNamedBetter({ kinds }: Plan, kind: number): boolean {
  return kinds !== undefined && kinds.user < kind;
}

/**
 * Returns the plan of the records inside a container, if they offer a better user and time than those outside. Of several
 * containers the one with the better user and time, then the one with more events. Where nothing fits outside or inside,
 * the function says what keeps a plan from being found inside. `fewest`: containers of which fewer objects are seen are left
 * out.
 */
export function bestShape(
  head: HeadBytes,
  basis: PlanBasis,
  plain: HeadPlan | undefined,
  fewest = 0,
): HeadPlan | undefined {
  // Where a plan was found outside, better ones are rare, and looking for them takes longer than that did.
  const most = plain?.plan.kinds === undefined ? MOST_TRIED : MOST_TRIED_BESIDE;
  const candidates = shapeCandidates(head.bytes)
    .filter(({ objects }) => objects >= fewest)
    .slice(0, most);
  // A single candidate is read in full at once.
  const isPart = candidates.length > 1 && head.bytes.length > TRIED_BYTES;
  const part = isPart ? { bytes: head.bytes.subarray(0, TRIED_BYTES), isWhole: false } : head;
  const tried = candidates.map((candidate) => {
    const records: Planned = { text: candidate.records, origin: 'found' };
    return { candidate, records, ...shapedPlan(part, basis, records) };
  });
  const found = tried.filter(({ plan }) => isBetter(plan, plain?.plan));
  const [best, next] = found.sort(
    (a, b) => compareKinds(a.plan, b.plan) || b.plan.outcome.events - a.plan.outcome.events,
  );
  if (best === undefined) {
    const inside = plain && openInside(plain, tried);
    const records = inside?.plan.records;
    return isPart && records !== undefined ? shapedPlan(head, basis, records) : inside;
  }
  const tie =
    next !== undefined && isEqual(best.plan, next.plan) ? tieWords(best.candidate, next.candidate) : [];
  const { plan, sampleOf } = isPart ? shapedPlan(head, basis, best.records) : best;
  return {
    plan: tie.length === 0 ? plan : changePlan(plan, { warnings: [...tie, ...plan.warnings] }),
    sampleOf,
  };
}

/**
 * Returns the plan of records inside of which a role stays open, or else the one outside with why there is none inside: an
 * object around all records says nothing of what is wrong with them.
 */
function openInside(
  plain: HeadPlan,
  tried: readonly (HeadPlan & { records: Planned })[],
): HeadPlan | undefined {
  const { outcome, nearest } = plain.plan;
  if (outcome.events > 0 || (nearest?.tries.length ?? 0) > 0) return undefined;
  const inside = tried.filter(({ plan, records }) => {
    // Each object has one string, but any number of objects.
    const least = outcome.records + (parseRecordPath(records.text).isText ? 0 : 1);
    return plan.outcome.records >= least && plan.nearest !== undefined;
  });
  const open = inside.find(({ plan }) => plan.nearest?.tries.length);
  const [first] = inside;
  if (open !== undefined || first?.plan.nearest === undefined) return open;
  const { records, plan } = first;
  const why = `in the objects at ${clipPath(records.text)} ${plan.nearest?.why}`;
  return { ...plain, plan: changePlan(plain.plan, { nearest: { why, tries: [], inside: plan } }) };
}

/** As `comparePlanKinds`, of plans that were found. */
function compareKinds({ kinds: a }: Plan, { kinds: b }: Plan): number {
  return a === undefined || b === undefined ? 0 : comparePlanKinds(a, b);
}

/** Returns whether the inner records are the better choice: their user and time are named at least as well. */
function isBetter(inside: Plan, outside: Plan | undefined): boolean {
  const { events, records } = inside.outcome;
  if (inside.kinds === undefined || 2 * events < records || events === 0) return false;
  if (outside === undefined) return true;
  // Times alone are better than nothing, and than one time of an object around many events.
  if (inside.kinds.user >= USER_KIND.NONE) {
    const isAround =
      outside.outcome.records === 1 && events > 1 && (outside.kinds?.user ?? 0) >= USER_KIND.NONE;
    return outside.outcome.events === 0 || isAround;
  }
  if (outside.kinds === undefined || 2 * outside.outcome.events < outside.outcome.records) return true;
  // A single object around many events that each have a user and a time is not an event itself.
  const difference = comparePlanKinds(inside.kinds, outside.kinds);
  if (difference < 0 || (outside.outcome.records === 1 && events > 1)) return true;
  // A session or a visit without a type, around events with a time and a type of their own, is not one either.
  const isOfOuter = inside.user.text.startsWith(OUTER) && events > outside.outcome.events;
  return difference === 0 && isOfOuter && inside.type.text !== NO_KEY && outside.type.text === NO_KEY;
}

function isEqual(a: Plan, b: Plan): boolean {
  return compareKinds(a, b) === 0 && a.outcome.events === b.outcome.events;
}

function tieWords(chosen: ShapeCandidate, other: ShapeCandidate): readonly string[] {
  return [
    `the records at ${clipPath(chosen.records)} are read, those at ${clipPath(other.records)} would fit as well (--records)`,
  ];
}
