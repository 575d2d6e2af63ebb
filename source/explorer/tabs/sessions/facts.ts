import type { Answer, Query } from '../../../query/query.ts';
import { withNews } from '../../model/kept-map.ts';
import { layoutOf } from '../../model/layout.ts';
import { isLoading } from '../../model/load-state.ts';
import { type Model, withTabState } from '../../model/model.ts';
import type { TableName } from '../../tables/registry.ts';
import { idsOnScreen } from '../../tables/table-state.ts';
import { sessionsLayout } from './layout.ts';
import { factsFor, NO_FACTS, type RowFacts } from './state.ts';

/** The most rows whose facts are kept; the oldest are dropped first. */
const MOST_KEPT = 4096;

/** The answers that are facts of rows. */
export type FactsAnswer = Extract<Answer, { kind: 'sessionFacts' | 'userFacts' | 'userRejections' }>;

/**
 * Returns the query for the rows on the screen that lack facts, then for those of the screens before and after it, so that
 * an arrow key brings a row whose facts are known; undefined if none lacks any.
 */
export function factsQuery(model: Model, kind: FactsAnswer['kind']): Query | undefined {
  const { scope, options } = model;
  const facts = currentFacts(model);
  switch (kind) {
    case 'sessionFacts': {
      const rows = rowsLacking(model, 'sessions', facts.sessions, 1);
      return rows.length === 0 ? undefined : { kind, rows };
    }
    case 'userFacts': {
      const rows = rowsLacking(model, 'users', facts.users, 1);
      return rows.length === 0 ? undefined : { kind, scope, rows, zone: options.zone };
    }
    case 'userRejections': {
      // While the file loads, each new dataset would have all rejections read again.
      const rows = isLoading(model) ? [] : rowsLacking(model, 'users', facts.rejections, 0);
      return rows.length === 0 ? undefined : { kind, scope, rows };
    }
  }
}

/** Returns the facts of the current grouping and scope. */
function currentFacts({ tabs, dataset, scope }: Model): RowFacts {
  return factsFor(tabs.sessions, dataset?.grouping, scope) ?? NO_FACTS;
}

function rowsLacking(
  model: Model,
  table: Extract<TableName, 'sessions' | 'users'>,
  known: ReadonlyMap<number, unknown>,
  screensAhead: number,
): readonly number[] {
  const { tab, tabs, tables, dataset, pending } = model;
  const { shown } = tables[table];
  if (tab !== 'sessions' || tabs.sessions.view !== table || shown === undefined) return [];
  // Rows that are asked for again are about to be replaced; those of an earlier grouping have other numbers, too.
  if (pending[table] !== undefined || shown.dataset.grouping !== dataset?.grouping) return [];
  const height = sessionsLayout(layoutOf(model).body.height).table.height - 1;
  const lacking = (ahead: number): readonly number[] =>
    idsOnScreen(tables[table], height, ahead).filter((id) => !known.has(id));
  const onScreen = lacking(0);
  if (onScreen.length > 0 || screensAhead === 0 || isLoading(model)) return onScreen;
  // A query for each row that comes nearer would draw as often as one for a row on the screen.
  return lacking(Math.ceil(height / 2)).length === 0 ? [] : lacking(height * screensAhead);
}

/** Takes facts of rows. */
export function withFacts(model: Model, answer: FactsAnswer): Model {
  const { dataset, scope } = model;
  const before: RowFacts = { ...currentFacts(model), grouping: dataset?.grouping, scope };
  return withTabState(model, 'sessions', { facts: added(before, answer) });
}

function added(facts: RowFacts, answer: FactsAnswer): RowFacts {
  switch (answer.kind) {
    case 'sessionFacts':
      return { ...facts, sessions: withNews(facts.sessions, answer.facts, MOST_KEPT) };
    case 'userFacts':
      return { ...facts, users: withNews(facts.users, answer.facts, MOST_KEPT) };
    case 'userRejections':
      return { ...facts, rejections: withNews(facts.rejections, answer.counts, MOST_KEPT) };
  }
}
