import { formatBytes } from '../format/human-format.ts';
import {
  answered,
  describedRejections,
  loaded,
  loadFailed,
  queryFailed,
  queryProgress,
  recordRead,
  recordsRead,
} from './answers.ts';
import { withFormat } from './commands/export.ts';
import { columnsFitted, paneFitted, resized } from './commands/resize.ts';
import { withoutCursors } from './cursor-places.ts';
import { mouse } from './keys/mouse.ts';
import { pasteText, pressKey } from './keys/press-key.ts';
import { nextReadyInput, withTypedAhead } from './keys/type-ahead.ts';
import type { Action } from './model/action.ts';
import type { Effect } from './model/effect.ts';
import { chipsInTab } from './model/layout.ts';
import { loadState } from './model/load-state.ts';
import { type Model, withTabState } from './model/model.ts';
import { noEffects, type Transition, withMessage } from './model/transition.ts';
import { reopened } from './new-model.ts';
import { newPrompt } from './prompt/prompt.ts';
import { requestRejectionDetails } from './queries/rejection-details.ts';
import { requestMissing } from './queries/request-missing.ts';
import { originalWindowRead, placeFound, searchStopped } from './tabs/original/original-commands.ts';
import { TABS } from './tabs/registry.ts';
import { straysRead } from './tabs/skipped/strays-commands.ts';

/**
 * The one place where the model changes: takes an action, returns the next model and the effects. Pure: everything that
 * must be read, written, copied or queried is an effect, whose result comes back as an action.
 */
export function update(model: Model, action: Action): Transition {
  const [first, second] = keysApart(model, action);
  if (second === undefined) return take(model, action);
  const [next, effects] = take(model, first);
  const [after, more] = take(next, second);
  return [after, [...effects, ...more]];
}

/**
 * Escape followed by a key, which a slow link delivers at once, is the same bytes as alt and the key. No key has alt, so
 * these are the two keys; but not while text is typed, where many users move with alt.
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

function take(model: Model, action: Action): Transition {
  const holding = withTypedAhead(model, action);
  let [next, effects] = settle(holding === undefined ? reacted(model, action) : noEffects(holding));
  for (let released = nextReadyInput(next); released !== undefined; released = nextReadyInput(next)) {
    const [after, more] = settle(reacted(...released));
    next = after;
    effects = [...effects, ...more];
  }
  return [next, effects];
}

/** Requests whatever the new model shows and does not have. */
function settle([changed, effects]: Transition): Transition {
  const [withRows, rowEffects] = requestMissing(changed);
  const [withTexts, textEffects] = requestRejectionDetails(columnsFitted(paneFitted(withRows)));
  const [next, tabEffects] = TABS[withTexts.tab].requestMissing?.(withTexts) ?? noEffects(withTexts);
  return [next, [...effects, ...rowEffects, ...textEffects, ...tabEffects]];
}

/**
 * Reacts, and fits the screen: the first chip takes a row from what is below, the last one gives it back, as does a tab
 * without any.
 */
function reacted(model: Model, action: Action): Transition {
  const [next, effects] = react(model, action);
  const isHigher = chipsInTab(next).length > 0 !== chipsInTab(model).length > 0;
  return [isHigher ? resized(next, next.columns, next.rows) : next, effects];
}

