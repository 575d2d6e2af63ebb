import { formatProgress } from '../../format/human-format.ts';
import { needsRecords } from '../../query/filter-language/term-traits.ts';
import type { Query } from '../../query/query.ts';
import { isCutting, isLoading } from '../model/load-state.ts';
import type { Model, PendingQuery } from '../model/model.ts';
import type { TableName } from '../tables/registry.ts';

/**
 * Whether the rows of a table are not the ones that the screen asks for, which are on their way. Rows that will only be
 * joined by more of the same file are not awaited, unless there are none.
 */
export function areRowsAwaited(model: Model, table: TableName): boolean {
  const { shown } = model.tables[table];
  const pending = model.pending[table];
  if (pending?.failed === true) return false;
  if (hasSessions(table) && isOfOtherGap(model, shown?.dataset)) return true;
  if (shown === undefined) return pending !== undefined || isLoading(model);
  return pending !== undefined && (shown.rowCount === 0 || isOtherQuestion(shown.key, pending));
}

/** Whether the rows on the screen are out of date, and others take long enough to be told of. */
export function areRowsOld(model: Model, table: TableName): boolean {
  if (!areRowsAwaited(model, table)) return false;
  const isOfOther = hasSessions(table) && isOfOtherGap(model, model.tables[table].shown?.dataset);
  return model.pending[table]?.share !== undefined || (isOfOther && model.cutShare !== undefined);
}

function hasSessions(table: TableName): boolean {
  return table === 'sessions' || table === 'users';
}

/** Whether the sessions of a dataset are cut by another gap than the screen says, or are about to be. */
function isOfOtherGap(model: Model, dataset: Model['dataset']): boolean {
  if (model.load.died !== undefined) return false;
  if (isCutting(model)) return true;
  const grouping = dataset?.grouping;
  return grouping !== undefined && grouping.gapSeconds !== model.options.gapSeconds;
}

/** Whether a query asks for something else than the answer with this key, not for the same of more of the file. */
export function isOtherQuestion(shownKey: string, { key }: PendingQuery): boolean {
  return questionIn(shownKey) !== questionIn(key);
}

/** The part of a key that says what was asked; the part before it names the dataset. */
function questionIn(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}

/** Says what a table without the rows that are asked for waits for: `filtering 21%`. */
export function waitingText(model: Model, table: TableName): string {
  const { pending, dataset, options, cutShare } = model;
  const share = isCutting(model) ? cutShare : pending[table]?.share;
  const what = whatIsDone(model, dataset === undefined ? undefined : pending[table]?.query);
  return formatProgress(what, share, options.ascii);
}

function whatIsDone(model: Model, query: Query | undefined): string {
  if (isCutting(model)) return 'cutting sessions';
  return (query && queryWords(query)) ?? 'reading';
}

/** What a slow query is doing; undefined if another line shows it, or if no key waits for the answer. */
export function queryWords(query: Query): string | undefined {
  switch (query.kind) {
    case 'find':
      return 'searching';
    case 'rejectionKinds':
      return 'counting';
    case 'userRejections':
      return 'reading rejected records';
    case 'rejections':
    case 'sessions':
    case 'users':
    case 'events': {
      const { filter } = query.scope;
      if (filter === undefined) return 'sorting';
      return needsRecords(filter) ? 'reading records' : 'filtering';
    }
    default:
      return undefined;
  }
}
