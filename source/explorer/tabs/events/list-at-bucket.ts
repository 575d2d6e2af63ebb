import { lowerBound } from '../../../pipeline/columns/lower-bound.ts';
import { idAt } from '../../../pipeline/columns/row-selection.ts';
import { spanOfPoints } from '../../chart/points.ts';
import { type Model, withTable, withTabState } from '../../model/model.ts';
import { isAtOrAfter } from '../../tables/row-at-time.ts';
import { fitted } from '../../view/viewport.ts';
import { cursorPoint } from './bucket-cursor.ts';
import { eventsPlaces, trendView } from './trend-view.ts';

/**
 * When the keys rest, the list goes to the first event of the bucket, at the top. In an order other than that of time, the
 * events of a bucket are not together, and the list stays.
 */
export function listAtBucket(model: Model): Model {
  const { cursor } = model.tabs.events;
  if (cursor?.isMoving !== true) return model;
  const rested = withTabState(model, 'events', { cursor: { ...cursor, isMoving: false } });
  const view = trendView(model);
  const point = cursorPoint(model);
  const { shown, sort } = model.tables.events;
  if (view === undefined || point === undefined || shown === undefined || sort.column !== 'event_time')
    return rested;
  const { fromSeconds, toSeconds } = spanOfPoints(point, point, view.points);
  const { store } = shown.dataset;
  const isFrom = (row: number, seconds: number): boolean =>
    isAtOrAfter(store, idAt(shown, row), { seconds, nanoseconds: 0 });
  const row = sort.descending
    ? lowerBound(shown.rowCount, (at) => isFrom(at, toSeconds))
    : lowerBound(shown.rowCount, (at) => !isFrom(at, fromSeconds));
  const height = eventsPlaces(model).list.height - 1;
  const viewport = fitted({ cursor: row, top: row }, shown.rowCount, height);
  return withTable(rested, 'events', { viewport, isPlaced: true });
}
