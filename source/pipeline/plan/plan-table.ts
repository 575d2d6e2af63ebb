import { findPlan, standardPlan } from './find-plan.ts';
import { planOfTable } from './make-plan.ts';
import type { PlannedTable } from './plan.ts';
import type { HeadBytes, HeadPlan, PlanBasis } from './plan-basis.ts';
import { takeTableSample } from './table-sample.ts';

/** Plans how to read the rows of a table. */
export function planTable(
  { bytes, isWhole }: HeadBytes,
  { named, base, isStrict }: PlanBasis,
  table: PlannedTable,
): HeadPlan {
  const sample = takeTableSample(bytes, isWhole, table.layout);
  const plan = (isStrict ? standardPlan : findPlan)(sample, named, base);
  return { plan: planOfTable(plan, table), sampleOf: () => sample };
}
