import type { DuplicateView } from '../../../query/query.ts';
import { type Model, withTable, withTabState } from '../../model/model.ts';
import { noEffects, type Transition, withMessage } from '../../model/transition.ts';
import { leftFor } from '../../tables/column-layout.ts';
import { columnsOf } from '../../tables/registry.ts';
import { AT_TOP } from '../../view/viewport.ts';
import { type EventsState, NEW_EVENTS } from './state.ts';

/** Shows the events of one user, or of all, in the window that their trend will suggest. */
export function withEventsOf(model: Model, user: number | undefined): Model {
  const { window, trend, cursor, rangeSeconds, pane, types } = NEW_EVENTS;
  const changed = withTabState(model, 'events', { user, window, trend, cursor, rangeSeconds, pane, types });
  return withTable({ ...changed, tab: 'events', overlay: undefined }, 'events', {
    filter: undefined,
    shown: undefined,
    viewport: AT_TOP,
    cursorTarget: { at: 'top' },
  });
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
  const columns = columnsOf('events', toggled);
  const { column, left } = toggled.tables.events;
  const seen = columns.find(({ name }) => name === column) ?? columns[columns.length - 1];
  const fitted = { column: seen.name, left: leftFor(columns, model.columns, left, seen.name) };
  return withMessage(withTable(toggled, 'events', fitted), text);
}

/** Opens the user picker. */
export function pickUser(model: Model): Transition {
  return noEffects({ ...model, overlay: { kind: 'users', viewport: AT_TOP, text: '', shown: undefined } });
}

/** Changes the selection of events: the cursor stays on its event if that is still selected. */
function withEvents(model: Model, change: Partial<EventsState>): Model {
  return withTable(withTabState(model, 'events', change), 'events', { cursorTarget: { at: 'same' } });
}
