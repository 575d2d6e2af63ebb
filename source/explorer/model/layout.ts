import type { Plan } from '../../pipeline/plan/plan.ts';
import { unusualContainer } from '../../pipeline/plan/plan-words.ts';
import { type ScreenLayout, screenLayout } from '../view/screen-layout.ts';
import type { Model } from './model.ts';

/** Whether something of a plan was found or named, so that the header has a line for it. */
export function isUnusualPlan({
  container,
  table,
  records,
  user,
  time,
  type,
  id,
  timeFormat,
}: Plan): boolean {
  const parts = [...unusualContainer(container, table), table, records, user, time, type, id, timeFormat];
  return parts.some((part) => part !== undefined && part.origin !== 'standard');
}

/** The position of everything on the screen of a model. */
export function layoutOf({
  columns,
  rows,
  plan,
  chips,
  overlay,
}: Pick<Model, 'columns' | 'rows' | 'plan' | 'chips'> & Partial<Pick<Model, 'overlay'>>): ScreenLayout {
  const tellsPlan = plan !== undefined && isUnusualPlan(plan);
  return screenLayout(columns, rows, tellsPlan, chips.length > 0, overlay?.kind === 'help');
}
