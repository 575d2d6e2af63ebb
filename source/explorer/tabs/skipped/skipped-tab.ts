import { isDamage } from '../../../format/stray-words.ts';
import { idAt } from '../../../pipeline/columns/row-selection.ts';
import type { Dataset } from '../../../pipeline/result/dataset.ts';
import { layoutOf } from '../../model/layout.ts';
import { type Model, withTable, withTabState } from '../../model/model.ts';
import { noEffects, rememberView, type Transition, withMessage } from '../../model/transition.ts';
import { whyMostRejected } from '../../tables/most-rejected.ts';
import { selectedId } from '../../tables/table-state.ts';
import type { List } from '../../view/list.ts';
import type { Band } from '../../view/screen-layout.ts';
import { AT_TOP, moved } from '../../view/viewport.ts';
import { goToByte } from '../original/original-commands.ts';
import { countTexts } from '../scoped-count.ts';
import type { ExportOffer, Pane, TabSpec } from '../tab-spec.ts';
import { CHOOSE_KEYS, TABLE_HINTS } from '../table-hints.ts';
import { skippedLayout } from './layout.ts';
import { type ListedRow, listedRows, reasonRows, type StrayRow, strayRows } from './reason-rows.ts';

/** Skipped: the reasons, and below them the rejections, narrowed to one reason by Enter on it. */
export const skippedTab: TabSpec = {
  name: 'skipped',
  title: 'Skipped',
  shortTitle: 'Skip',
  count: (context) =>
    countTexts(context, context.dataset?.rejections.count ?? 0, ({ rejections }) => rejections, true),
  slots: ['rejections'],
  panes,
  hints: (model) => {
    const keys = whyMostRejected(model) === undefined ? [] : [CHOOSE_KEYS];
    return model.tabs.skipped.pane === 'reasons'
      ? [
          ['enter', chosenStrays(model) === undefined ? 'these' : 'bytes'],
          ['otherPane', 'rejections'],
          ...keys,
          ['export', 'export'],
        ]
      : [['enter', 'bytes'], ['otherPane', 'reasons'], ...keys, ...TABLE_HINTS];
  },
  enter: (model) => (model.tabs.skipped.pane === 'reasons' ? enterReason(model) : enterRejection(model)),
  commands: {
    otherPane: (model) =>
      noEffects(focused(model, model.tabs.skipped.pane === 'reasons' ? 'rejections' : 'reasons')),
    nextReject: (model) => nextRejection(model, 1),
    previousReject: (model) => nextRejection(model, -1),
  },
  withDataset: sameReason,
  rejectionsOnScreen,
  copied: (model) => ({
    text: rowUnderCursor(model)?.name,
    what: 'the reason',
  }),
  exportOffer,
  exportTable: 'rejections',
};

function panes(model: Model): readonly [Pane, Pane] {
  const { pane } = model.tabs.skipped;
  const bands = bandsOf(model);
  return [
    {
      band: bands.reasons,
      list: reasonsList(model, bands.reasons),
      isFocused: pane === 'reasons',
      focus: (now) => focused(now, 'reasons'),
    },
    {
      band: bands.rejections,
      table: 'rejections',
      isFocused: pane === 'rejections',
      focus: (now) => focused(now, 'rejections'),
    },
  ];
}

function bandsOf(model: Model): Readonly<Record<'reasons' | 'rejections', Band>> {
  const { dataset, tabs } = model;
  const { body } = layoutOf(model);
  const { reasons, rejections } = skippedLayout(
    body.height,
    reasonRows(dataset).length,
    tabs.skipped.pane,
    whyMostRejected(model) !== undefined,
    strayRows(dataset).length,
  );
  const inBody = ({ top, height }: Band): Band => ({ top: body.top + top, height });
  return { reasons: inBody(reasons), rejections: inBody(rejections) };
}

function reasonsList(model: Model, { height }: Band): List<Model> {
  return {
    viewport: model.tabs.skipped.reasons,
    count: listedRows(model.dataset).length,
    height: Math.max(0, height - 1),
    isText: false,
    withViewport: (reasons) => withTabState(model, 'skipped', { reasons }),
  };
}

