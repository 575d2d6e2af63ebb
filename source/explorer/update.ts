import type { Action } from './actions.ts';
import {
  answered,
  describedRejections,
  loaded,
  queryFailed,
  queryProgress,
  recordRead,
} from './data-actions.ts';
import type { Effect } from './effects.ts';
import { releasedInput, withHeldInput } from './held-inputs.ts';
import { pasteText, pressKey } from './key-actions.ts';
import type { Model } from './model.ts';
import { mouse } from './mouse.ts';
import { reopened } from './new-model.ts';
import { askForOriginal, originalWindowRead, placeFound, searchStopped } from './original-commands.ts';
import { newPrompt } from './prompt.ts';
import { paneFitted, resized } from './resize.ts';
import { only, told, type Updated } from './step.ts';
import { askForWanted } from './wanted.ts';
import { askForTexts } from './wanted-texts.ts';

/**
 * The one place where the model changes: an action in, the next model and what is to be done out. Pure: what must be
 * read, written, copied or asked for is an effect, and its answer comes back as an action.
 */
export function update(model: Model, action: Action): Updated {
  const [first, second] = keysApart(model, action);
  if (second === undefined) return take(model, action);
  const [next, effects] = take(model, first);
  const [after, more] = take(next, second);
  return [after, [...effects, ...more]];
}

/**
 * Escape and a key behind it, which a slow link brings at once, are the same bytes as alt and the key. There are no keys
 * with alt, so these are the two; but not while text is typed, where many are used to move with alt.
 */
function keysApart({ prompt, overlay }: Model, action: Action): readonly Action[] {
  const key =
    action.kind === 'key' ? /^(ctrl\+)?alt\+(.|space|enter|tab|backspace)$/u.exec(action.key) : null;
  if (key === null || prompt !== undefined || overlay?.kind === 'users') return [];
  return [
    { kind: 'key', key: 'escape' },
    { kind: 'key', key: `${key[1] ?? ''}${key[2]}` },
  ];
}

function take(model: Model, action: Action): Updated {
  const holding = withHeldInput(model, action);
  let [next, effects] = settle(holding === undefined ? react(model, action) : only(holding));
  for (let released = releasedInput(next); released !== undefined; released = releasedInput(next)) {
    const [after, more] = settle(react(...released));
    next = after;
    effects = [...effects, ...more];
  }
  return [next, effects];
}

/** What the model needs by now is asked for. */
function settle([changed, effects]: Updated): Updated {
  const [withRows, rowEffects] = askForWanted(changed);
  const [withTexts, textEffects] = askForTexts(paneFitted(withRows));
  const [next, originalEffects] = askForOriginal(withTexts);
  return [next, [...effects, ...rowEffects, ...textEffects, ...originalEffects]];
}

function react(model: Model, action: Action): Updated {
  switch (action.kind) {
    case 'key':
      return pressKey(model, action.key);
    case 'paste':
      return pasteText(model, action.text);
    case 'mouse':
      return mouse(model, action);
    case 'resized':
      return only(resized(model, action.columns, action.rows));
    case 'opened':
      return [reopened(model, action.file), model.task === undefined ? [] : [{ kind: 'cancelTask' }]];
    case 'loaded':
      return loaded(model, action);
    case 'loadFailed':
      return told(
        { ...model, load: { ...model.load, state: 'failed', error: action.message } },
        `${action.message}; what was read before can be explored, r reads again`,
        'bad',
      );
    case 'fileChanged':
      return changedOnDisk(model, action.changed);
    case 'answered':
      return answered(model, action.id, action.answer);
    case 'queryProgress':
      return queryProgress(model, action.id, action.share);
    case 'queryFailed':
      return queryFailed(model, action.id, action.message);
    case 'described':
      return describedRejections(model, action.texts);
    case 'windowRead':
      return originalWindowRead(model, action.window);
    case 'recordRead':
      return recordRead(model, action.byteOffset, action.text, action.cut);
    case 'placeFound':
      return placeFound(model, action);
    case 'taskProgress':
      return only(
        model.task === undefined ? model : { ...model, task: { ...model.task, text: action.text } },
      );
    case 'taskEnded':
      return only({ ...model, task: undefined, message: action.message });
    case 'effectFailed':
      return told(afterFailure(model, action.effect), action.message, 'bad');
    case 'exportBlocked':
      // What was typed ahead is no answer to a question that nobody had seen.
      return only({ ...model, task: undefined, held: [], prompt: newPrompt('overwrite', action.path) });
    case 'completed':
      return completed(model, action);
    case 'told':
      return only({ ...model, message: action.message });
    case 'mouseSet':
      return only({ ...model, mouse: action.on });
  }
}

/** The model that waits no more for what an effect was to bring. */
function afterFailure(model: Model, effect: Effect['kind']): Model {
  const next = { ...model, held: [] };
  const { overlay, original } = next;
  switch (effect) {
    case 'readWindow':
      return { ...next, readingFailed: true, original: { ...original, wanted: undefined } };
    case 'findLine':
      return { ...next, original: { ...original, lineAsked: undefined } };
    case 'readRecord':
      return overlay?.kind === 'record' && overlay.lines === undefined
        ? { ...next, overlay: { ...overlay, lines: [] } }
        : next;
    case 'searchFile':
      return { ...searchStopped(next), task: undefined };
    case 'export':
      return { ...next, task: undefined };
    default:
      return next;
  }
}

function changedOnDisk(model: Model, changed: boolean): Updated {
  if (model.file.changed === changed) return only(model);
  const next = { ...model, file: { ...model.file, changed } };
  return changed ? told(next, `${model.file.name} changed on disk; r reads it again`) : only(next);
}

function completed(model: Model, { of, text, choices }: Extract<Action, { kind: 'completed' }>): Updated {
  const { prompt } = model;
  // Who types on is not set back.
  if (prompt === undefined || prompt.text !== of) return only(model);
  const note =
    choices.length > 1 ? choices.join('  ') : choices.length === 0 ? 'nothing begins like this' : '';
  return only({ ...model, prompt: { ...newPrompt(prompt.purpose, text), note } });
}
