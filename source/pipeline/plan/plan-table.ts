import { findPlan, standardPlan } from './find-plan.ts';
import { changePlan, planOfTable } from './make-plan.ts';
import type { PlannedTable } from './plan.ts';
import type { HeadBytes, HeadPlan, PlanBasis } from './plan-basis.ts';
import { takeTableSample } from './table-sample.ts';
import { tableWarnings } from './table-warnings.ts';

/** Plans how to read the rows of a table. */
export function planTable(
  { bytes, isWhole }: HeadBytes,
  { named, base, isStrict }: PlanBasis,
  table: PlannedTable,
): HeadPlan {
  const sample = takeTableSample(bytes, isWhole, table.layout);
  const plan = (isStrict ? standardPlan : findPlan)(sample, named, base);
  const warnings = [...tableWarnings(table.layout, sample), ...plan.warnings];
  return { plan: planOfTable(changePlan(plan, { warnings }), table), sampleOf: () => sample };
}
