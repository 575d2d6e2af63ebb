import { clipName } from '../../format/clip-text.ts';
import { quotedValue, writtenValue } from '../../query/filter-language/words.ts';
import type { Model } from '../model/model.ts';
import { type Transition, withMessage } from '../model/transition.ts';
import { columnsOf, TABLES } from '../tables/registry.ts';
import { NOT_KNOWN } from '../tables/type-mix.ts';
import { isTypeColumn } from '../tables/users.ts';
import { activeTable } from '../tabs/active-list.ts';
import { selectedCell } from './copy.ts';
import { filterBy, readFilter } from './filter.ts';

/** Returns the term for a cell; undefined if there is none for it. */
type TermOf = (cell: string) => string | undefined;

const timeTerm: TermOf = (cell) => `time=${writtenValue(cell)}`;
/** For columns that no term is about: what they hold is counted, listed or compared with other rows. */
const noTerm: TermOf = () => undefined;

/** How the cells of columns become terms; those of any other column are words. */
const TERMS: Readonly<Record<string, TermOf>> = {
  user_id: (cell) => `user_id=${writtenValue(cell)}`,
  event_type: (cell) => `event_type=${writtenValue(cell)}`,
  event_time: timeTerm,
  session_start: timeTerm,
  session_end: timeTerm,
  first_event: timeTerm,
  last_event: timeTerm,
  event_count: (cell) => `event_count=${cell.replaceAll(',', '')}`,
  event: (cell) => `event=${cell}`,
  line: (cell) => `line=${cell}`,
  duration_seconds: durationTerm,
  session: noTerm,
  sessions: noTerm,
  types: noTerm,
  rejections: noTerm,
  duplicates: noTerm,
  duplicate_of: noTerm,
  differs: noTerm,
  record: noTerm,
};

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

/** Returns the term for a cell: that of its column, or else its text as a literal word; undefined for one without. */
function termOf(model: Model, column: string, cell: string): string | undefined {
  const ofColumn = isTypeColumn(column) ? noTerm : TERMS[column];
  if (cell === '' || cell === NOT_KNOWN || ofColumn === noTerm) return undefined;
  const term = ofColumn?.(cell);
  const read = term === undefined ? undefined : readFilter(model, term);
  return read === undefined || 'error' in read ? quotedValue(cell) : term;
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
