import type { DuplicateView } from '../../../query/scope.ts';
import { type Model, withTable, withTabState } from '../../model/model.ts';
import { withScope } from '../../model/scope.ts';
import { noEffects, type Transition, withMessage } from '../../model/transition.ts';
import { columnInSight } from '../../tables/visible-columns.ts';
import { AT_TOP } from '../../view/viewport.ts';
import { NEW_EVENTS } from './state.ts';

/** Shows the events of one user, or of all, of all times. */
export function withEventsOf(model: Model, user: number | undefined): Model {
  const { cursor, rangeSeconds, pane, types, record } = NEW_EVENTS;
  const changed = withScope(model, { user, range: undefined }, { at: 'top' });
  const moved = withTabState(changed, 'events', { cursor, rangeSeconds, pane, types, record });
  return { ...moved, tab: 'events', overlay: undefined };
}

/** What `d` shows next, and what it says then. */
const NEXT_DUPLICATES: Readonly<Record<DuplicateView, readonly [DuplicateView, string]>> = {
  hidden: ['shown', 'duplicates shown; d shows them alone; each has the event that it repeats'],
  shown: ['alone', 'duplicates alone; d hides them; each has the event that it repeats'],
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

/** Opens the user picker. */
export function pickUser(model: Model): Transition {
  return noEffects({
    ...model,
    overlay: { kind: 'users', order: 'count', viewport: AT_TOP, text: '', shown: undefined },
  });
}
