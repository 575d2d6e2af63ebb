import { userOfRank } from '../../query/user-ranks.ts';
import type { Model } from '../model/model.ts';
import type { Overlay, UsersOverlay } from '../model/overlay.ts';
import { withScope } from '../model/scope.ts';
import { noEffects, rememberView, type Transition, withMessage } from '../model/transition.ts';
import { withColumnToggled } from '../overlays/column-rows.ts';
import { idInRow } from '../tables/shown-rows.ts';
import { withEventsOf } from '../tabs/events/events-commands.ts';
import { goToByte } from '../tabs/original/original-commands.ts';
import { TABS } from '../tabs/registry.ts';
import { closeOverlay } from './back.ts';
import { FIELDS_COMMANDS } from './fields-commands.ts';

/** Enter: opens what the cursor is on, or does what the overlay is for. */
export function enter(model: Model): Transition {
  const { overlay } = model;
  return overlay === undefined ? TABS[model.tab].enter(model) : enterOverlay(model, overlay);
}

function enterOverlay(model: Model, overlay: Overlay): Transition {
  switch (overlay.kind) {
    case 'help':
    case 'command':
    case 'info':
      return closeOverlay(model, overlay);
    case 'fields':
      return FIELDS_COMMANDS.readAs(model, overlay);
    case 'record':
      return goToByte(rememberView(model, 'drill'), overlay.byteOffset);
    case 'columns':
      return noEffects(withColumnToggled(model, overlay.table, overlay.viewport.cursor));
    case 'users':
      return enterUser(model, overlay);
  }
}

function enterUser(model: Model, { viewport, shown }: UsersOverlay): Transition {
  const closed = (): Model => rememberView({ ...model, overlay: undefined }, 'drill');
  const chosen = (user: number | undefined): Transition =>
    noEffects(
      model.tab === 'events' ? withEventsOf(closed(), user) : withScope(closed(), { user }, { at: 'top' }),
    );
  if (viewport.cursor === 0) return chosen(undefined);
  // The rows are still those of the previous text.
  if (model.pending.picker !== undefined) return withMessage(model, 'still looking for matching users');
  const rank = idInRow(shown, viewport.cursor - 1);
  const { store, grouping } = shown?.dataset ?? {};
  if (rank === undefined || store === undefined || grouping === undefined) return noEffects(model);
  return chosen(userOfRank(store, grouping, rank));
}
