import { clipName } from '../../format/clip-text.ts';
import { quotedValue, writtenValue } from '../../query/filter-language/words.ts';
import type { Model } from '../model/model.ts';
import { type Transition, withMessage } from '../model/transition.ts';
import { columnsOf, TABLES } from '../tables/registry.ts';
import { activeTable } from '../tabs/active-list.ts';
import { selectedCell } from './copy.ts';
import { filterBy, readFilter } from './filter.ts';

/** How cells of columns that the language has a name for become terms. */
const TERMS: Readonly<Record<string, (cell: string) => string | undefined>> = {
  user_id: (cell) => `user_id=${writtenValue(cell)}`,
  event_type: (cell) => `event_type=${writtenValue(cell)}`,
  event_time: (cell) => `time=${writtenValue(cell)}`,
  session_start: (cell) => `time=${writtenValue(cell)}`,
  session_end: (cell) => `time=${writtenValue(cell)}`,
  event_count: (cell) => `event_count=${cell.replaceAll(',', '')}`,
  event: (cell) => `event=${cell}`,
  line: (cell) => `line=${cell}`,
  duration_seconds: durationTerm,
};

/** Columns that give no terms: they are about the place of a row among others. */
const NO_TERM: ReadonlySet<string> = new Set(['session', 'duplicate_of', 'differs', 'duplicates', 'record']);

/** Narrows all tabs further, to what has the value of the cell under the cursor. */
export function filterByCell(model: Model): Transition {
  const table = activeTable(model);
  if (table === undefined) return withMessage(model, 'there is no cell here to filter by');
  const cell = selectedCell(model, table);
  if (cell === undefined) return withMessage(model, 'there is no cell here to filter by');
  const query = TABLES[table].query(model, model.tables[table]);
  // Stray runs have neither a time nor a user.
  if (query !== undefined && !('scope' in query)) return withMessage(model, 'no filter narrows these rows');
  const { column } = model.tables[table];
  const header = columnsOf(table, model).find(({ name }) => name === column)?.header ?? column;
  const term = termOf(model, column, cell);
  if (term === undefined)
    return withMessage(model, `${header} is nothing to filter by; & filters by what is typed`);
  const before = model.scope.filter?.text;
  if (before === undefined) return filterBy(model, term);
  const isThere = ` ${before} `.includes(` ${term} `);
  return isThere
    ? withMessage(model, `${clipName(term)} is in the filter already`)
    : filterBy(model, `${before} ${term}`);
}

/** Returns the term for a cell: that of its column, or else its text as a literal word. */
function termOf(model: Model, column: string, cell: string): string | undefined {
  if (NO_TERM.has(column)) return undefined;
  const term = TERMS[column]?.(cell);
  if (term !== undefined && cell !== '') {
    const read = readFilter(model, term);
    if (read !== undefined && !('error' in read)) return term;
  }
  return cell === '' ? undefined : quotedValue(cell);
}

/** The lengths of units. The last unit of a shown length of time is cut, not rounded. */
const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Returns the terms for a shown length of time: `14h 45m` is from 14h45m to a minute more. */
function durationTerm(cell: string): string | undefined {
  const parts = [...cell.matchAll(/(\d+)(?:\.\d+)?([dhms])/g)];
  const [, , unit] = parts.at(-1) ?? [];
  if (unit === undefined) return undefined;
  const seconds = parts.reduce((sum, [, count, one]) => sum + Number(count) * UNIT_SECONDS[one], 0);
  const more = seconds + UNIT_SECONDS[unit];
  return `${seconds === 0 ? '' : `duration>=${seconds}s `}duration<${more}s`;
}
