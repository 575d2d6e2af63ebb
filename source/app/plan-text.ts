import { clipName } from '../format/clip-text.ts';
import { textContradiction } from '../input/look/look.ts';
import type { Source } from '../input/source.ts';
import { changePlan } from '../pipeline/plan/make-plan.ts';
import type { PlannedContainer } from '../pipeline/plan/plan.ts';
import { type PlannedInput, type PlanOptions, planInput } from './plan-input.ts';

/** Plans how to read the text of one input, and says where its name contradicts what was found in it. */
export async function planText(
  source: Source,
  options: PlanOptions,
  containerOf: () => PlannedContainer | undefined,
): Promise<PlannedInput> {
  const planned = await planInput(source, options, containerOf);
  const { plan } = planned;
  const isNamed = options.container.format !== undefined || options.table.isTable;
  if (isNamed || plan.outcome.records === 0) return planned;
  const contradicts = textContradiction(source.name, plan.table !== undefined);
  if (contradicts === undefined) return planned;
  const warnings = [`${clipName(source.name)} ${contradicts}`, ...plan.warnings];
  return { ...planned, plan: changePlan(plan, { warnings }) };
}
