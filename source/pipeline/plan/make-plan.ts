import type { PipelineSettings } from '../settings.ts';
import { lazily } from '../text/lazily.ts';
import { lacksYear } from '../time/time-format.ts';
import { NO_KEY } from '../validate/key-paths.ts';
import { FEWEST_DISTINCT_IDS } from './candidates.ts';
import { fieldsOf } from './field-rows.ts';
import type { CountedOutcome } from './outcome.ts';
import type { NamedSettings, Plan, Planned, PlannedTable } from './plan.ts';
import { plannedSettings } from './planned-settings.ts';
import type { LazySampleFacts } from './sample-facts.ts';
import { assumedYear } from './warnings.ts';

/** What was found for a plan: keys and a format as the flags write them. */
export interface Found {
  readonly user?: string | undefined;
  readonly time?: string | undefined;
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  readonly timeFormat?: string | undefined;
  readonly warnings?: readonly string[];
}

/**
 * Makes the plan of what is named, what was found and, for the rest, the standard. `count` returns what settings give on
 * the sample.
 */
export function makePlan(
  count: (settings: PipelineSettings) => CountedOutcome,
  named: NamedSettings,
  base: PipelineSettings,
  lazyFacts: LazySampleFacts,
  found: Found,
  records?: Planned,
): Plan {
  const timeFormat = part(named.timeFormat, found.timeFormat, base.timeFormat);
  const parts = {
    ...(records && { records }),
    user: part(named.userKey, found.user, base.userKey),
    time: part(named.timeKey, found.time, base.timeKey),
    type: part(named.typeKey, found.type, base.typeKey),
    id: idPart(named.idKey, found.id),
    timeFormat,
  };
  const year = lacksYear(timeFormat.text) ? base.year : undefined;
  const isAssumed = year !== undefined && named.year === undefined;
  const isNamedId = parts.id?.origin === 'named';
  const plan = {
    ...parts,
    ...(isNamedId && { idOnlyKeepsApart: !base.idDecides }),
    year,
    yearEndsAtMonth: year === undefined ? undefined : base.yearEndsAtMonth,
    isStandard: Object.values(parts).every((one) => one === undefined || one.origin === 'standard'),
    warnings: [...(found.warnings ?? []), ...(isAssumed ? [assumedYear(year, base.yearEndsAtMonth)] : [])],
  };
  const { ids, otherBytes, ...outcome } = count(plannedSettings(base, plan));
  // It was found in a part of the sample, and is no id if it repeats in the rest.
  const repeats = parts.id?.origin === 'found' && ids < FEWEST_DISTINCT_IDS * outcome.events;
  return withFields({ ...plan, ...(repeats && { id: undefined }), outcome, otherBytes }, () =>
    fieldsOf(lazyFacts()),
  );
}

function part(named: string | undefined, found: string | undefined, standard: string): Planned {
  if (named !== undefined) return { text: named, origin: 'named' };
  return found === undefined || found === standard
    ? { text: standard, origin: 'standard' }
    : { text: found, origin: 'found' };
}

function idPart(named: string | undefined, found: string | undefined): Planned | undefined {
  if (named !== undefined) return { text: named, origin: 'named' };
  return found === undefined || found === NO_KEY ? undefined : { text: found, origin: 'found' };
}

/** Adds the rows of Fields, which are only made when they are read: they take longer than all else in a plan. */
function withFields(plan: Omit<Plan, 'fields'>, make: () => Plan['fields']): Plan {
  return Object.defineProperty({ ...plan, fields: [] }, 'fields', { enumerable: true, get: lazily(make) });
}

/** Returns the plan of a table that was made from a sample of its rows as JSON. */
export function planOfTable(plan: Plan, table: PlannedTable): Plan {
  const { nearest } = plan;
  const tries = nearest?.tries.map((one) => ({ ...one, settings: { ...one.settings, table: table.layout } }));
  return changePlan(plan, {
    table,
    isStandard: false,
    ...(nearest !== undefined && tries !== undefined && { nearest: { ...nearest, tries } }),
  });
}

/** Returns the plan with other parts. A spread would make the rows of Fields. */
export function changePlan(
  plan: Plan,
  parts: Partial<Pick<Plan, 'container' | 'warnings' | 'nearest' | 'kinds' | 'table' | 'isStandard'>>,
): Plan {
  const { fields: _, ...rest } = Object.getOwnPropertyDescriptors(plan);
  const copy = Object.defineProperties({}, rest) as Omit<Plan, 'fields'>;
  return withFields({ ...copy, ...parts }, () => plan.fields);
}
