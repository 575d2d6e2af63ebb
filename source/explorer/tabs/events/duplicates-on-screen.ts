import { idAt } from '../../../pipeline/columns/row-selection.ts';
import type { Model } from '../../model/model.ts';
import { eventsPlaces } from './trend-view.ts';

/** Returns the duplicates on the screen of which it is not known yet whether they differ: their records must be read. */
export function duplicatesToCompare(model: Model): readonly number[] {
  const { tab, scope, tables, dataset, differences } = model;
  if (tab !== 'events' || scope.duplicates === 'hidden') return [];
  const { shown, viewport } = tables.events;
  const duplicates = dataset?.grouping?.duplicates;
  if (shown === undefined || duplicates === undefined) return [];
  const { list } = eventsPlaces(model);
  const end = Math.min(shown.rowCount, viewport.top + list.height - 1);
  const missing: number[] = [];
  for (let row = viewport.top; row < end; row++) {
    const eventIndex = idAt(shown, row);
    if (duplicates.has(eventIndex) && !differences.has(eventIndex)) missing.push(eventIndex);
  }
  return missing;
}
