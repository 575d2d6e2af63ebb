import type { Model } from './model.ts';

/** A type in the picker. */
interface TypeRow {
  readonly type: number;
  readonly name: string;
  readonly count: number;
  readonly shown: boolean;
}

/** By the counts that they are of: who draws asks for every frame, and there may be a million types. */
const known = new WeakMap<Float64Array, { hidden: readonly number[]; rows: readonly TypeRow[] }>();

/** The types of the events looked at, most frequent first, then by name. */
export function typeRows({ dataset, eventsView }: Model): readonly TypeRow[] {
  const counts = eventsView.trend?.answer.countByType;
  if (dataset === undefined || counts === undefined) return [];
  const { hiddenTypes } = eventsView;
  const before = known.get(counts);
  if (before?.hidden === hiddenTypes) return before.rows;
  const hidden = new Set(hiddenTypes);
  const isSame = (row: TypeRow): boolean => row.shown !== hidden.has(row.type);
  const rows = before
    ? before.rows.map((row) => (isSame(row) ? row : { ...row, shown: !row.shown }))
    : sortedRows(counts, (type) => dataset.store.typeText(type), hidden);
  known.set(counts, { hidden: hiddenTypes, rows });
  return rows;
}

function sortedRows(
  counts: Float64Array,
  nameOf: (type: number) => string,
  hidden: ReadonlySet<number>,
): readonly TypeRow[] {
  const rows: TypeRow[] = [];
  for (let type = 0; type < counts.length; type++) {
    if (counts[type] > 0)
      rows.push({ type, name: nameOf(type), count: counts[type], shown: !hidden.has(type) });
  }
  const compareNames = (a: TypeRow, b: TypeRow): number =>
    a.name === b.name ? a.type - b.type : a.name < b.name ? -1 : 1;
  return rows.sort((a, b) => b.count - a.count || compareNames(a, b));
}
