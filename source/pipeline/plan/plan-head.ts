import {
  CLOSED,
  FIRST_READING,
  OUT_OF_BYTES,
  OUT_OF_BYTES_IN_STRING,
  RecordEndReader,
} from '../scan/record-end.ts';
import { quoteFollows } from '../scan/separators.ts';
import type { PipelineSettings } from '../settings.ts';
import { decodeUtf8, LINE_FEED, OPEN_BRACE } from '../text/bytes.ts';
import { isJson } from '../text/is-json.ts';
import { lazily } from '../text/lazily.ts';
import { clipPath } from './clip-path.ts';
import { holdsControlLines } from './control-lines.ts';
import { findPlan, standardPlan, standardPlanThatWins } from './find-plan.ts';
import { changePlan } from './make-plan.ts';
import { eventShare } from './outcome.ts';
import type { NamedSettings, Plan, Planned } from './plan.ts';
import { type HeadBytes, type HeadPlan, isFree, type PlanBasis } from './plan-basis.ts';
import { BEST_KINDS, comparePlanKinds } from './plan-kinds.ts';
import { plannedSettings } from './planned-settings.ts';
import { holdsRecord, leadsToRecords, takeSample, takeShapedSample } from './sample.ts';
import { holdsShape, SHAPE_BYTES, shapeCandidates } from './shape-candidates.ts';
import { bestShape, shapedPlan } from './shaped-plan.ts';

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
    // Most likely one large envelope, whose end is not in the head.
    const shaped = bestShape(head, basis, undefined);
    // One record alone may as well be the last line of a file, below a line that was cut off in a list.
    const isEnvelope = shaped?.plan.outcome.records !== 1 || !isWhole || standardOf() === undefined;
    if (shaped !== undefined && isEnvelope) return shaped;
  }
  const standard = standardOf();
  const plain: HeadPlan = { plan: standard ?? findPlan(taken(), named, base), sampleOf: taken };
  if (isPinned(named)) return plain;
  const isDamaged = isFirstDamaged(bytes);
  const mayBeInside = plain.plan.otherBytes >= LEAST_OTHER_SHARE * bytes.length || isDamaged;
  const inDamaged = mayBeInside ? besideDamage(head, basis, plain, isDamaged) : undefined;
  if (inDamaged !== undefined) return inDamaged;
  return standard !== undefined || isGood(plain.plan) ? plain : (bestShape(head, basis, plain) ?? plain);
}

/** A container has objects for at least this share of the events outside: a list in some of these is none. */
const FEWEST_INSIDE = 0.5;

/** Below this share of the head, records that are no events are no envelopes. */
const LEAST_OTHER_SHARE = 0.02;

/**
 * Returns the plan of the records inside a container, if most of them are events and as much of the head is events as by
 * the plan outside: a damaged envelope is read on behind the damage as if it was none, and more than one record around it
 * would be lost. A damaged event that holds a list is no envelope. `isDamaged`: the first record is, so that little of the
 * container is seen as one.
 */
function besideDamage(
  head: HeadBytes,
  basis: PlanBasis,
  plain: HeadPlan,
  isDamaged: boolean,
): HeadPlan | undefined {
  const { events: outside } = plain.plan.outcome;
  if (outside === 0) return undefined;
  // A container that is read on behind its damage has all events that are read outside.
  const seen = Math.min(1, SHAPE_BYTES / head.bytes.length);
  const fewest = isDamaged ? 0 : FEWEST_INSIDE * outside * seen;
  const inside = bestShape(head, basis, undefined, fewest);
  if (inside === undefined) return undefined;
  const { outcome, records: path } = inside.plan;
  if (2 * outcome.events <= outcome.records || path === undefined) return undefined;
  // Damage may show a list at a path that leads to none: the records around it then count as they are.
  if (!leadsToRecords(head.bytes, head.isWhole, basis.base, path)) return undefined;
  const shareOf = ({ plan }: HeadPlan): number =>
    eventShare(head.bytes, head.isWhole, plannedSettings(basis.base, plan));
  return shareOf(inside) >= shareOf(plain) ? inside : undefined;
}

/** Whether a head is known to hold what a plan is made of: a record, or objects in a container that is not closed yet. */
export function holdsPlannable(head: Uint8Array): boolean {
  // The beginning of a large envelope shows objects in it, and its end may be far away.
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

/** Whether the first record ends early, or spans lines and is no JSON, and so is read a second time. */
function isFirstDamaged(head: Uint8Array): boolean {
  const soon = head.subarray(0, SOON_BYTES);
  const brace = soon.indexOf(OPEN_BRACE);
  if (brace < 0) return false;
  const reader = new RecordEndReader();
  const ending = reader.read(soon, brace, soon.length, FIRST_READING, 0);
  if (ending !== CLOSED) return ending !== OUT_OF_BYTES && ending !== OUT_OF_BYTES_IN_STRING;
  const record = soon.subarray(brace, reader.stop);
  return record.includes(LINE_FEED) && !isJson(decodeUtf8(record));
}

/** With these named, nothing is found. */
function isPinned({ userKey, timeKey, typeKey, timeFormat }: NamedSettings): boolean {
  return [userKey, timeKey, typeKey, timeFormat].every((part) => part !== undefined);
}

/** No record inside could have a better user and time. */
function isGood({ kinds, outcome }: Plan): boolean {
  return outcome.records > 1 && kinds !== undefined && comparePlanKinds(kinds, BEST_KINDS) === 0;
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

function noRecordsAt({ bytes }: HeadBytes, records: string): string {
  const near = shapeCandidates(bytes).map(
    ({ records, objects }) => `${clipPath(records)} leads to ${objects}`,
  );
  const words =
    near.length === 0 ? 'every object is read as a record' : `${near.join(', ')} of those seen first`;
  return `--records ${clipPath(records)} leads to no record; ${words}`;
}
