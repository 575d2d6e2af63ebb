import type { TimeWindow } from '../../../query/query.ts';
import { pointAt, spanOfPoints } from '../../chart/points.ts';
import type { Effect } from '../../model/effect.ts';
import { type Model, withTabState } from '../../model/model.ts';
import { noEffects, type Transition, withMessage } from '../../model/transition.ts';
import { selectedId } from '../../tables/table-state.ts';
import { chosenPoints, cursorPoint } from './bucket-cursor.ts';
import { shownWindow, wholeRange, withRange } from './range.ts';
import type { BucketCursor } from './state.ts';
import { pan, zoom } from './time-window.ts';
import { type TrendView, trendView } from './trend-view.ts';

/** The list goes to the bucket when the keys rest for so long, not at every bucket on the way. */
const REST: readonly Effect[] = [{ kind: 'awaitRest', milliseconds: 100 }];

const NO_CHART = 'there is no chart of these events';

/** Moves the cursor over the buckets. It first appears where the list is. */
export function moveBucket(model: Model, by: number): Transition {
  const view = trendView(model);
  if (view === undefined) return withMessage(model, NO_CHART);
  const at = cursorPoint(model);
  const point = at === undefined ? firstPoint(model, view) : at + by;
  return atPoint(model, view, point, 0);
}

/** Puts the cursor on a point of the chart. */
export function atPoint(model: Model, view: TrendView, point: number, peaks: number): Transition {
  const { startSeconds, pointSeconds, points } = view.points;
  const within = Math.max(0, Math.min(points - 1, point));
  const seconds = startSeconds + (within + 0.5) * pointSeconds;
  const cursor: BucketCursor = { seconds, peaks, isMoving: true, soughtFrom: undefined };
  return [withTabState(model, 'events', { cursor }), REST];
}

function firstPoint({ tables }: Model, { points }: TrendView): number {
  const event = selectedId(tables.events);
  const store = tables.events.shown?.dataset.store;
  const seconds = event === undefined ? undefined : store?.secondsOf(event);
  return (seconds === undefined ? undefined : pointAt(seconds, points)) ?? 0;
}

/** Puts the cursor on the highest bucket, again on the next highest; of equal ones on the earliest. */
export function nextPeak(model: Model): Transition {
  const view = trendView(model);
  if (view === undefined) return withMessage(model, NO_CHART);
  const { total } = view;
  const filled = Array.from(total.keys()).filter((point) => total[point] > 0);
  if (filled.length === 0) return withMessage(model, 'every bucket is empty');
  filled.sort((a, b) => total[b] - total[a] || a - b);
  const peaks = (model.tabs.events.cursor?.peaks ?? 0) % filled.length;
  return atPoint(model, view, filled[peaks], peaks + 1);
}

/** Begins a range at the cursor; pressed again, gives it up. */
export function beginRange(model: Model): Transition {
  const { cursor, rangeSeconds } = model.tabs.events;
  if (rangeSeconds !== undefined)
    return noEffects(withTabState(model, 'events', { rangeSeconds: undefined }));
  if (cursor === undefined) {
    const [moved, effects] = moveBucket(model, 0);
    const begun = moved.tabs.events.cursor;
    return begun === undefined
      ? [moved, effects]
      : [withTabState(moved, 'events', { rangeSeconds: begun.seconds }), effects];
  }
  return noEffects(withTabState(model, 'events', { rangeSeconds: cursor.seconds }));
}

/** Gives up the range that was begun, then the cursor; undefined without either. */
export function withoutCursor(model: Model): Model | undefined {
  const { cursor, rangeSeconds } = model.tabs.events;
  if (rangeSeconds !== undefined) return withTabState(model, 'events', { rangeSeconds: undefined });
  return cursor === undefined ? undefined : withTabState(model, 'events', { cursor: undefined });
}

/** Zooms to the bucket under the cursor, or to the range that was begun; without a cursor to the middle. */
export function zoomIn(model: Model): Transition {
  const view = trendView(model);
  if (view === undefined) return withMessage(model, NO_CHART);
  const chosen = chosenPoints(model);
  if (chosen === undefined) return zoomBy(model, 0.5);
  const { points, pointSeconds } = view.points;
  // A single bucket can still be divided into finer ones.
  if (points === 1 && pointSeconds === 1) return withMessage(model, CLOSEST);
  const isAll = chosen.from === 0 && chosen.to === points - 1;
  if (isAll && points > 1) return withMessage(model, 'the range is all that is shown');
  return noEffects(withRange(model, spanOfPoints(chosen.from, chosen.to, view.points)));
}

const CLOSEST = 'this is as close as it gets: buckets of a second';

/** Zooms around the middle, or around an instant: in with a factor below 1, out with one above. */
export function zoomBy(model: Model, factor: number, centreSeconds?: number): Transition {
  return changeRange(model, (window, bounds) => zoom(window, factor, bounds, centreSeconds));
}

/** Shows all of time. */
export function zoomReset(model: Model): Transition {
  return noEffects(withRange(model, undefined));
}

/** Moves the range by a share of its width: below 0 is earlier. */
export function panBy(model: Model, share: number): Transition {
  return changeRange(model, (window, bounds) => pan(window, share, bounds));
}

function changeRange(
  model: Model,
  change: (window: TimeWindow, bounds: TimeWindow) => TimeWindow,
): Transition {
  const window = shownWindow(model);
  const bounds = wholeRange(model);
  if (window === undefined || bounds === undefined) return withMessage(model, NO_CHART);
  const changed = change(window, bounds);
  if (isSame(changed, window))
    return withMessage(model, isSame(window, bounds) ? 'all of time is shown: + zooms in' : CLOSEST);
  return noEffects(withRange(model, isSame(changed, bounds) ? undefined : changed));
}

function isSame(a: TimeWindow, b: TimeWindow): boolean {
  return a.fromSeconds === b.fromSeconds && a.toSeconds === b.toSeconds;
}
