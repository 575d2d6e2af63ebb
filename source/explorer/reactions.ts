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
import { resized } from './commands/resize.ts';
import { withoutCursors } from './cursor-places.ts';
import { mouse } from './keys/mouse.ts';
import { pasteText, pressKey } from './keys/press-key.ts';
import type { Action, ActionOf } from './model/action.ts';
import type { Effect } from './model/effect.ts';
import { loadState } from './model/load-state.ts';
import { type Model, withTabState } from './model/model.ts';
import { noEffects, type Transition, withMessage } from './model/transition.ts';
import { reopened } from './new-model.ts';
import { newPrompt } from './prompt/prompt.ts';
import { originalWindowRead, placeFound, searchStopped } from './tabs/original/original-commands.ts';
import { TABS } from './tabs/registry.ts';
import { straysRead } from './tabs/skipped/strays-commands.ts';

/** What becomes of a model by an action, by its kind. */
type Reactions = {
  readonly [Kind in Action['kind']]: (model: Model, action: ActionOf<Kind>) => Transition;
};

const REACTIONS: Reactions = {
  key: (model, { key }) => pressKey(withoutCursors(model), key),
  paste: (model, { text }) => pasteText(model, text),
  mouse: (model, action) => mouse(withoutCursors(model), action),
  resized: (model, { columns, rows }) => noEffects(resized(model, columns, rows)),
  opened,
  planned,
  loaded,
  loaderDied: (model, { message: died }) => loadFailed({ ...model, load: { ...model.load, died } }, died),
  begun: (model, { text }) => withMessage(model, text),
  gapProgress: (model, { share }) => noEffects({ ...model, cutShare: share }),
  fileChanged,
  spoolFull,
  noted,
  answered: (model, { id, answer }) => answered(model, id, answer),
  queryProgress: (model, { id, share }) => queryProgress(model, id, share),
  queryFailed: (model, { id, message }) => queryFailed(model, id, message),
  described: (model, { texts }) => describedRejections(model, texts),
  straysRead: (model, { texts }) => noEffects(straysRead(model, texts)),
  windowRead: (model, { window }) => originalWindowRead(model, window),
  recordRead,
  recordsRead: (model, { texts }) => recordsRead(model, texts),
  placeFound,
  rested,
  taskProgress: (model, { text }) =>
    noEffects(model.task === undefined ? model : { ...model, task: { ...model.task, text } }),
  taskEnded: (model, { message }) => noEffects({ ...model, task: undefined, message }),
  effectFailed: (model, { effect, message }) => withMessage(afterFailure(model, effect), message, 'bad'),
  exportBlocked,
  completed,
  clock: (model, { nowSeconds }) => noEffects({ ...model, nowSeconds }),
  message: (model, { message }) => noEffects({ ...model, message }),
  mouseSet: (model, { on }) => noEffects({ ...model, mouse: on }),
};

/** Reacts to an action: what it changes by itself, before the screen asks for what it lacks then. */
export function react<Kind extends Action['kind']>(model: Model, action: ActionOf<Kind>): Transition {
  // Cast: the compiler does not relate the kind of an action of any kind to its type parameter.
  return REACTIONS[action.kind as Kind](model, action);
}

function opened(model: Model, { file }: ActionOf<'opened'>): Transition {
  return [
    resized(reopened(model, file), model.columns, model.rows),
    model.task === undefined ? [] : [{ kind: 'cancelTask' }],
  ];
}

/** Takes the plan, whose line at the top leaves a row less for everything below it. */
function planned(model: Model, { plan, sample, base }: ActionOf<'planned'>): Transition {
  return noEffects(resized({ ...model, plan, sample, planBase: base }, model.columns, model.rows));
}

/** Lets all tabs do what waited for keys to rest: the tab whose keys rest may have been left meanwhile. */
function rested(model: Model): Transition {
  let next = model;
  for (const tab of Object.values(TABS)) next = tab.rested?.(next) ?? next;
  return noEffects(next);
}

/** What a model no longer waits for, by the effect that failed to bring it. */
const NOT_AWAITED: Readonly<Partial<Record<Effect['kind'], (model: Model) => Model>>> = {
  readWindow: (model) => ({
    ...withTabState(model, 'original', { requestedRange: undefined }),
    readingFailed: true,
  }),
  findLine: (model) => withTabState(model, 'original', { requestedLine: undefined }),
  readRecord: (model) => {
    const { overlay } = model;
    return overlay?.kind === 'record' && overlay.lines === undefined
      ? { ...model, overlay: { ...overlay, lines: [] } }
      : model;
  },
  searchFile: (model) => ({ ...searchStopped(model), task: undefined }),
  export: (model) => ({ ...model, task: undefined }),
};

function afterFailure(model: Model, effect: Effect['kind']): Model {
  const next = { ...model, typedAhead: [] };
  return NOT_AWAITED[effect]?.(next) ?? next;
}

function exportBlocked(model: Model, { path }: ActionOf<'exportBlocked'>): Transition {
  // What was typed ahead cannot answer a question that was not on the screen yet.
  return noEffects({ ...model, task: undefined, typedAhead: [], prompt: newPrompt('overwrite', path) });
}

function fileChanged(model: Model, { changed }: ActionOf<'fileChanged'>): Transition {
  if (model.file.changed === changed) return noEffects(model);
  const next = { ...model, file: { ...model.file, changed } };
  // A file that became shorter while it was read has changed too, but why it could not be read must stay on the screen.
  return changed && loadState(model).kind !== 'failed'
    ? withMessage(next, `${model.file.name} changed on disk; r reads it again`)
    : noEffects(next);
}

/** Takes notes about the file, and says those that are new. */
function noted(model: Model, { notes }: ActionOf<'noted'>): Transition {
  const { notes: before = [] } = model.file;
  const news = notes.filter((note) => !before.includes(note));
  const next = { ...model, file: { ...model.file, notes } };
  return news.length === 0 ? noEffects(next) : withMessage(next, news.join('; '));
}

function spoolFull(model: Model, { keptBytes }: ActionOf<'spoolFull'>): Transition {
  return withMessage(
    { ...model, file: { ...model.file, keptBytes } },
    `only the first ${formatBytes(keptBytes)} are kept to be looked at (--max-spool); all records count`,
  );
}

function completed(model: Model, { of, text, choices }: ActionOf<'completed'>): Transition {
  const { prompt } = model;
  // The text has been changed since.
  if (prompt === undefined || prompt.text !== of) return noEffects(model);
  const next = { ...newPrompt(prompt.purpose, text), note: noteOn(choices) };
  return noEffects({ ...model, prompt: prompt.purpose === 'export' ? withFormat(model, next) : next });
}

/** What to say about the names that a path could be completed to: nothing if there is one. */
function noteOn(choices: readonly string[]): string {
  if (choices.length === 0) return 'no file name begins with this';
  return choices.length === 1 ? '' : choices.join('  ');
}
