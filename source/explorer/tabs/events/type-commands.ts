import { ALL_TYPES, type TypeChoice } from '../../../query/type-choice.ts';
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
  const { which, types } = model.scope.types;
  const others = types.filter((type) => type !== row.type);
  const named = others.length < types.length ? others : [...others, row.type].sort((a, b) => a - b);
  // One by one they are all on again.
  const areAll = which === 'only' && named.length === model.dataset?.store.types.count;
  return withTypes(model, areAll ? ALL_TYPES : { which, types: named });
}

/** Shows only the type under the cursor, or all types if it already is the only one. */
export function onlyChosenType(model: Model): Transition {
  const row = typeRows(model)[model.tabs.events.types.cursor];
  if (row === undefined) return noEffects(model);
  const { which, types } = model.scope.types;
  const isAlone = which === 'only' && types.length === 1 && types[0] === row.type;
  return withTypes(model, isAlone ? ALL_TYPES : { which: 'only', types: [row.type] });
}

function withTypes(model: Model, types: TypeChoice): Transition {
  return noEffects(withScope(model, { types }));
}
