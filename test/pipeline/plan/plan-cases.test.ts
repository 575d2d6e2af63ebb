import { describe, expect, it } from 'vitest';
import { HOME_MADE, type PlanCase, PRODUCTS } from './plan-cases.ts';
import { planOf } from './plan-of.ts';

const RECORDS = 24;

function expectPlan({ record, user, time, type, format, id, warns, records = RECORDS }: PlanCase): void {
  const plan = planOf(Array.from({ length: records }, (_, i) => record(i)));
  expect({
    user: plan.user.text,
    time: plan.time.text,
    type: plan.type.text,
    format: plan.timeFormat.text,
    id: plan.id?.text,
  }).toEqual({ user, time, type, format: format ?? 'iso', id });
  expect(plan.outcome).toMatchObject({ records, events: records });
  if (warns !== undefined) expect(plan.warnings.join('\n')).toContain(warns);
}

describe('files of products that many people have', () => {
  it.for(PRODUCTS)('$name', expectPlan);
});

describe('files with names of their own', () => {
  it.for(HOME_MADE)('$name', expectPlan);
});
