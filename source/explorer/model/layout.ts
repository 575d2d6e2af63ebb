import type { Plan } from '../../pipeline/plan/plan.ts';
import { unusualContainer } from '../../pipeline/plan/plan-words.ts';
import { type ScreenLayout, screenLayout } from '../view/screen-layout.ts';
import type { ChipKind, Model } from './model.ts';

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

/** What is narrowed in the tab, in the order in which it was: a reason narrows nothing but Skipped. */
export function chipsInTab({ chips, tab }: Pick<Model, 'chips' | 'tab'>): readonly ChipKind[] {
  return tab === 'skipped' ? chips : chips.filter((kind) => kind !== 'reason');
}

/** The position of everything on the screen of a model. */
export function layoutOf(
  model: Pick<Model, 'columns' | 'rows' | 'plan' | 'chips' | 'tab'> & Partial<Pick<Model, 'overlay'>>,
): ScreenLayout {
  const { columns, rows, plan, overlay } = model;
  return screenLayout(columns, rows, {
    hasPlanLine: plan !== undefined && isUnusualPlan(plan),
    hasChips: chipsInTab(model).length > 0,
    hasHelp: overlay?.kind === 'help',
  });
}
