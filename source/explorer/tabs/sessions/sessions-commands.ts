import { formatCount } from '../../../format/human-format.ts';
import type { Grouping } from '../../../pipeline/group/grouping.ts';
import { firstEventOf, sessionAt } from '../../../pipeline/group/sessions.ts';
import type { EventStore } from '../../../pipeline/store/event-store.ts';
import type { TimeRange } from '../../../query/time-range.ts';
import { userOfRank } from '../../../query/user-ranks.ts';
import { fileTypes } from '../../chart/file-types.ts';
import { type Model, withTable, withTabState } from '../../model/model.ts';
import { withScope } from '../../model/scope.ts';
import { noEffects, rememberView, type Transition, withMessage } from '../../model/transition.ts';
import { selectedId } from '../../tables/table-state.ts';
import { isTypeColumn } from '../../tables/users.ts';
import { columnInSight } from '../../tables/visible-columns.ts';

/** Lists the users of the sessions, or the sessions again. */
export function toggleUsers(model: Model): Transition {
  const view = model.tabs.sessions.view === 'users' ? 'sessions' : 'users';
  return noEffects(withTabState(model, 'sessions', { view }));
}

/** Goes to the events of a session, or from a user to the user's sessions. */
export function enterSessionOrUser(model: Model): Transition {
  return model.tabs.sessions.view === 'users' ? enterUser(model) : enterSession(model);
}

/** Shows the events of one session: those of its user and, with a gap, of the time from its first event to its last. */
function enterSession(model: Model): Transition {
  const { sessions } = model.tables;
  const session = selectedId(sessions);
  const { store, grouping } = sessions.shown?.dataset ?? {};
  if (session === undefined || store === undefined || grouping === undefined) return noEffects(model);
  const user = store.userOf(firstEventOf(grouping, session));
  const range = grouping.gapSeconds === undefined ? model.scope.range : rangeOf(store, grouping, session);
  const entered = withScope(rememberView(model, 'drill'), { user, range }, { at: 'top' });
  return noEffects({ ...entered, tab: 'events' });
}

/** Returns the range from the first event of a session to the last one, included. */
function rangeOf(store: EventStore, grouping: Grouping, session: number): TimeRange {
  const { startSeconds, startNanoseconds, endSeconds, endNanoseconds } = sessionAt(
    store,
    grouping.byUser,
    grouping.sessions,
    session,
  );
  const isLastOfSecond = endNanoseconds === 999_999_999;
  return {
    from: { seconds: startSeconds, nanoseconds: startNanoseconds },
    to: isLastOfSecond
      ? { seconds: endSeconds + 1, nanoseconds: 0 }
      : { seconds: endSeconds, nanoseconds: endNanoseconds + 1 },
  };
}

function enterUser(model: Model): Transition {
  const { users } = model.tables;
  const rank = selectedId(users);
  const { store, grouping } = users.shown?.dataset ?? {};
  if (rank === undefined || store === undefined || grouping === undefined) return noEffects(model);
  const remembered = rememberView(model, 'drill');
  const narrowed = withScope(remembered, { user: userOfRank(store, grouping, rank) }, { at: 'top' });
  return noEffects(withTabState(narrowed, 'sessions', { view: 'sessions' }));
}

/** Gives each type a column of its counts in the list of users. */
export function unfoldTypes(model: Model): Transition {
  const { view, totals } = model.tabs.sessions;
  const { dataset } = model;
  if (view !== 'users') return withMessage(model, 'types unfold in the list of users: U');
  if (totals === undefined || dataset === undefined)
    return withMessage(model, 'the types are not counted yet');
  const { types } = fileTypes(totals.counts, [], dataset.store);
  return withMessage(
    refitted(withTabState(model, 'sessions', { isUnfolded: true })),
    `${formatCount(types.length)} types, a column each; - folds them; ] sorts by one`,
  );
}

/** Folds the types of users into one column again. */
export function foldTypes(model: Model): Transition {
  return noEffects(refitted(withTabState(model, 'sessions', { isUnfolded: false })));
}

/** Moves the cursor and the order from a column that is gone to another. */
function refitted(model: Model): Model {
  const { column, sort } = model.tables.users;
  const next = withTable(model, 'users', { ...columnInSight(model, 'users', column) });
  const isGone = !model.tabs.sessions.isUnfolded && isTypeColumn(sort.column);
  return isGone
    ? withTable(next, 'users', {
        sort: { column: 'event_count', descending: true },
        cursorTarget: { at: 'same' },
      })
    : next;
}
