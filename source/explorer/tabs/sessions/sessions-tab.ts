import { firstEventOf } from '../../../pipeline/group/sessions.ts';
import { layoutOf } from '../../model/layout.ts';
import { type Model, withTable } from '../../model/model.ts';
import { noEffects, rememberView, type Transition } from '../../model/transition.ts';
import { whyMostRejected } from '../../tables/most-rejected.ts';
import { selectedId } from '../../tables/table-state.ts';
import { withEventsOf } from '../events/events-commands.ts';
import { openGap } from '../gap.ts';
import { countTexts } from '../scoped-count.ts';
import type { Pane, TabSpec } from '../tab-spec.ts';
import { CHOOSE_KEYS, TABLE_HINTS } from '../table-hints.ts';
import { sessionsLayout } from './layout.ts';

/** Sessions: the table alone. Enter goes to the events of a session's user. */
export const sessionsTab: TabSpec = {
  name: 'sessions',
  title: 'Sessions',
  shortTitle: 'Sess',
  count: (context) =>
    countTexts(context, context.dataset?.grouping?.sessions.count ?? 0, ({ sessions }) => sessions),
  slots: ['sessions'],
  panes,
  hints: (model) => [
    ['enter', 'events'],
    ['gap', 'gap'],
    ...(whyMostRejected(model) === undefined ? [] : [CHOOSE_KEYS]),
    ...TABLE_HINTS,
  ],
  enter: enterSession,
  commands: { gap: openGap },
};

function panes(model: Model): readonly Pane[] {
  const { body } = layoutOf(model);
  const { table } = sessionsLayout(body.height);
  return [{ table: 'sessions', band: { top: body.top + table.top, height: table.height }, isFocused: true }];
}

function enterSession(model: Model): Transition {
  const { sessions } = model.tables;
  const session = selectedId(sessions);
  const { store, grouping } = sessions.shown?.dataset ?? {};
  if (session === undefined || store === undefined || grouping === undefined) return noEffects(model);
  const first = firstEventOf(grouping, session);
  const entered = withEventsOf(rememberView(model, 'drill'), store.userOf(first));
  // With a gap the session's own first event, among all of the user's.
  return noEffects(withTable(entered, 'events', { cursorTarget: { at: 'id', id: first } }));
}
