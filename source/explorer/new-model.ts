import { cursorPlaces } from './cursor-places.ts';
import { isChopped } from './file-view/navigation.ts';
import { newOriginal } from './file-view/original-state.ts';
import { awaitingScope } from './model/awaited-scope.ts';
import { type FileState, firstView, type Model, type Options } from './model/model.ts';
import { FIRST_HISTORY } from './prompt/history.ts';
import { mapTables, TABLES } from './tables/registry.ts';
import { textSize } from './tabs/original/text-size.ts';
import { listedRowUnderCursor } from './tabs/skipped/panes.ts';

/** The model before anything is known of the file. `columns` and `rows`: of the screen; `nowSeconds`: by the clock. */
export function newModel(
  file: FileState,
  options: Options,
  { columns, rows, mouse, nowSeconds }: Pick<Model, 'columns' | 'rows' | 'mouse' | 'nowSeconds'>,
): Model {
  const { width, height } = textSize({
    columns,
    rows,
    plan: undefined,
    chips: [],
    tab: 'original',
    dataset: undefined,
  });
  return {
    ...firstView(newOriginal(width, height), options),
    columns,
    rows,
    options,
    mouse,
    file,
    load: { bytesRead: 0, bytesPerSecond: 0, shareRead: undefined, died: undefined },
    plan: undefined,
    sample: undefined,
    planBase: undefined,
    dataset: undefined,
    counts: {},
    awaited: undefined,
    nowSeconds,
    generation: 0,
    cutShare: undefined,
    prompt: undefined,
    history: FIRST_HISTORY,
    message: file.isSample
      ? { text: 'no file was named: this is the sample; o opens a file', kind: 'info' }
      : undefined,
    trail: [],
    pending: {},
    nextQueryId: 1,
    described: new Map(),
    describing: new Set(),
    strayTexts: new Map(),
    records: new Map(),
    readingRecords: new Set(),
    differences: new Map(),
    duplicateSample: undefined,
    task: undefined,
    cursors: [],
    typedAhead: [],
    readingFailed: false,
  };
}

/**
 * The model for another file, or for the same one read again. In the latter case the tab, the orders, the range and the
 * filter stay, and the user, the types and the rows of the cursors are found again as they are loaded.
 */
export function reopened(model: Model, file: FileState): Model {
  const fresh = newModel(file, model.options, model);
  // Earlier queries may still be answered: their ids must not be used again.
  const { nextQueryId, generation, history } = model;
  const next = { ...fresh, nextQueryId, generation: generation + 1, history };
  if (file.name !== model.file.name) return next;
  const { skipped, sessions, events, original } = model.tabs;
  return {
    ...next,
    tab: model.tab,
    tables: mapTables((table) => {
      const { sort, column, left, layout } = model.tables[table];
      const kept = { ...fresh.tables[table], layout };
      const all = TABLES[table].columns;
      // Columns of the data may be others.
      const isThere = [sort.column, column].every((name) => all.some((one) => one.name === name));
      return isThere ? { ...kept, sort, column, left } : kept;
    }),
    tabs: {
      ...fresh.tabs,
      sessions: { ...fresh.tabs.sessions, view: sessions.view, isUnfolded: sessions.isUnfolded },
      skipped: {
        ...fresh.tabs.skipped,
        pane: skipped.pane,
        reasons: skipped.reasons,
        sought: skipped.sought ?? listedRowUnderCursor(model)?.key,
        narrowed: skipped.narrowed,
        strays: skipped.strays,
        unfolded: skipped.unfolded,
      },
      events: { ...fresh.tabs.events, pane: events.pane, types: events.types, picture: events.picture },
      original: {
        ...fresh.tabs.original,
        topByteOffset: original.topByteOffset,
        cursorByteOffset: original.cursorByteOffset,
        ...(isChopped(original) ? { width: original.width, left: original.left } : {}),
      },
    },
    ...awaitingScope(model),
    cursors: cursorPlaces(model),
    search: model.search,
    // Its line stays until the file has been planned again.
    plan: model.plan,
  };
}
