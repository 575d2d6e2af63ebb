import { idAt } from '../../../pipeline/columns/row-selection.ts';
import type { Model } from '../../model/model.ts';
import { noEffects, type Transition } from '../../model/transition.ts';
import { eventsPlaces } from './trend-view.ts';

/** Requests the records of the events on the screen that are not known yet: they are read from the file. */
export function requestRecords(model: Model): Transition {
  const { shown, viewport } = model.tables.events;
  if (shown === undefined) return noEffects(model);
  const { list } = eventsPlaces(model);
  const end = Math.min(shown.rowCount, viewport.top + list.height - 1);
  const missing: number[] = [];
  for (let row = viewport.top; row < end; row++) {
    const event = idAt(shown, row);
    if (!model.records.has(event) && !model.readingRecords.has(event)) missing.push(event);
  }
  if (missing.length === 0) return noEffects(model);
  const readingRecords = new Set([...model.readingRecords, ...missing]);
  return [{ ...model, readingRecords }, [{ kind: 'readRecords', events: missing }]];
}
