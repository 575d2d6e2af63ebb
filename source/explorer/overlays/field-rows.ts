import type { KeyStatistics, Role } from '../../pipeline/plan/plan.ts';
import { memoize } from '../memoize.ts';
import type { Model } from '../model/model.ts';
import { possibleRole, ROLES } from './field-choices.ts';

/** A key in the list, and the role that it is a candidate of; undefined for other keys, which come below. */
export interface FieldRow {
  readonly field: KeyStatistics;
  readonly group: Role | undefined;
}

/** How many candidates of each role come first: the right one is nearly always among them, and they are few keys away. */
const FIRST_CANDIDATES = 3;

/**
 * The keys of the records: the best candidates of the user, then those of the time, the type and the id, each by rank;
 * then all other candidates, then the other keys, as the plan has them.
 */
export function fieldRows({ plan }: Pick<Model, 'plan'>): readonly FieldRow[] {
  return plan === undefined ? [] : orderedRows(plan.fields, []);
}

const orderedRows = memoize((fields: readonly KeyStatistics[], _: readonly []): readonly FieldRow[] => {
  const rows: FieldRow[] = [];
  const listed = new Set<KeyStatistics>();
  const list = (field: KeyStatistics, group: Role | undefined): void => {
    if (listed.has(field)) return;
    listed.add(field);
    rows.push({ field, group });
  };
  for (const role of ROLES) {
    for (const field of byRank(fields, role).slice(0, FIRST_CANDIDATES)) {
      // A candidate of several roles is listed under the one that suits it best.
      if (possibleRole(field) === role) list(field, role);
    }
  }
  for (const role of ROLES) for (const field of byRank(fields, role)) list(field, undefined);
  for (const field of fields) list(field, undefined);
  return rows;
});

function byRank(fields: readonly KeyStatistics[], role: Role): readonly KeyStatistics[] {
  const rankOf = ({ ranks }: KeyStatistics): number => ranks[role] ?? Number.POSITIVE_INFINITY;
  return fields.filter(({ ranks }) => ranks[role] !== undefined).sort((a, b) => rankOf(a) - rankOf(b));
}

/**
 * Returns the row of the key that a text names best: that key, one whose last part is or begins with it, or one that
 * holds it; -1 if there is none. Without capitals in the text, case, `_` and `-` do not count.
 */
export function rowNamed(rows: readonly FieldRow[], text: string): number {
  const fold = foldFor(text);
  const wanted = fold(text);
  if (wanted === '') return -1;
  const names = rows.map(({ field: { path } }) => fold(path));
  const lastParts = rows.map(({ field: { path } }) => fold(path.slice(path.lastIndexOf('.') + 1)));
  const places = [
    names.indexOf(wanted),
    lastParts.indexOf(wanted),
    lastParts.findIndex((name) => name.startsWith(wanted)),
    names.findIndex((name) => name.includes(wanted)),
  ];
  return places.find((row) => row >= 0) ?? -1;
}

/** Returns the next row after `from`, or with -1 before it, whose key holds a text; -1 if no row does. Wraps around. */
export function nextRowWith(
  rows: readonly FieldRow[],
  text: string,
  from: number,
  direction: 1 | -1,
): number {
  const fold = foldFor(text);
  const wanted = fold(text);
  for (let step = 1; step <= rows.length; step++) {
    const row = (from + direction * step + rows.length * 2) % rows.length;
    if (fold(rows[row].field.path).includes(wanted)) return row;
  }
  return -1;
}

function foldFor(text: string): (name: string) => string {
  return /\p{Lu}/u.test(text) ? (name) => name : (name) => name.toLowerCase().replace(/[_-]/g, '');
}
