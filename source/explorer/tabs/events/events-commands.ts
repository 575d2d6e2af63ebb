import type { DuplicateView, TimeWindow } from '../../../query/query.ts';
import { type Model, withTable, withTabState } from '../../model/model.ts';
import { noEffects, type Transition, withMessage } from '../../model/transition.ts';
import { selectedId } from '../../tables/table-state.ts';
import { columnInSight } from '../../tables/visible-columns.ts';
import { AT_TOP } from '../../view/viewport.ts';
import { type EventsState, NEW_EVENTS } from './state.ts';
import { pan, wholeWindow, zoom } from './time-window.ts';

/** Shows the events of one user, or of all, in the window that their trend will suggest. */
export function withEventsOf(model: Model, user: number | undefined): Model {
  const { window, trend } = NEW_EVENTS;
  const changed = withTabState(model, 'events', { user, window, trend });
  return withTable({ ...changed, tab: 'events', overlay: undefined }, 'events', {
    filter: undefined,
    shown: undefined,
    viewport: AT_TOP,
    cursorTarget: { at: 'top' },
  });
}

/** Zooms about the event that the cursor is on: in with a factor below 1, out with one above. */
export function zoomBy(model: Model, factor: number): Transition {
  return changeWindow(model, (window, bounds) =>
    zoom(window, factor, bounds, model.options.bucketSeconds, selectedSeconds(model)),
  );
}

/** Returns the time of the event under the cursor. */
function selectedSeconds({ tables: { events } }: Model): number | undefined {
  const eventIndex = selectedId(events);
  return eventIndex === undefined ? undefined : events.shown?.dataset.store.secondsOf(eventIndex);
}

/** Shows the whole time range. */
export function zoomReset(model: Model): Transition {
  return changeWindow(model, (_, bounds) => bounds);
}

/** Moves the window by a share of its width: below 0 is earlier. */
export function panBy(model: Model, share: number): Transition {
  return changeWindow(model, (window, bounds) => pan(window, share, bounds, model.options.bucketSeconds));
}

function changeWindow(
  model: Model,
  change: (window: TimeWindow, bounds: TimeWindow) => TimeWindow,
): Transition {
  const { window, trend } = model.tabs.events;
  const times = trend?.answer.times;
  if (window === undefined || times === undefined) return noEffects(model);
  const bounds = wholeWindow(times, model.options.bucketSeconds);
  return noEffects(withEvents(model, { window: change(window, bounds) }));
}

/** What `d` shows next, and what it says then. */
const NEXT_DUPLICATES: Readonly<Record<DuplicateView, readonly [DuplicateView, string]>> = {
  hidden: ['shown', 'duplicates shown, each with the event that it repeats; d shows them alone'],
  shown: ['alone', 'duplicates alone, each with the event that it repeats; d hides them'],
  alone: ['hidden', 'duplicates hidden'],
};

/** Shows duplicates, then only them, then hides them. */
export function nextDuplicateView(model: Model): Transition {
  const [duplicates, text] = NEXT_DUPLICATES[model.tabs.events.duplicates];
  const toggled = withEvents(model, { duplicates });
  // The cursor may be in a column that disappears with the duplicates.
  return withMessage(
    withTable(toggled, 'events', columnInSight(toggled, 'events', toggled.tables.events.column)),
    text,
  );
}

/** Switches a type on or off. */
export function toggleType(model: Model, type: number): Transition {
  const { hiddenTypes } = model.tabs.events;
  const others = hiddenTypes.filter((hidden) => hidden !== type);
  const changed = others.length < hiddenTypes.length ? others : [...others, type].sort((a, b) => a - b);
  return noEffects(withEvents(model, { hiddenTypes: changed }));
}

/** Opens the user picker. */
export function pickUser(model: Model): Transition {
  return noEffects({ ...model, overlay: { kind: 'users', viewport: AT_TOP, text: '', shown: undefined } });
}

/** Opens the list of types. */
export function pickTypes(model: Model): Transition {
  return noEffects({ ...model, overlay: { kind: 'types', viewport: AT_TOP } });
}

/** Changes the selection of events: the cursor stays on its event if that is still selected. */
function withEvents(model: Model, change: Partial<EventsState>): Model {
  return withTable(withTabState(model, 'events', change), 'events', { cursorTarget: { at: 'same' } });
}
