import { pointOfCell } from '../../chart/points.ts';
import type { MouseAction } from '../../model/input.ts';
import { layoutOf } from '../../model/layout.ts';
import { type Model, withTabState } from '../../model/model.ts';
import { noEffects, type Transition } from '../../model/transition.ts';
import { atPoint, zoomBy, zoomIn } from './bucket-commands.ts';
import { eventsPlaces, type TrendView, trendView } from './trend-view.ts';

const WHEEL_ZOOM = 0.5;

/**
 * The mouse over the chart and the bars: a click puts the cursor on a bucket, a drag zooms to a range, the wheel zooms
 * around the bucket under it. Undefined if the mouse is elsewhere.
 */
export function chartMouse(model: Model, { action, row, column }: MouseAction): Transition | undefined {
  const { isDragging, cursor, rangeSeconds } = model.tabs.events;
  const view = trendView(model);
  if (view === undefined) return undefined;
  if (isDragging && action === 'release') {
    const released = withTabState(model, 'events', { isDragging: false });
    return rangeSeconds === undefined ? noEffects(released) : zoomIn(released);
  }
  const point = pointUnder(model, view, isDragging && action === 'drag' ? undefined : row, column);
  if (point === undefined) return undefined;
  switch (action) {
    case 'press': {
      const dragging = withTabState(model, 'events', { isDragging: true, rangeSeconds: undefined });
      return atPoint(dragging, view, point, 0);
    }
    case 'drag': {
      if (!isDragging) return undefined;
      const begun = withTabState(model, 'events', { rangeSeconds: rangeSeconds ?? cursor?.seconds });
      return atPoint(begun, view, point, 0);
    }
    case 'wheelUp':
    case 'wheelDown': {
      const { startSeconds, pointSeconds } = view.points;
      const centre = startSeconds + (point + 0.5) * pointSeconds;
      return zoomBy(model, action === 'wheelUp' ? WHEEL_ZOOM : 1 / WHEEL_ZOOM, centre);
    }
    case 'release':
      return undefined;
  }
}

/** Returns the point of the chart under the mouse. `row`: undefined if any row counts, as in a drag. */
function pointUnder(
  model: Model,
  view: TrendView,
  row: number | undefined,
  column: number,
): number | undefined {
  const { body } = layoutOf(model);
  const { plot, types, trend } = eventsPlaces(model);
  const top = body.top + plot.top;
  if (row !== undefined && (row < top || row >= body.top + types.top + types.height)) return undefined;
  const cell = column - trend.gutter;
  if (row !== undefined && (cell < 0 || cell >= trend.cells)) return undefined;
  return pointOfCell(cell, view.points, trend.cells);
}
