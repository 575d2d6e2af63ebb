import type { Effect } from './effect.ts';
import { isLoading } from './load-state.ts';
import { type Message, type Model, type Step, viewOf } from './model.ts';

/** The next model, and what the edges must do. */
export type Transition = readonly [Model, readonly Effect[]];

const NONE: readonly Effect[] = [];

/** A transition without effects. */
export function noEffects(model: Model): Transition {
  return [model, NONE];
}

/** A transition without effects that shows a text in the message line. */
export function withMessage(model: Model, text: string, kind: Message['kind'] = 'info'): Transition {
  return noEffects({ ...model, message: { text, kind } });
}

/** Appended to a message about a file that is not read to its end. */
export function soFar(model: Model): string {
  return isLoading(model) ? ' so far' : '';
}

/** The most steps back that are kept. */
const MOST_STEPS = 50;

/** Returns the model with a view to return to. A repeated search in one place adds no step. */
export function rememberView(model: Model, step: Step): Model {
  const { trail } = model;
  const last = trail.at(-1);
  if (step !== 'drill' && last?.step === step && last.view.tab === model.tab) return model;
  return { ...model, trail: [...trail, { step, view: viewOf(model) }].slice(-MOST_STEPS) };
}
