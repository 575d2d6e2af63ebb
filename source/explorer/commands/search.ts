import { formatCount } from '../../format/human-format.ts';
import { type Model, withTable } from '../model/model.ts';
import { noEffects, rememberView, soFar, type Transition, withMessage } from '../model/transition.ts';
import { withPending, withQuery } from '../queries/request-missing.ts';
import { activeTable, tableHeight } from '../tabs/active-list.ts';
import { TABS } from '../tabs/registry.ts';
import { moved } from '../view/viewport.ts';

/** Searches for a text from the cursor on; an empty text repeats the last search. */
export function searchFor(model: Model, typed: string): Transition {
  const text = typed === '' ? model.search : typed;
  if (text === undefined) return noEffects(model);
  return find({ ...rememberView(model, 'search'), search: text }, text, 1);
}

/** Goes to the next match, or with -1 to the previous one. */
export function searchAgain(model: Model, direction: 1 | -1): Transition {
  return model.search === undefined
    ? withMessage(model, 'nothing to search for yet: / searches')
    : find(model, model.search, direction);
}

function find(model: Model, text: string, direction: 1 | -1): Transition {
  if (model.overlay !== undefined) return withMessage(model, 'close the overlay first (Esc)');
  const { scroller } = TABS[model.tab];
  if (scroller !== undefined) return scroller.search(model, text, direction);
  const table = activeTable(model);
  if (table === undefined) {
    return withMessage(model, 'there is nothing to search here: w goes to the other pane');
  }
  const { shown, viewport } = model.tables[table];
  if (shown === undefined || shown.rowCount === 0) return withMessage(model, 'there are no rows to search');
  const { rowCount, rows } = shown;
  const from = (viewport.cursor + direction + rowCount) % rowCount;
  const before = model.pending.find;
  const [next, effect] = withQuery(model, 'find', `${table} ${text}`, {
    kind: 'find',
    table,
    scope: model.scope,
    rows,
    rowCount,
    from,
    direction,
    text,
    zone: model.options.zone,
  });
  return [next, before === undefined ? [effect] : [{ kind: 'cancelQuery', id: before.id }, effect]];
}

/** Goes to the row that was found, if the rows are still those that were searched. `row`: -1 if there is none. */
export function found(model: Model, row: number): Transition {
  const query = model.pending.find?.query;
  const done = withPending(model, 'find', undefined);
  if (query?.kind !== 'find') return noEffects(done);
  const { table, text, from, direction } = query;
  const { shown, viewport } = done.tables[table];
  // Other rows have arrived, as they do while more is read: search these.
  if (shown === undefined || shown.rows !== query.rows) {
    return activeTable(done) === table
      ? find(done, text, direction)
      : withMessage(done, `the rows have changed: n searches for ${text} again`);
  }
  // What was typed ahead was meant for the missing row.
  if (row < 0) return withMessage({ ...done, typedAhead: [] }, `no row has ${text}${soFar(model)}`, 'bad');
  const begun = (from - direction + query.rowCount) % query.rowCount;
  const wrapped = direction === 1 ? row <= begun : row >= begun;
  const next = withTable(done, table, {
    viewport: moved(viewport, { to: row }, shown.rowCount, tableHeight(done, table)),
  });
  if (row === viewport.cursor) return withMessage(next, 'only match');
  const end = direction === 1 ? 'top' : 'bottom';
  return wrapped
    ? withMessage(next, `search wrapped to the ${end}: row ${formatCount(row + 1)}`)
    : noEffects(next);
}
