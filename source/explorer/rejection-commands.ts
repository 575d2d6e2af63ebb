import type { Model } from './model.ts';
import { tableHeight } from './places.ts';
import { only, told, type Updated } from './step.ts';
import { moved } from './viewport.ts';

/** The next rejected record, or the one before, among those listed. */
export function nextRejection(model: Model, direction: 1 | -1): Updated {
  if (model.tab !== 'skipped' || model.overlay !== undefined) {
    return told(model, 'rejected records are in Skipped (2) and Original (4)');
  }
  const { viewport, shown } = model.rejections;
  const count = shown?.rowCount ?? 0;
  const row = model.pane === 'rejections' ? viewport.cursor + direction : viewport.cursor;
  if (row < 0 || row >= count) {
    return told(
      model,
      direction === 1 ? 'no rejected record comes after' : 'no rejected record comes before',
    );
  }
  const next = moved(viewport, { to: row }, count, tableHeight(model, 'rejections'));
  return only({ ...model, pane: 'rejections', rejections: { ...model.rejections, viewport: next } });
}
