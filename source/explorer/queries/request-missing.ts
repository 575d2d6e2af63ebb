import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { Query, RowsQuery } from '../../query/query.ts';
import type { Effect } from '../model/effect.ts';
import { asOfRejections } from '../model/load-state.ts';
import type { Model, PendingQuery, Slot } from '../model/model.ts';
import type { Transition } from '../model/transition.ts';
import { TABLES } from '../tables/registry.ts';
import { TABS } from '../tabs/registry.ts';
import { shownKey, slotQuery, withRows } from './slots.ts';

/**
 * Requests the rows and the trend that the screen shows and the model does not have. No other code issues these queries:
 * they follow from the model, and what is shown or in progress is known by its key. Old rows stay on the screen until new
 * ones arrive.
 */
export function requestMissing(model: Model): Transition {
  let next = model;
  const effects: Effect[] = [];
  for (const slot of slotsOnScreen(model)) {
    const query = slotQuery(next, slot);
    const key = query === undefined ? undefined : queryKey(next, query);
    const pending = next.pending[slot];
    if (pending !== undefined && pending.key !== key) {
      effects.push({ kind: 'cancelQuery', id: pending.id });
      next = withPending(next, slot, undefined);
    }
    if (query === undefined || key === undefined || shownKey(next, slot) === key) continue;
    const stored = next.dataset && storedOrderCount(next.dataset, query);
    if (stored !== undefined && next.dataset !== undefined) {
      next = withRows(next, slot, { key, rows: undefined, rowCount: stored, dataset: next.dataset });
    } else if (next.pending[slot] === undefined) {
      const [asked, effect] = withQuery(next, slot, key, query);
      next = asked;
      effects.push(effect);
    }
  }
  return [next, effects];
}

/** Issues a query for a slot, with a new id. */
export function withQuery(model: Model, slot: Slot, key: string, query: Query): readonly [Model, Effect] {
  const id = model.nextQueryId;
  const pending: PendingQuery = { id, key, query, share: undefined, failed: false };
  return [withPending({ ...model, nextQueryId: id + 1 }, slot, pending), { kind: 'query', id, query }];
}

/** Slots that no key waits for. */
const BEHIND: readonly Slot[] = ['eventCounts', 'rejectionCounts', 'differences', 'duplicateSample'];

function slotsOnScreen({ tab, overlay, prompt }: Model): readonly Slot[] {
  const { slots: ofTab, background = [] } = TABS[tab];
  // A time alone is on the last day in view, which the trend shows.
  const trend: readonly Slot[] = prompt?.purpose === 'goTo' && !ofTab.includes('trend') ? ['trend'] : [];
  // Those that no key waits for come last.
  const slots: Slot[] = [...ofTab, ...trend, ...background, ...BEHIND];
  return overlay?.kind === 'users' ? ['picker', ...slots] : slots;
}

/** Returns how many rows a query has if it asks for 0, 1, 2 and so on; undefined for all other queries. */
function storedOrderCount(dataset: Dataset, query: Query): number | undefined {
  return isRowsQuery(query) ? TABLES[query.kind].storedOrderCount?.(dataset, query) : undefined;
}

/**
 * Names the data that a query is issued for, then the query: rejections in stored order are live, other answers about them
 * are for the state that `asOfRejections` names, everything else is for a regrouping.
 */
function queryKey(model: Model, query: Query): string {
  const stored = model.dataset && storedOrderCount(model.dataset, query);
  const isLive = query.kind === 'rejections' && stored !== undefined;
  const asOf = isLive
    ? `live ${stored}`
    : isAboutRejections(query)
      ? asOfRejections(model)
      : model.generation;
  return `${asOf} ${JSON.stringify(query)}`;
}

function isAboutRejections(query: Query): boolean {
  if (query.kind === 'counts') return query.of === 'rejections';
  return ['rejections', 'rejectionPlaces', 'rejectionKinds'].includes(query.kind);
}

/** Whether a pending query still asks for what the model shows; that may have changed meanwhile. */
export function isCurrent(model: Model, slot: Slot, { key }: PendingQuery): boolean {
  const query = slotQuery(model, slot);
  return query !== undefined && queryKey(model, query) === key;
}

/** Returns the model with a query in progress in a slot, or with none. */
export function withPending(model: Model, slot: Slot, query: PendingQuery | undefined): Model {
  const { [slot]: _, ...others } = model.pending;
  return { ...model, pending: query === undefined ? others : { ...others, [slot]: query } };
}

/** Whether a query asks for rows of a table. */
function isRowsQuery(query: Query): query is RowsQuery {
  return query.kind in TABLES;
}

/** Returns the slot that waits for the answer with this id. */
export function slotWaitingFor({ pending }: Model, id: number): Slot | undefined {
  return (Object.keys(pending) as Slot[]).find((slot) => pending[slot]?.id === id);
}