function rowUnderCursor({ dataset, tabs }: Model): ListedRow | undefined {
  return listedRows(dataset)[tabs.skipped.reasons.cursor];
}

/** The row about stray runs that has the cursor of the pane with the cursor. */
function chosenStrays(model: Model): StrayRow | undefined {
  const row = model.tabs.skipped.pane === 'reasons' ? rowUnderCursor(model) : undefined;
  return row?.kind === 'reason' ? undefined : row;
}

/** Keeps the cursor of the reasons on its reason or kind of stray runs, in whatever row that is now. */
function sameReason(model: Model, dataset: Dataset): Model {
  const { reasons } = model.tabs.skipped;
  const before = rowUnderCursor(model);
  const cursor = listedRows(dataset).findIndex((row) =>
    row.kind === 'reason' && before?.kind === 'reason'
      ? row.reason === before.reason
      : row.kind === before?.kind,
  );
  return cursor < 0 ? model : withTabState(model, 'skipped', { reasons: { ...reasons, cursor } });
}

function focused(model: Model, pane: 'reasons' | 'rejections'): Model {
  return withTabState(model, 'skipped', { pane });
}

function enterReason(model: Model): Transition {
  const row = rowUnderCursor(model);
  if (row === undefined) return noEffects(model);
  if (row.kind !== 'reason') return goToStrays(model, row);
  const narrowed = withTabState(rememberView(model, 'drill'), 'skipped', {
    reason: row.reason,
    pane: 'rejections',
  });
  return noEffects(withTable(narrowed, 'rejections', { viewport: AT_TOP, cursorTarget: { at: 'top' } }));
}

/** Shows the first of some stray runs in Original, from where `}` leads to the next that is damage. */
function goToStrays(model: Model, { first }: StrayRow): Transition {
  return first === undefined || model.dataset === undefined
    ? noEffects(model)
    : goToByte(rememberView(model, 'drill'), model.dataset.strays.byteOffsetOf(first));
}

/** The runs of the row with the cursor, if that is about stray runs. */
function exportOffer(model: Model): ExportOffer | undefined {
  const { dataset } = model;
  const row = chosenStrays(model);
  if (row === undefined || dataset === undefined) return undefined;
  const runs = Uint32Array.from({ length: dataset.strays.count }, (_, run) => run).filter(
    (run) => isDamage(dataset, run) === (row.kind === 'damage'),
  );
  const isPart = dataset.state.kind !== 'done';
  return {
    exported: { what: 'strays', dataset, rows: { rows: runs, rowCount: runs.length }, isPart },
    fileName: 'stray.csv',
  };
}

function enterRejection(model: Model): Transition {
  const rejection = selectedId(model.tables.rejections);
  if (rejection === undefined || model.dataset === undefined) return noEffects(model);
  return goToByte(rememberView(model, 'drill'), model.dataset.rejections.byteOffsetOf(rejection));
}

/**
 * Goes to the next rejected record, or with -1 to the previous one, among those listed; from the reasons to the one under
 * the cursor, or to the stray run of a row about these.
 */
function nextRejection(model: Model, direction: 1 | -1): Transition {
  const strays = chosenStrays(model);
  if (strays !== undefined) return goToStrays(model, strays);
  const { viewport, shown } = model.tables.rejections;
  const count = shown?.rowCount ?? 0;
  const row = model.tabs.skipped.pane === 'rejections' ? viewport.cursor + direction : viewport.cursor;
  if (row < 0 || row >= count) {
    return withMessage(model, `no rejected record ${direction === 1 ? 'after' : 'before'} this one`);
  }
  const height = Math.max(0, bandsOf(model).rejections.height - 1);
  const next = withTable(focused(model, 'rejections'), 'rejections', {
    viewport: moved(viewport, { to: row }, count, height),
  });
  return noEffects(next);
}

function rejectionsOnScreen(model: Model): readonly number[] {
  const { shown, viewport } = model.tables.rejections;
  if (shown === undefined) return [];
  const found: number[] = [];
  const height = Math.max(0, bandsOf(model).rejections.height - 1);
  const end = Math.min(shown.rowCount, viewport.top + height);
  for (let row = viewport.top; row < end; row++) found.push(idAt(shown, row));
  return found;
}
