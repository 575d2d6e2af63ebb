import { isLoading } from '../model/load-state.ts';
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

/** Begins to follow the file, or ends that. */
export function follow(model: Model): Transition {
  const { file, task } = model;
  if (file.notFollowable !== undefined) return withMessage(model, file.notFollowable, 'bad');
  if (file.isPipe && !isLoading(model))
    return withMessage(model, 'the pipe has ended: nothing more comes', 'bad');
  const on = file.isFollowed !== true;
  // A file that was read is read again, from its beginning.
  if (on && !file.isPipe && task?.what === 'export') return busy(model);
  const text = on ? 'following: what is appended is shown; f ends it' : 'no longer following';
  const next = { ...model, file: { ...file, isFollowed: on } };
  return [{ ...next, message: { text, kind: 'info' } }, [{ kind: 'follow', on }]];
}

/** Opens another file. */
export function openPath(model: Model, path: string): Transition {
  return model.task?.what === 'export' ? busy(model) : [model, [{ kind: 'open', path }]];
}
