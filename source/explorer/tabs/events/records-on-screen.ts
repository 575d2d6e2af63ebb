import type { Model } from '../../model/model.ts';
import { noEffects, type Transition } from '../../model/transition.ts';
import { idsOnScreen } from '../../tables/table-state.ts';
import { recordFollowing } from './record-pane.ts';
import { twinOf } from './record-text.ts';
import { eventsPlaces } from './trend-view.ts';

/** Requests the records of the events on the screen and in the pane that are not known yet: they are in the file. */
export function requestRecords(before: Model): Transition {
  const model = recordFollowing(before);
  const { events } = model.tables;
  if (events.shown === undefined) return noEffects(model);
  const wanted = new Set(idsOnScreen(events, eventsPlaces(model).list.height - 1));
  const { record } = model.tabs.events;
  if (record !== undefined) {
    wanted.add(record.event);
    const twin = twinOf(model, record.event);
    if (twin !== undefined) wanted.add(twin);
  }
  const missing = [...wanted].filter(
    (event) => !model.records.has(event) && !model.readingRecords.has(event),
  );
  if (missing.length === 0) return noEffects(model);
  const readingRecords = new Set([...model.readingRecords, ...missing]);
  return [{ ...model, readingRecords }, [{ kind: 'readRecords', events: missing }]];
}
