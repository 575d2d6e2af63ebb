import type { PipelineSettings } from '../settings.ts';
import type { Plan, PlannedSettings } from './plan.ts';

/** What a plan says, without what it was found by. */
export type PlanParts = Omit<
  Plan,
  'container' | 'outcome' | 'otherBytes' | 'fields' | 'warnings' | 'isStandard' | 'nearest' | 'kinds'
>;

/** Returns the settings that a plan decides. */
export function settingsOf(plan: PlanParts): PlannedSettings {
  const { records, user, time, type, id, timeFormat, year, yearEndsAtMonth, table } = plan;
  return {
    records: records?.text,
    userKey: user.text,
    timeKey: time.text,
    typeKey: type.text,
    idKey: id?.text,
    // An id that was found only keeps events apart (spec section 4).
    idDecides: id?.origin === 'named' && plan.idOnlyKeepsApart !== true,
    timeFormat: timeFormat.text,
    year,
    yearEndsAtMonth,
    table: table?.layout,
  };
}

/** Returns the settings of a plan that also names the others. */
export function plannedSettings(base: PipelineSettings, plan: PlanParts): PipelineSettings {
  return { ...base, ...settingsOf(plan) };
}
