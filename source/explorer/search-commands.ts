import { formatCount } from '../format/human-format.ts';
import { activeTable } from './lists.ts';
import type { Model } from './model.ts';
import { searchOriginal } from './original-commands.ts';
import { tableHeight } from './places.ts';
import { leaving, only, soFar, told, type Updated } from './step.ts';
import { moved } from './viewport.ts';
import { withPending } from './wanted.ts';

/** Looks for a text from the cursor on; an empty one looks for the last one again. */
export function searchFor(model: Model, text: string): Updated {
  const wanted = text === '' ? model.search : text;
  if (wanted === undefined) return only(model);
  return find({ ...leaving(model, 'search'), search: wanted }, wanted, 1);
}

/** The next match, or the one before. */
export function searchAgain(model: Model, direction: 1 | -1): Updated {
  return model.search === undefined
    ? told(model, 'nothing was searched for yet: / searches')
    : find(model, model.search, direction);
}

function find(model: Model, text: string, direction: 1 | -1): Updated {
  if (model.overlay !== undefined) return told(model, 'close this first (Esc) to search below it');
  if (model.tab === 'original') return searchOriginal(model, text, direction);
  const table = activeTable(model);
  if (table === undefined) return told(model, 'there is nothing to search here: w goes to the other pane');
  const { shown, viewport } = model[table];
  if (shown === undefined || shown.rowCount === 0) return told(model, 'there are no rows to search');
  const { rowCount, rows } = shown;
  const from = (viewport.cursor + direction + rowCount) % rowCount;
  const query = { kind: 'find', table, rows, rowCount, from, direction, text } as const;
  const id = model.nextQueryId;
  const before = model.pending.find;
  const pending = { id, key: `${table} ${text}`, query, share: undefined, failed: false };
  return [
    withPending({ ...model, nextQueryId: id + 1 }, 'find', pending),
    [
      ...(before === undefined ? [] : [{ kind: 'cancelQuery', id: before.id } as const]),
      { kind: 'query', id, query },
    ],
  ];
}

/** Goes to the row that was found, if the rows are still those that were searched. */
export function found(model: Model, row: number): Updated {
  const query = model.pending.find?.query;
  const done = withPending(model, 'find', undefined);
  if (query?.kind !== 'find' || query.table === 'users') return only(done);
  const { table, text, from, direction } = query;
  const state = done[table];
  // Other rows have come, as they do while more is read: it is looked for among these.
  if (state.shown === undefined || state.shown.rows !== query.rows) {
    const isSeen = activeTable(done) === table && done.overlay === undefined;
    return isSeen
      ? find(done, text, direction)
      : told(done, `the rows have changed: n looks for ${text} again`);
  }
  // What was typed ahead was for the row that is not there.
  if (row < 0) return told({ ...done, held: [] }, `${text} occurs in no row${soFar(model)}`, 'bad');
  const { cursor } = state.viewport;
  const begun = (from - direction + query.rowCount) % query.rowCount;
  const wrapped = direction === 1 ? row <= begun : row >= begun;
  const height = tableHeight(done, table);
  const viewport = moved(state.viewport, { to: row }, state.shown.rowCount, height);
  const next = { ...done, [table]: { ...state, viewport } };
  if (row === cursor) return told(next, `${text} occurs in this row alone`);
  return wrapped
    ? told(next, `went round the ${direction === 1 ? 'end' : 'beginning'}: row ${formatCount(row + 1)}`)
    : only(next);
}
