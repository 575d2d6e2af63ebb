import type { Model } from '../model/model.ts';
import { noEffects, type Transition, withMessage } from '../model/transition.ts';
import { newPrompt } from '../prompt/prompt.ts';
import { busy } from './export.ts';

/** Quits; while a file is being written, asks first. */
export function quit(model: Model): Transition {
  return model.task?.what === 'export'
    ? noEffects({ ...model, prompt: newPrompt('quit'), message: undefined })
    : [model, [{ kind: 'quit', exitCode: 0 }]];
}

/** Reads the same file again. */
export function reload(model: Model): Transition {
  if (model.task?.what === 'export') return busy(model);
  return model.file.isPipe
    ? withMessage(model, 'a pipe cannot be read again', 'bad')
    : [model, [{ kind: 'reload' }]];
}

/** Opens another file. */
export function openPath(model: Model, path: string): Transition {
  return model.task?.what === 'export' ? busy(model) : [model, [{ kind: 'open', path }]];
}
