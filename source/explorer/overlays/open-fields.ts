import type { Plan, Sample } from '../../pipeline/plan/plan.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import { hasWholeFile } from '../model/load-state.ts';
import type { Model } from '../model/model.ts';
import { noEffects, type Transition, withMessage } from '../model/transition.ts';
import { AT_TOP } from '../view/viewport.ts';
import { bestChoice, choiceOfPlan, withChoice } from './field-choices.ts';

/** Opens Fields with what the file is read as; where that gave no event, with the best keys there are. */
export function openFields(model: Model): Transition {
  const { plan, sample, planBase } = model;
  if (plan === undefined || sample === undefined || planBase === undefined)
    return withMessage(model, 'nothing has been read yet');
  if (plan.fields.length === 0) {
    return withMessage(model, 'there are no keys: no record at the beginning is a JSON object');
  }
  const hasNoEvent = hasWholeFile(model) && model.dataset?.store.count === 0;
  return noEffects(withFields(model, { plan, sample, base: planBase }, hasNoEvent));
}

/** Opens Fields by itself if no event could be read; never over what a user has opened, or will open with waiting keys. */
export function offerFields(model: Model): Model {
  const { plan, sample, planBase: base, overlay, prompt, typedAhead } = model;
  if (plan === undefined || sample === undefined || base === undefined) return model;
  const isFree = overlay === undefined && prompt === undefined && typedAhead.length === 0;
  return isFree && plan.fields.length > 0 ? withFields(model, { plan, sample, base }, true) : model;
}

/** `hasNoEvent`: the best keys are filled in. */
function withFields(
  model: Model,
  { plan, sample, base }: { readonly plan: Plan; readonly sample: Sample; readonly base: PipelineSettings },
  hasNoEvent: boolean,
): Model {
  const { overlay } = model;
  const over = overlay?.kind === 'record' ? overlay : undefined;
  const opened = { kind: 'fields', viewport: AT_TOP, over, hasNoEvent, search: '' } as const;
  return {
    ...model,
    overlay: withChoice(opened, hasNoEvent ? bestChoice(plan) : choiceOfPlan(plan), sample, base),
  };
}
