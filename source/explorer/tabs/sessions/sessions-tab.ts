import type { Hint } from '../../model/command.ts';
import { layoutOf } from '../../model/layout.ts';
import type { Model } from '../../model/model.ts';
import { whyMostRejected } from '../../tables/most-rejected.ts';
import { pickUser } from '../events/events-commands.ts';
import { openGap } from '../gap.ts';
import { countTexts } from '../scoped-count.ts';
import type { Pane, TabSpec } from '../tab-spec.ts';
import { CHOOSE_KEYS, TABLE_HINTS } from '../table-hints.ts';
import { sessionsLayout } from './layout.ts';
import { enterSessionOrUser, foldTypes, toggleUsers, unfoldTypes } from './sessions-commands.ts';

/**
 * Sessions: the table of sessions, or that of their users. Enter goes to the events of a session, and from a user to the
 * user's sessions.
 */
export const sessionsTab: TabSpec = {
  name: 'sessions',
  title: 'Sessions',
  shortTitle: 'Sess',
  count: (context) => countTexts(context, context.dataset?.grouping?.sessions.count ?? 0, 'sessions'),
  slots: ['sessions', 'users'],
  background: ['sessionStats', 'typeTotals', 'sessionFacts', 'userFacts', 'userRejections'],
  panes,
  hints,
  enter: enterSessionOrUser,
  commands: { gap: openGap, users: toggleUsers, pickUser, unfoldTypes, foldTypes },
};

function panes(model: Model): readonly Pane[] {
  const { body } = layoutOf(model);
  const { table } = sessionsLayout(body.height);
  const band = { top: body.top + table.top, height: table.height };
  return [{ table: model.tabs.sessions.view, band, isFocused: true }];
}

function hints(model: Model): readonly [Hint, ...Hint[]] {
  const { view, isUnfolded } = model.tabs.sessions;
  const chooseKeys = whyMostRejected(model) === undefined ? [] : [CHOOSE_KEYS];
  if (view === 'sessions') {
    return [['enter', 'its events'], ['gap', 'gap'], ['users', 'users'], ...chooseKeys, ...TABLE_HINTS];
  }
  const folding: Hint = isUnfolded ? ['foldTypes', 'fold types'] : ['unfoldTypes', 'types'];
  return [
    ['enter', 'sessions'],
    ['users', 'sessions of all'],
    folding,
    ['gap', 'gap'],
    ...chooseKeys,
    ...TABLE_HINTS,
  ];
}
