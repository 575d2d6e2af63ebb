import { formatCount, formatWholePercent, listInWords } from '../../format/human-format.ts';
import type { Plan, Planned } from '../../pipeline/plan/plan.ts';
import { type Dataset, mayGrow } from '../../pipeline/result/dataset.ts';
import { formatKeys, parseKeys } from '../../pipeline/validate/key-paths.ts';
import {
  JSON_DECODE_ERROR,
  REASONS,
  RECORD_TOO_LONG,
  reasonsByCount,
} from '../../pipeline/validate/reasons.ts';

/** What is needed to say why most records are rejected. A Model has it. */
interface Read {
  readonly dataset: Dataset | undefined;
  readonly plan: Plan | undefined;
}

/** While a file is loaded, fewer records than these do not show what most of them are. */
const ENOUGH_RECORDS = 1000;

/**
 * Says why most records are rejected and what can be done; undefined where most of them are events, and where no choice of
 * keys would change that: the list of reasons says what is wrong with records that are no JSON.
 */
export function whyMostRejected(read: Read): string | undefined {
  const fault = faultOfMost(read);
  if (fault === undefined || read.dataset === undefined) return undefined;
  const { totalEvents, rejections } = read.dataset;
  const counts = `${formatCount(rejections.count)} of ${formatCount(totalEvents)}`;
  return `${counts} records are rejected; ${fault}`;
}

/** What is wrong with most records and what can be done, to follow words that say that there is nothing to show; or ''. */
export function soMostAreRejected(read: Read): string {
  const fault = faultOfMost(read);
  return fault === undefined ? '' : `; ${fault}`;
}

function faultOfMost({ dataset, plan }: Read): string | undefined {
  if (dataset === undefined || plan === undefined || !areMostRejected(dataset)) return undefined;
  const [most] = reasonsByCount(dataset.rejections.countByReason);
  if (plan.fields.length === 0 || most === JSON_DECODE_ERROR || most === RECORD_TOO_LONG) return undefined;
  const missing = missingKeys(plan);
  const fault = missing.length === 0 ? REASONS[most].meaning : missing.join(', ');
  // First what can be done: a narrow screen cuts the end.
  return `M chooses the keys: ${fault}`;
}

function areMostRejected({ totalEvents, rejections, state }: Dataset): boolean {
  return rejections.count * 2 > totalEvents && (!mayGrow(state) || totalEvents >= ENOUGH_RECORDS);
}

/** The keys that most records do not have. */
function missingKeys(plan: Plan): readonly string[] {
  const coverages = [plan.user, plan.time, plan.type].map(
    (part) => [part.text, coverageOf(plan, part)] as const,
  );
  const nowhere = coverages.filter(([, coverage]) => coverage === 0).map(([text]) => text);
  const rare = coverages.filter(([, coverage]) => coverage > 0 && coverage < 0.5);
  const lacking = rare.map(([text, coverage]) => `${text} is in ${formatWholePercent(coverage, 1)} of them`);
  if (nowhere.length === 0) return lacking;
  return [`${listInWords(nowhere)} ${nowhere.length === 1 ? 'is' : 'are'} in no record`, ...lacking];
}

/** The share of the records in which one of the keys of a role is, at least; 1 for a role without a key. */
function coverageOf({ fields }: Plan, { text }: Planned): number {
  const paths = parseKeys(text)?.map((path) => formatKeys([path]));
  if (paths === undefined) return 1;
  return Math.max(...paths.map((path) => fields.find((field) => field.path === path)?.coverage ?? 0));
}
