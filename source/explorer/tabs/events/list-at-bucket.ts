import { formatCount } from '../../../format/human-format.ts';
import { lowerBound } from '../../../pipeline/columns/lower-bound.ts';
import { idAt, type RowSelection } from '../../../pipeline/columns/row-selection.ts';
import { compareInstants, type Instant } from '../../../pipeline/time/instant.ts';
import type { EventsQuery, TimeWindow } from '../../../query/query.ts';
import { spanOfPoints } from '../../chart/points.ts';
import { type Model, withTable, withTabState } from '../../model/model.ts';
import { noEffects, type Transition, withMessage } from '../../model/transition.ts';
import { TABLES } from '../../tables/registry.ts';
import { isAtOrAfter } from '../../tables/row-at-time.ts';
import { rowOfId } from '../../tables/shown-rows.ts';
import { fitted } from '../../view/viewport.ts';
import { cursorPoint } from './bucket-cursor.ts';
import { eventsPlaces, trendView } from './trend-view.ts';

/**
 * When the keys rest, the list goes to the first event of the bucket, at the top. In an order other than that of time the
 * events of a bucket are not together: which of them comes first is a query.
 */
export function listAtBucket(model: Model): Model {
  const { cursor } = model.tabs.events;
  if (cursor?.isMoving !== true) return model;
  const { shown, sort, viewport } = model.tables.events;
  const soughtFrom = sort.column === 'event_time' ? undefined : viewport.cursor;
  const rested = withTabState(model, 'events', { cursor: { ...cursor, isMoving: false, soughtFrom } });
  const span = bucketSpan(model);
  if (span === undefined || shown === undefined || soughtFrom !== undefined) return rested;
  const { store } = shown.dataset;
  const isFrom = (row: number, seconds: number): boolean =>
    isAtOrAfter(store, idAt(shown, row), { seconds, nanoseconds: 0 });
  const row = sort.descending
    ? lowerBound(shown.rowCount, (at) => isFrom(at, span.toSeconds))
    : lowerBound(shown.rowCount, (at) => !isFrom(at, span.fromSeconds));
  return atRow(rested, row);
}

/** The time of the bucket under the cursor; undefined without one. */
function bucketSpan(model: Model): TimeWindow | undefined {
  const view = trendView(model);
  const point = cursorPoint(model);
  return view === undefined || point === undefined ? undefined : spanOfPoints(point, point, view.points);
}

/** Puts a row of the list at its top, and the cursor on it. */
function atRow(model: Model, row: number): Model {
  const rowCount = model.tables.events.shown?.rowCount ?? 0;
  const height = eventsPlaces(model).list.height - 1;
  return withTable(model, 'events', {
    viewport: fitted({ cursor: row, top: row }, rowCount, height),
    isPlaced: true,
  });
}

/** Asks for the events of the bucket in the order of the list, while its first one is looked for. */
export function bucketQuery(model: Model): EventsQuery | undefined {
  if (model.tabs.events.cursor?.soughtFrom === undefined) return undefined;
  const span = bucketSpan(model);
  const query = TABLES.events.query(model, model.tables.events);
  if (span === undefined || query?.kind !== 'events') return undefined;
  const { range } = query.scope;
  const from = later(range?.from, { seconds: span.fromSeconds, nanoseconds: 0 }, 1);
  const to = later(range?.to, { seconds: span.toSeconds, nanoseconds: 0 }, -1);
  return { ...query, scope: { ...query.scope, range: { from, to } } };
}

/** Returns the later of two instants, or the earlier one where `sign` is -1. */
function later(one: Instant | undefined, other: Instant, sign: number): Instant {
  return one !== undefined && sign * compareInstants(one, other) > 0 ? one : other;
}

/** Takes the events of the bucket: the list goes to the first of them, unless a key has moved it meanwhile. */
export function withBucket(model: Model, { rows, rowCount }: RowSelection): Transition {
  const { cursor } = model.tabs.events;
  const { shown, viewport, sort } = model.tables.events;
  if (cursor === undefined) return noEffects(model);
  const found = withTabState(model, 'events', { cursor: { ...cursor, soughtFrom: undefined } });
  const row = shown === undefined || rowCount === 0 ? -1 : rowOfId(shown, idAt({ rows, rowCount }, 0), -1);
  if (row < 0 || viewport.cursor !== cursor.soughtFrom) return noEffects(found);
  const events = rowCount === 1 ? 'its only event' : `the first of its ${formatCount(rowCount)} events`;
  return withMessage(atRow(found, row), `${events} by ${sort.column}: + shows them alone`);
}
