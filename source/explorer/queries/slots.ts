import type { CountsQuery, Query } from '../../query/query.ts';
import { scopeOfReason } from '../../query/rejected-scope.ts';
import { isWholeScope, WHOLE_SCOPE } from '../../query/scope.ts';
import { hasWholeFile, isCutting } from '../model/load-state.ts';
import type { Model, Slot } from '../model/model.ts';
import { TABLES, type TableName } from '../tables/registry.ts';
import type { ShownRows } from '../tables/shown-rows.ts';
import { duplicatesToCompare } from '../tabs/events/duplicates-on-screen.ts';
import { bucketQuery } from '../tabs/events/list-at-bucket.ts';
import { trendQuery } from '../tabs/events/trend-state.ts';
import { withNewRows } from '../tabs/new-rows.ts';
import { factsQuery } from '../tabs/sessions/facts.ts';
import { kindsQuery, placesQuery } from '../tabs/skipped/skipped-queries.ts';

/** A slot for something other than a table. */
interface SlotSpec {
  /** The query of the slot for the model; undefined if it needs none. */
  readonly query: (model: Model) => Query | undefined;
  /** The key of the answer that is shown. */
  readonly shownKey: (model: Model) => string | undefined;
}

/** Rows are only counted if something is narrowed; otherwise their number is known. */
function countsSlot(of: CountsQuery['of']): SlotSpec {
  return {
    query: ({ scope: all, tabs, options }) => {
      const scope = of === 'rejections' ? scopeOfReason(all, tabs.skipped.narrowed) : all;
      return isWholeScope(scope) ? undefined : { kind: 'counts', of, scope, zone: options.zone };
    },
    shownKey: ({ counts }) => counts[of]?.key,
  };
}

const MOST_EVENTS_FIRST = { column: 'event_count', descending: true } as const;

const OTHER_SLOTS: Readonly<Record<Exclude<Slot, TableName>, SlotSpec>> = {
  picker: {
    query: ({ overlay }) => {
      const { text, order } = overlay?.kind === 'users' ? overlay : { text: '', order: 'name' };
      const sort = order === 'count' ? MOST_EVENTS_FIRST : undefined;
      return { kind: 'users', scope: WHOLE_SCOPE, pattern: text === '' ? undefined : text, sort };
    },
    shownKey: ({ overlay }) => (overlay?.kind === 'users' ? overlay.shown?.key : undefined),
  },
  bucket: { query: bucketQuery, shownKey: () => undefined },
  trend: { query: trendQuery, shownKey: ({ tabs }) => tabs.events.trend?.key },
  sessionStats: {
    query: (model) =>
      isCutting(model) ? undefined : { kind: 'sessionStats', scope: model.scope, zone: model.options.zone },
    shownKey: ({ tabs }) => tabs.sessions.stats?.key,
  },
  typeTotals: {
    query: () => ({ kind: 'typeTotals' }),
    shownKey: ({ tabs }) => tabs.sessions.totals?.key,
  },
  sessionFacts: { query: (model) => factsQuery(model, 'sessionFacts'), shownKey: () => undefined },
  userFacts: { query: (model) => factsQuery(model, 'userFacts'), shownKey: () => undefined },
  userRejections: { query: (model) => factsQuery(model, 'userRejections'), shownKey: () => undefined },
  eventCounts: countsSlot('events'),
  rejectionCounts: countsSlot('rejections'),
  differences: {
    query: (model) => {
      const duplicates = duplicatesToCompare(model);
      return duplicates.length === 0 ? undefined : { kind: 'differences', duplicates };
    },
    shownKey: () => undefined,
  },
  // Once for a file, when all of it is there.
  duplicateSample: {
    query: (model) => {
      const isDue = hasWholeFile(model) && model.duplicateSample === undefined;
      return isDue && (model.dataset?.grouping?.duplicates.count ?? 0) > 0
        ? { kind: 'duplicateSample' }
        : undefined;
    },
    shownKey: () => undefined,
  },
  rejectionPlaces: { query: placesQuery, shownKey: ({ tabs }) => tabs.skipped.places?.key },
  rejectionKinds: {
    query: kindsQuery,
    shownKey: ({ tabs, pending }) => {
      const query = pending.rejectionKinds?.query;
      return query?.kind === 'rejectionKinds' ? tabs.skipped.kinds.get(query.reason)?.key : undefined;
    },
  },
  // A search is started by a key, it does not follow from what the screen shows.
  find: { query: () => undefined, shownKey: () => undefined },
};

/** Whether a slot is that of a table. */
function isTableSlot(slot: Slot): slot is TableName {
  return slot in TABLES;
}

/** Returns the query of a slot for the model; undefined while that is not known yet. */
export function slotQuery(model: Model, slot: Slot): Query | undefined {
  if (model.dataset === undefined) return undefined;
  // The present sessions are about to be replaced.
  if ((slot === 'sessions' || slot === 'users') && isCutting(model)) return undefined;
  if (model.tab === 'sessions' && isOtherView(model, slot)) return undefined;
  return isTableSlot(slot) ? TABLES[slot].query(model, model.tables[slot]) : OTHER_SLOTS[slot].query(model);
}

/** Whether a slot is that of the table that Sessions has but does not show at the moment. */
function isOtherView({ tabs }: Model, slot: Slot): boolean {
  return slot === (tabs.sessions.view === 'users' ? 'sessions' : 'users');
}

/** Returns the key of the answer that a slot shows. */
export function shownKey(model: Model, slot: Slot): string | undefined {
  return isTableSlot(slot) ? model.tables[slot].shown?.key : OTHER_SLOTS[slot].shownKey(model);
}

/** Puts new rows into the table of a slot, and moves the cursor to its target among them. */
export function withRows(model: Model, slot: Slot, shown: ShownRows): Model {
  if (isTableSlot(slot)) return withNewRows(model, slot, shown);
  const { overlay } = model;
  return slot === 'picker' && overlay?.kind === 'users'
    ? { ...model, overlay: { ...overlay, shown } }
    : model;
}
