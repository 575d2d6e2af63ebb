import type { Model } from '../../model/model.ts';
import { idsOnScreen } from '../../tables/table-state.ts';
import { eventsPlaces } from './trend-view.ts';

/** Returns the duplicates on the screen of which it is not known yet whether they differ: their records must be read. */
export function duplicatesToCompare(model: Model): readonly number[] {
  const { tab, scope, tables, dataset, differences } = model;
  if (tab !== 'events' || scope.duplicates === 'hidden') return [];
  const duplicates = dataset?.grouping?.duplicates;
  if (duplicates === undefined) return [];
  return idsOnScreen(tables.events, eventsPlaces(model).list.height - 1).filter(
    (event) => duplicates.has(event) && !differences.has(event),
  );
}
