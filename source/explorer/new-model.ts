import { type FileState, firstView, type Model, type Options } from './model.ts';
import { newOriginal } from './original-commands.ts';

/** The model before anything is known of the file. `columns` and `rows`: of the screen. */
export function newModel(
  file: FileState,
  options: Options,
  { columns, rows, mouse }: { columns: number; rows: number; mouse: boolean },
): Model {
  return {
    ...firstView(newOriginal(columns, rows)),
    columns,
    rows,
    options,
    mouse,
    file,
    load: { state: 'loading', bytesRead: 0, bytesPerSecond: 0, error: undefined },
    dataset: undefined,
    generation: 0,
    prompt: undefined,
    message: file.isSample
      ? { text: 'no file was named: this is the sample; o opens a file, ? shows the keys', kind: 'info' }
      : undefined,
    trail: [],
    pending: {},
    nextQueryId: 1,
    described: new Map(),
    describing: new Set(),
    task: undefined,
    held: [],
    readingFailed: false,
  };
}

/**
 * The model for another file, or the same one read again: nothing of the old one is held. Read again, the tab and the
 * orders stay; rows, users and places belonged to what was there before.
 */
export function reopened(model: Model, file: FileState): Model {
  const { columns, rows, mouse, options } = model;
  const fresh = newModel(file, options, { columns, rows, mouse });
  // Queries of before may still be answered: their numbers must not be given again.
  const next = { ...fresh, nextQueryId: model.nextQueryId, generation: model.generation + 1 };
  if (file.name !== model.file.name) return next;
  const keep = ({ sort, column, left }: Model['sessions']): Partial<Model['sessions']> => ({
    sort,
    column,
    left,
  });
  return {
    ...next,
    tab: model.tab,
    pane: model.pane,
    sessions: { ...fresh.sessions, ...keep(model.sessions), filter: model.sessions.filter },
    rejections: { ...fresh.rejections, ...keep(model.rejections), filter: model.rejections.filter },
    events: { ...fresh.events, ...keep(model.events) },
    // One of the columns of the events hangs on it.
    eventsView: { ...fresh.eventsView, duplicates: model.eventsView.duplicates },
    search: model.search,
  };
}