function react(model: Model, action: Action): Transition {
  switch (action.kind) {
    case 'key':
      return pressKey(withoutCursors(model), action.key);
    case 'paste':
      return pasteText(model, action.text);
    case 'mouse':
      return mouse(withoutCursors(model), action);
    case 'resized':
      return noEffects(resized(model, action.columns, action.rows));
    case 'opened':
      return [
        resized(reopened(model, action.file), model.columns, model.rows),
        model.task === undefined ? [] : [{ kind: 'cancelTask' }],
      ];
    case 'planned':
      return noEffects(planned(model, action));
    case 'loaded':
      return loaded(model, action);
    case 'loaderDied':
      return loadFailed({ ...model, load: { ...model.load, died: action.message } }, action.message);
    case 'begun':
      return withMessage(model, action.text);
    case 'gapProgress':
      return noEffects({ ...model, cutShare: action.share });
    case 'fileChanged':
      return changedOnDisk(model, action.changed);
    case 'spoolFull':
      return spoolFull(model, action.keptBytes);
    case 'noted':
      return noted(model, action.notes);
    case 'answered':
      return answered(model, action.id, action.answer);
    case 'queryProgress':
      return queryProgress(model, action.id, action.share);
    case 'queryFailed':
      return queryFailed(model, action.id, action.message);
    case 'described':
      return describedRejections(model, action.texts);
    case 'straysRead':
      return noEffects(straysRead(model, action.texts));
    case 'windowRead':
      return originalWindowRead(model, action.window);
    case 'recordRead':
      return recordRead(model, action.byteOffset, action.text, action.cut);
    case 'recordsRead':
      return recordsRead(model, action.texts);
    case 'placeFound':
      return placeFound(model, action);
    case 'rested':
      // The tab whose keys rest may have been left meanwhile.
      return noEffects(Object.values(TABS).reduce((now, { rested }) => rested?.(now) ?? now, model));
    case 'taskProgress':
      return noEffects(
        model.task === undefined ? model : { ...model, task: { ...model.task, text: action.text } },
      );
    case 'taskEnded':
      return noEffects({ ...model, task: undefined, message: action.message });
    case 'effectFailed':
      return withMessage(afterFailure(model, action.effect), action.message, 'bad');
    case 'exportBlocked':
      // What was typed ahead cannot answer a question that was not on the screen yet.
      return noEffects({
        ...model,
        task: undefined,
        typedAhead: [],
        prompt: newPrompt('overwrite', action.path),
      });
    case 'completed':
      return completed(model, action);
    case 'clock':
      return noEffects({ ...model, nowSeconds: action.nowSeconds });
    case 'message':
      return noEffects({ ...model, message: action.message });
    case 'mouseSet':
      return noEffects({ ...model, mouse: action.on });
  }
}

/** Takes the plan, whose line at the top leaves a row less for everything below it. */
function planned(model: Model, { plan, sample, base }: Extract<Action, { kind: 'planned' }>): Model {
  return resized({ ...model, plan, sample, planBase: base }, model.columns, model.rows);
}

/** Returns the model that no longer waits for the result of an effect. */
function afterFailure(model: Model, effect: Effect['kind']): Model {
  const next = { ...model, typedAhead: [] };
  const { overlay } = next;
  switch (effect) {
    case 'readWindow':
      return { ...withTabState(next, 'original', { requestedRange: undefined }), readingFailed: true };
    case 'findLine':
      return withTabState(next, 'original', { requestedLine: undefined });
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

function changedOnDisk(model: Model, changed: boolean): Transition {
  if (model.file.changed === changed) return noEffects(model);
  const next = { ...model, file: { ...model.file, changed } };
  // A file that became shorter while it was read has changed too, but why it could not be read must stay on the screen.
  return changed && loadState(model).kind !== 'failed'
    ? withMessage(next, `${model.file.name} changed on disk; r reads it again`)
    : noEffects(next);
}

/** Takes notes about the file, and says those that are new. */
function noted(model: Model, notes: readonly string[]): Transition {
  const { notes: before = [] } = model.file;
  const news = notes.filter((note) => !before.includes(note));
  const next = { ...model, file: { ...model.file, notes } };
  return news.length === 0 ? noEffects(next) : withMessage(next, news.join('; '));
}

function spoolFull(model: Model, keptBytes: number): Transition {
  return withMessage(
    { ...model, file: { ...model.file, keptBytes } },
    `only the first ${formatBytes(keptBytes)} are kept to be looked at (--max-spool); all records count`,
  );
}

function completed(model: Model, { of, text, choices }: Extract<Action, { kind: 'completed' }>): Transition {
  const { prompt } = model;
  // The text has been changed since.
  if (prompt === undefined || prompt.text !== of) return noEffects(model);
  const note =
    choices.length > 1 ? choices.join('  ') : choices.length === 0 ? 'no file name begins with this' : '';
  const next = { ...newPrompt(prompt.purpose, text), note };
  return noEffects({ ...model, prompt: prompt.purpose === 'export' ? withFormat(model, next) : next });
}
