import { type RecordMember, recordMembers, valueOnLine } from '../../format/record-line.ts';
import type { KeyStatistics, Plan } from '../../pipeline/plan/plan.ts';
import { DEFAULT_SETTINGS } from '../../pipeline/settings.ts';
import { type KeyPath, parseKeys } from '../../pipeline/validate/key-paths.ts';
import { memoize } from '../memoize.ts';
import { type Column, type EventRecord, headerOf, type TableContext } from './table-spec.ts';
import type { ColumnsLayout } from './table-state.ts';

/** The most columns of keys: a longer list would be of no use. */
const MOST_KEYS = 200;

/** How the names of these columns begin, and of no others. */
const PREFIX = 'record.';

interface KeyColumn extends Column {
  readonly path: KeyPath;
  readonly field: KeyStatistics;
}

/**
 * Returns a column for each key in the plan's sample of records, hidden until it is chosen; none for a key that is read as
 * the column of the same name.
 */
export function keyColumns({ plan }: TableContext): readonly KeyColumn[] {
  return plan === undefined ? [] : columnsOfKeys(plan, []);
}

/** Returns those of them that are chosen, in their order. */
export function chosenColumns(
  { plan }: Pick<TableContext, 'plan'>,
  chosen: ColumnsLayout['chosen'],
): readonly KeyColumn[] {
  const hasKey = chosen.some((name) => name.startsWith(PREFIX));
  return plan !== undefined && hasKey ? columnsAmong(plan, [chosen]) : NO_COLUMNS;
}

const NO_COLUMNS: readonly KeyColumn[] = [];

const columnsAmong = memoize(
  (plan: Plan, [chosen]: readonly [ColumnsLayout['chosen']]): readonly KeyColumn[] =>
    columnsOfKeys(plan, []).filter(({ name }) => chosen.includes(name)),
);

const columnsOfKeys = memoize((plan: Plan, _: readonly []): readonly KeyColumn[] => {
  const { userKey, timeKey, typeKey } = DEFAULT_SETTINGS;
  const named = [plan.user.text === userKey, plan.time.text === timeKey, plan.type.text === typeKey];
  const known = [userKey, timeKey, typeKey].filter((_key, role) => named[role]);
  return plan.fields.slice(0, MOST_KEYS).flatMap((field) => {
    const text = field.path;
    const [path] = parseKeys(text) ?? [];
    if (path === undefined || known.includes(text)) return [];
    return [
      {
        name: `${PREFIX}${text}`,
        header: headerOf(text),
        meaning: field.looksLike,
        field,
        path,
        isOptional: true,
        leastWidth: 8,
        width: 24,
        sortable: false,
      },
    ];
  });
});

/** Returns the values of a record at these keys, by the names of their columns; '' for a key that it does not have. */
export const keyCells = memoize(
  ({ text }: EventRecord, [columns]: readonly [readonly KeyColumn[]]): Readonly<Record<string, string>> => {
    const members = recordMembers(text);
    return Object.fromEntries(columns.map(({ name, path }) => [name, valueAt(members, path)]));
  },
);

/** Returns the value at a path; a key whose name is the whole path wins. */
function valueAt(members: readonly RecordMember[], path: KeyPath): string {
  const literal = members.find(({ key }) => key === path.join('.'));
  const found = literal ?? members.find(({ key }) => key === path[0]);
  if (found === undefined) return '';
  if (literal !== undefined || path.length === 1) return valueOnLine(found.value);
  return valueAt(recordMembers(found.value), path.slice(1));
}
