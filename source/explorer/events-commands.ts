import type { TimeWindow } from '../query/query.ts';
import type { EventsView, Model } from './model.ts';
import { chosenId } from './places.ts';
import { only, told, type Updated } from './step.ts';
import { withTable } from './table-commands.ts';
import { columnsOf, leftFor } from './tables.ts';
import { pan, wholeWindow, zoom } from './time-window.ts';
import { AT_TOP } from './viewport.ts';

/** The events of one user, or of all: with the window that their trend will suggest. */
export function eventsOf(model: Model, user: number | undefined): Model {
  const eventsView: EventsView = {
    ...model.eventsView,
    user,
    window: undefined,
    trend: undefined,
  };
  const change = { filter: undefined, shown: undefined, viewport: AT_TOP, arrival: { at: 'top' } } as const;
  return withTable({ ...model, tab: 'events', overlay: undefined, eventsView }, 'events', change);
}

const ELSEWHERE = 'this works in Events (3)';

/** Zooms about the event that the cursor is on: in with a factor below 1, out with one above. */
export function zoomBy(model: Model, factor: number): Updated {
  return changeWindow(model, (window, bounds) =>
    zoom(window, factor, bounds, model.options.bucketSeconds, secondsOfChosen(model)),
  );
}

function secondsOfChosen({ events }: Model): number | undefined {
  const event = chosenId(events);
  return event === undefined ? undefined : events.shown?.dataset.store.secondsOf(event);
}

export function zoomReset(model: Model): Updated {
  return changeWindow(model, (_, bounds) => bounds);
}

/** Moves the window by a share of its width: below 0 is earlier. */
export function panBy(model: Model, share: number): Updated {
  return changeWindow(model, (window, bounds) => pan(window, share, bounds, model.options.bucketSeconds));
}

function changeWindow(model: Model, change: (window: TimeWindow, bounds: TimeWindow) => TimeWindow): Updated {
  const { eventsView, options } = model;
  if (model.tab !== 'events') return told(model, ELSEWHERE);
  const times = eventsView.trend?.answer.times;
  if (eventsView.window === undefined || times === undefined) return only(model);
  const window = change(eventsView.window, wholeWindow(times, options.bucketSeconds));
  return only(withView(model, { window }));
}

export function turnDuplicates(model: Model): Updated {
  if (model.tab !== 'events') return told(model, ELSEWHERE);
  const duplicates = !model.eventsView.duplicates;
  const text = duplicates
    ? 'duplicates shown, each with the event it repeats'
    : 'duplicates are not shown any more';
  const turned = withView(model, { duplicates });
  // The column that goes with the duplicates may have had the cursor.
  const columns = columnsOf('events', duplicates);
  const column = Math.min(turned.events.column, columns.length - 1);
  const left = leftFor(columns, model.columns, turned.events.left, column);
  return told(withTable(turned, 'events', { column, left }), text);
}

/** Switches a type on or off. */
export function turnType(model: Model, type: number): Updated {
  const { hiddenTypes } = model.eventsView;
  const others = hiddenTypes.filter((hidden) => hidden !== type);
  const changed = others.length < hiddenTypes.length ? others : [...others, type].sort((a, b) => a - b);
  return only(withView(model, { hiddenTypes: changed }));
}

export function pickUser(model: Model): Updated {
  if (model.tab !== 'events') return told(model, ELSEWHERE);
  return only({ ...model, overlay: { kind: 'users', viewport: AT_TOP, text: '', shown: undefined } });
}

export function pickTypes(model: Model): Updated {
  if (model.tab !== 'events') return told(model, ELSEWHERE);
  return only({ ...model, overlay: { kind: 'types', viewport: AT_TOP } });
}

/** Other events of the same list: the cursor stays on its event where that is still among them. */
function withView(model: Model, change: Partial<EventsView>): Model {
  const changed = { ...model, eventsView: { ...model.eventsView, ...change } };
  return withTable(changed, 'events', { arrival: { at: 'same' } });
}
