import type { Dataset } from '../pipeline/result/dataset.ts';
import type { Query, RowsQuery } from '../query/query.ts';
import type { Effect } from './effects.ts';
import type { Model, PendingQuery, ShownRows, Slot } from './model.ts';
import { arrived } from './places.ts';
import { EVENT_COLUMNS, REJECTION_COLUMNS, SESSION_COLUMNS } from './tables.ts';

/**
 * Asks for what the screen needs and does not have: rows, a trend. Nobody else issues queries: what is wanted follows
 * from the model, and what is held or under way is known by its key. Old rows stay on the screen until new ones come.
 */
export function askForWanted(model: Model): [Model, Effect[]] {
  let next = model;
  const effects: Effect[] = [];
  for (const slot of slotsOnScreen(model)) {
    const query = queryOf(next, slot);
    const key = query === undefined ? undefined : keyOf(next, query);
    const pending = next.pending[slot];
    if (pending !== undefined && pending.key !== key) {
      effects.push({ kind: 'cancelQuery', id: pending.id });
      next = withPending(next, slot, undefined);
    }
    if (query === undefined || key === undefined || heldKey(next, slot) === key) continue;
    const natural = next.dataset && naturalCount(next.dataset, query);
    if (natural !== undefined && next.dataset !== undefined) {
      next = withRows(next, slot, { key, rows: undefined, rowCount: natural, dataset: next.dataset });
    } else if (next.pending[slot] === undefined) {
      const id = next.nextQueryId;
      next = withPending({ ...next, nextQueryId: id + 1 }, slot, {
        id,
        key,
        query,
        share: undefined,
        failed: false,
      });
      effects.push({ kind: 'query', id, query });
    }
  }
  return [next, effects];
}

function slotsOnScreen({ tab, overlay }: Model): Slot[] {
  const slots: Slot[] = overlay?.kind === 'users' ? ['users'] : [];
  if (tab === 'sessions') slots.push('sessions');
  if (tab === 'skipped') slots.push('rejections');
  // The events wait for the window that the trend suggests.
  if (tab === 'events') slots.push('trend', 'events');
  return slots;
}

/** What a slot asks for as the model is; nothing before there is anything to ask of. */
function queryOf(model: Model, slot: Slot): Query | undefined {
  const { dataset, sessions, rejections, events, eventsView, overlay } = model;
  if (dataset === undefined) return undefined;
  switch (slot) {
    case 'sessions':
      return {
        kind: 'sessions',
        sort: { column: SESSION_COLUMNS[sessions.sort.column].name, descending: sessions.sort.descending },
        filter: sessions.filter,
      };
    case 'rejections':
      return {
        kind: 'rejections',
        code: model.reason,
        sort: {
          column: REJECTION_COLUMNS[rejections.sort.column].name,
          descending: rejections.sort.descending,
        },
        filter: rejections.filter,
      };
    case 'events':
      return eventsView.window === undefined
        ? undefined
        : {
            kind: 'events',
            user: eventsView.user,
            window: eventsView.window,
            hiddenTypes: eventsView.hiddenTypes,
            duplicates: eventsView.duplicates,
            sort: { column: EVENT_COLUMNS[events.sort.column].name, descending: events.sort.descending },
            filter: events.filter,
          };
    case 'trend':
      return { kind: 'trend', user: eventsView.user, bucketSeconds: model.options.bucketSeconds };
    case 'users': {
      const text = overlay?.kind === 'users' ? overlay.text : '';
      return { kind: 'users', filter: text === '' ? undefined : { text, leaveOut: false } };
    }
    default:
      return undefined;
  }
}

/** Rows in the order in which they are numbered need no query: how many there are; nothing for all other queries. */
function naturalCount(dataset: Dataset, query: Query): number | undefined {
  if (query.kind !== 'sessions' && query.kind !== 'rejections') return undefined;
  if (query.filter !== undefined || query.sort.descending) return undefined;
  if (query.kind === 'sessions') {
    return query.sort.column === 'user_id' ? (dataset.grouping?.sessions.count ?? 0) : undefined;
  }
  const inFileOrder = query.sort.column === 'event' || query.sort.column === 'line';
  return inFileOrder && query.code === undefined ? dataset.rejections.count : undefined;
}

/** Dictionaries a query and what it was asked of. All rejections are live; all else is as of a regrouping. */
function keyOf(model: Model, query: Query): string {
  const natural = model.dataset && naturalCount(model.dataset, query);
  const asOf = query.kind === 'rejections' && natural !== undefined ? `live ${natural}` : model.generation;
  return `${asOf} ${JSON.stringify(query)}`;
}

function heldKey(model: Model, slot: Slot): string | undefined {
  if (slot === 'trend') return model.eventsView.trend?.key;
  if (slot === 'users') return model.overlay?.kind === 'users' ? model.overlay.shown?.key : undefined;
  if (slot === 'find') return undefined;
  return model[slot].shown?.key;
}

/** Whether the answer to a pending query is still that to what the model asks; it may have gone elsewhere meanwhile. */
export function isStillWanted(model: Model, slot: Slot, { key }: PendingQuery): boolean {
  const query = queryOf(model, slot);
  return query !== undefined && keyOf(model, query) === key;
}

export function withPending(model: Model, slot: Slot, query: PendingQuery | undefined): Model {
  const { [slot]: _, ...others } = model.pending;
  return { ...model, pending: query === undefined ? others : { ...others, [slot]: query } };
}

/** Puts the rows that a slot asked for in place, and the cursor where it belongs among them. */
export function withRows(model: Model, slot: Slot, shown: ShownRows): Model {
  if (slot === 'users') {
    return model.overlay?.kind === 'users' ? { ...model, overlay: { ...model.overlay, shown } } : model;
  }
  if (slot === 'trend' || slot === 'find') return model;
  return arrived(model, slot, shown);
}

/** Whether a query is one for rows of a table. */
export function isRowsQuery(query: Query): query is RowsQuery {
  return query.kind !== 'find' && query.kind !== 'trend';
}

/** The slot that waits for the answer with this id. */
export function slotWaitingFor(model: Model, id: number): Slot | undefined {
  const slots: readonly Slot[] = ['sessions', 'rejections', 'events', 'users', 'trend', 'find'];
  return slots.find((slot) => model.pending[slot]?.id === id);
}
