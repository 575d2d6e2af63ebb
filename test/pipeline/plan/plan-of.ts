import { findPlan } from '../../../source/pipeline/plan/find-plan.ts';
import type { NamedSettings, Plan, Sample } from '../../../source/pipeline/plan/plan.ts';
import { takeSample } from '../../../source/pipeline/plan/sample.ts';
import { DEFAULT_SETTINGS, type PipelineSettings } from '../../../source/pipeline/settings.ts';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';

/** The settings of a command that names nothing: wrappers open, and a year for times that have none. */
export const BASE: PipelineSettings = {
  ...DEFAULT_SETTINGS,
  opensWrappers: true,
  year: 2024,
  yearEndsAtMonth: 6,
};

/** The sample of a text that is a whole input. */
export function sampleOf(text: string): Sample {
  return takeSample(encodeUtf8(text), true);
}

/** The records as JSON Lines. */
export function linesOf(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** The plan for these records. `named`: what flags name. */
export function planOf(records: readonly object[], named: NamedSettings = {}): Plan {
  return findPlan(sampleOf(linesOf(records)), named, {
    ...BASE,
    ...named,
    idDecides: named.idKey !== undefined,
  });
}
