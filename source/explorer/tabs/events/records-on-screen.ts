import { idAt } from '../../../pipeline/columns/row-selection.ts';
import type { Model } from '../../model/model.ts';
import { noEffects, type Transition } from '../../model/transition.ts';
import { recordFollowing } from './record-pane.ts';
import { twinOf } from './record-text.ts';
import { eventsPlaces } from './trend-view.ts';

/** Requests the records of the events on the screen and in the pane that are not known yet: they are in the file. */
export function requestRecords(before: Model): Transition {
  const model = recordFollowing(before);
  const { shown, viewport } = model.tables.events;
  if (shown === undefined) return noEffects(model);
  const { list } = eventsPlaces(model);
  const { record } = model.tabs.events;
  const end = Math.min(shown.rowCount, viewport.top + list.height - 1);
  const missing: number[] = [];
  const wanted = new Set<number>();
  for (let row = viewport.top; row < end; row++) wanted.add(idAt(shown, row));
  if (record !== undefined) {
    wanted.add(record.event);
    const twin = twinOf(model, record.event);
    if (twin !== undefined) wanted.add(twin);
  }
  for (const event of wanted) {
    if (!model.records.has(event) && !model.readingRecords.has(event)) missing.push(event);
  }
  if (missing.length === 0) return noEffects(model);
  const readingRecords = new Set([...model.readingRecords, ...missing]);
  return [{ ...model, readingRecords }, [{ kind: 'readRecords', events: missing }]];
}
