import type { Model } from '../../source/explorer/model/model.ts';
import { noEffects, rememberView, type Transition } from '../../source/explorer/model/transition.ts';
import { selectedId } from '../../source/explorer/tables/table-state.ts';
import { withEventsOf } from '../../source/explorer/tabs/events/events-commands.ts';
import type { TabName } from '../../source/explorer/tabs/states.ts';
import type { TabSpec } from '../../source/explorer/tabs/tab-spec.ts';
import { screenLayout } from '../../source/explorer/view/screen-layout.ts';
import { userOfRank } from '../../source/query/user-ranks.ts';

/** A tab that the program does not have: the table of users, alone. Enter shows a user's events. */
export const usersTab: TabSpec = {
  name: 'users' as TabName,
  title: 'Users',
  shortTitle: 'User',
  count: ({ dataset }) => [String(dataset?.grouping?.uniqueUsers ?? 0)],
  slots: ['users'],
  panes: ({ columns, rows }) => [{ table: 'users', band: screenLayout(columns, rows).body, isFocused: true }],
  hints: () => [['enter', 'events']],
  enter: enterUser,
};

function enterUser(model: Model): Transition {
  const rank = selectedId(model.tables.users);
  const { store, grouping } = model.dataset ?? {};
  if (rank === undefined || store === undefined || grouping === undefined) return noEffects(model);
  return noEffects(withEventsOf(rememberView(model, 'drill'), userOfRank(store, grouping, rank)));
}
