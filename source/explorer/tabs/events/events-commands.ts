import type { Instant } from '../../../pipeline/time/parse-timestamp.ts';
import type { TimeWindow } from '../../../query/query.ts';
import type { DuplicateView } from '../../../query/scope.ts';
import { type Model, withTable } from '../../model/model.ts';
import { withScope } from '../../model/scope.ts';
import { noEffects, type Transition, withMessage } from '../../model/transition.ts';
import { selectedId } from '../../tables/table-state.ts';
import { columnInSight } from '../../tables/visible-columns.ts';
import { AT_TOP } from '../../view/viewport.ts';
import { chartWindow, pan, wholeWindow, zoom } from './time-window.ts';

/** Shows the events of one user, or of all, of all times. */
export function withEventsOf(model: Model, user: number | undefined): Model {
  const changed = withScope(model, { user, range: undefined }, { at: 'top' });
  return { ...changed, tab: 'events', overlay: undefined };
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

/** Shows all of time again. */
export function zoomReset(model: Model): Transition {
  return noEffects(withScope(model, { range: undefined }));
}

/** Moves the window by a share of its width: below 0 is earlier. */
export function panBy(model: Model, share: number): Transition {
  return changeWindow(model, (window, bounds) => pan(window, share, bounds, model.options.bucketSeconds));
}

function changeWindow(
  model: Model,
  change: (window: TimeWindow, bounds: TimeWindow) => TimeWindow,
): Transition {
  const { scope, options, tabs } = model;
  const answer = tabs.events.trend?.answer;
  const window = answer && chartWindow(answer, scope, options.bucketSeconds);
  if (answer?.times === undefined || window === undefined) return noEffects(model);
  const bounds = wholeWindow(answer.times, options.bucketSeconds);
  const changed = change(window, bounds);
  const isAll = changed.fromSeconds <= bounds.fromSeconds && changed.toSeconds >= bounds.toSeconds;
  const at = (seconds: number): Instant => ({ seconds, nanoseconds: 0 });
  const range = isAll ? undefined : { from: at(changed.fromSeconds), to: at(changed.toSeconds) };
  return noEffects(withScope(model, { range }));
}

/** What `d` shows next, and what it says then. */
const NEXT_DUPLICATES: Readonly<Record<DuplicateView, readonly [DuplicateView, string]>> = {
  hidden: ['shown', 'duplicates shown, each with the event that it repeats; d shows them alone'],
  shown: ['alone', 'duplicates alone, each with the event that it repeats; d hides them'],
  alone: ['hidden', 'duplicates hidden'],
};

/** Shows duplicates, then only them, then hides them. */
export function nextDuplicateView(model: Model): Transition {
  const [duplicates, text] = NEXT_DUPLICATES[model.scope.duplicates];
  const toggled = withScope(model, { duplicates });
  // The cursor may be in a column that disappears with the duplicates.
  return withMessage(
    withTable(toggled, 'events', columnInSight(toggled, 'events', toggled.tables.events.column)),
    text,
  );
}

/** Switches a type on or off. */
export function toggleType(model: Model, type: number): Transition {
  const { hiddenTypes } = model.scope;
  const others = hiddenTypes.filter((hidden) => hidden !== type);
  const changed = others.length < hiddenTypes.length ? others : [...others, type].sort((a, b) => a - b);
  return noEffects(withScope(model, { hiddenTypes: changed }));
}

/** Opens the user picker. */
export function pickUser(model: Model): Transition {
  return noEffects({ ...model, overlay: { kind: 'users', viewport: AT_TOP, text: '', shown: undefined } });
}

/** Opens the list of types. */
export function pickTypes(model: Model): Transition {
  return noEffects({ ...model, overlay: { kind: 'types', viewport: AT_TOP } });
}
