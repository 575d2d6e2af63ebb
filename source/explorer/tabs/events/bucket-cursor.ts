import { pointAt } from '../../chart/points.ts';
import type { Model } from '../../model/model.ts';
import { trendView } from './trend-view.ts';

/** The points of the chart from one to another, both included. */
export interface PointRange {
  readonly from: number;
  readonly to: number;
}

/** Returns the point of the chart that the cursor is on; undefined without a cursor, or with one off the chart. */
export function cursorPoint(model: Model): number | undefined {
  const { cursor } = model.tabs.events;
  const view = cursor === undefined ? undefined : trendView(model);
  return cursor && view && pointAt(cursor.seconds, view.points);
}

/** Returns the range that was begun up to the cursor, or the point of the cursor alone; undefined without a cursor. */
export function chosenPoints(model: Model): PointRange | undefined {
  const { rangeSeconds } = model.tabs.events;
  const at = cursorPoint(model);
  if (at === undefined) return undefined;
  const view = rangeSeconds === undefined ? undefined : trendView(model);
  const begun =
    view === undefined || rangeSeconds === undefined ? at : (pointAt(rangeSeconds, view.points) ?? at);
  return { from: Math.min(at, begun), to: Math.max(at, begun) };
}
