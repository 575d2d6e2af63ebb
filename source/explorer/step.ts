import type { Effect } from './effects.ts';
import { type Message, type Model, type Step, viewOf } from './model.ts';

/** What an update answers: the model after it, and what the edges are to do. */
export type Updated = readonly [Model, readonly Effect[]];

const NONE: readonly Effect[] = [];

export function only(model: Model): Updated {
  return [model, NONE];
}

export function told(model: Model, text: string, kind: Message['kind'] = 'info'): Updated {
  return only({ ...model, message: { text, kind } });
}

/** What is said of a file of which not all was read yet is said with this. */
export function soFar({ load }: Model): string {
  return load.state === 'loading' ? ' so far' : '';
}

/** More steps back than this are not kept. */
const MOST_STEPS = 50;

/** The model with a place to come back to; a further search or filter in one place is no further step. */
export function leaving(model: Model, step: Step): Model {
  const { trail } = model;
  const last = trail.at(-1);
  if (step !== 'drill' && last?.step === step && last.view.tab === model.tab) return model;
  return { ...model, trail: [...trail, { step, view: viewOf(model) }].slice(-MOST_STEPS) };
}
