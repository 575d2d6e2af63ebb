import { holdsAllRejections } from '../../../query/scoped-rejections.ts';
import { layoutOf } from '../../model/layout.ts';
import { type Model, withTabState } from '../../model/model.ts';
import { whyMostRejected } from '../../tables/most-rejected.ts';
import type { List } from '../../view/list.ts';
import type { Band } from '../../view/screen-layout.ts';
import type { Pane } from '../tab-spec.ts';
import { skippedLayout } from './layout.ts';
import type { ListContext, ListedRow } from './listed-row.ts';
import { listedRows } from './reason-rows.ts';

/** The reasons, and below them the rejections or stray runs. */
export function skippedPanes(model: Model): readonly [Pane, Pane] {
  const { pane } = model.tabs.skipped;
  const bands = bandsOf(model);
  return [
    {
      band: bands.reasons,
      list: reasonsList(model, bands.reasons),
      // All of them are counted as they are found.
      slots: holdsAllRejections(model.scope) ? ['rejectionKinds'] : ['rejectionPlaces', 'rejectionKinds'],
      isFocused: pane === 'reasons',
      focus: (now) => focused(now, 'reasons'),
    },
    {
      band: bands.rejections,
      table: listedTable(model),
      isFocused: pane === 'rejections',
      focus: (now) => focused(now, 'rejections'),
    },
  ];
}

/** Returns how the tab divides a body of this height. */
export function skippedLayoutOf(model: Model, bodyHeight: number): ReturnType<typeof skippedLayout> {
  return skippedLayout(bodyHeight, {
    listedRows: listedRows(model).length,
    pane: model.tabs.skipped.pane,
    hasHint: whyMostRejected(model) !== undefined,
    below: isAnythingListed(model) ? listedTable(model) : 'nothing',
  });
}

/** Whether there are rejections, or stray runs are listed: without either there is no list below the reasons. */
export function isAnythingListed({ dataset, tabs }: Model): boolean {
  return tabs.skipped.strays !== undefined || (dataset?.rejections.count ?? 0) > 0;
}

/** Returns the table below the reasons. */
export function listedTable({ tabs }: Model): 'rejections' | 'strays' {
  return tabs.skipped.strays === undefined ? 'rejections' : 'strays';
}

/** Gives a pane the cursor. */
export function focused(model: Model, pane: 'reasons' | 'rejections'): Model {
  return withTabState(model, 'skipped', { pane });
}

/** The row of the list of reasons that its cursor is on. */
export function listedRowUnderCursor(model: Model): ListedRow | undefined {
  return listedRows(model)[model.tabs.skipped.reasons.cursor];
}

/** Keeps the cursor of the list on its row, wherever that is among the rows of `context`. */
export function sameListedRow(model: Model, context: ListContext): Model {
  const { reasons, sought } = model.tabs.skipped;
  const key = sought ?? listedRowUnderCursor(model)?.key;
  const cursor = listedRows(context).findIndex((row) => row.key === key);
  return cursor < 0 ? model : withTabState(model, 'skipped', { reasons: { ...reasons, cursor } });
}

/** How many rejections or stray runs are on the screen. */
export function listHeight(model: Model): number {
  return Math.max(0, bandsOf(model).rejections.height - 1);
}

/** The list of reasons as it is on the screen. */
export function reasonsListOf(model: Model): List<Model> {
  return reasonsList(model, bandsOf(model).reasons);
}

function bandsOf(model: Model): Readonly<Record<'reasons' | 'rejections', Band>> {
  const { body } = layoutOf(model);
  const { reasons, rejections } = skippedLayoutOf(model, body.height);
  const inBody = ({ top, height }: Band): Band => ({ top: body.top + top, height });
  return { reasons: inBody(reasons), rejections: inBody(rejections) };
}

function reasonsList(model: Model, { height }: Band): List<Model> {
  return {
    viewport: model.tabs.skipped.reasons,
    count: listedRows(model).length,
    height: Math.max(0, height - 1),
    isText: false,
    withViewport: (reasons) => withTabState(model, 'skipped', { reasons, sought: undefined }),
  };
}
