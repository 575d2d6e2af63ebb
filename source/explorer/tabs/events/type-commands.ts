import { type Model, withTabState } from '../../model/model.ts';
import { withScope } from '../../model/scope.ts';
import { noEffects, type Transition, withMessage } from '../../model/transition.ts';
import type { List } from '../../view/list.ts';
import { eventsPlaces, typesOnScreen } from './trend-view.ts';
import { typeRows } from './type-rows.ts';

/** Returns the types below the chart as a list. */
export function typesList(model: Model): List<Model> {
  return {
    viewport: model.tabs.events.types,
    count: typeRows(model).length,
    height: typesOnScreen(model, eventsPlaces(model)),
    isText: false,
    withViewport: (types) => withTabState(model, 'events', { types }),
  };
}

/** Gives a pane the cursor. */
export function withPane(model: Model, pane: Model['tabs']['events']['pane']): Model {
  return withTabState(model, 'events', { pane });
}

/** Switches the type under the cursor off or on. */
export function toggleChosenType(model: Model): Transition {
  if (model.tabs.events.pane !== 'types')
    return withMessage(model, 'w goes to the types; there x switches one off or on');
  const row = typeRows(model)[model.tabs.events.types.cursor];
  if (row === undefined) return noEffects(model);
  const { hiddenTypes } = model.scope;
  const others = hiddenTypes.filter((hidden) => hidden !== row.type);
  return withHidden(model, others.length < hiddenTypes.length ? others : [...others, row.type]);
}

/** Shows only the type under the cursor, or all types if it already is the only one. */
export function onlyChosenType(model: Model): Transition {
  const rows = typeRows(model);
  const row = rows[model.tabs.events.types.cursor];
  if (row === undefined) return noEffects(model);
  const isAlone = row.shown && rows.filter(({ shown }) => shown).length === 1;
  if (isAlone) return withHidden(model, []);
  return withHidden(
    model,
    rows.filter(({ type }) => type !== row.type).map(({ type }) => type),
  );
}

function withHidden(model: Model, types: readonly number[]): Transition {
  return noEffects(withScope(model, { hiddenTypes: [...types].sort((a, b) => a - b) }));
}
