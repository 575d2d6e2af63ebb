import type { EventStore } from '../../../pipeline/store/event-store.ts';
import { type TypeChoice, typeChooser } from '../../../query/type-choice.ts';
import { occurringTypes, type TypeCount } from '../../chart/series.ts';
import { memoize } from '../../memoize.ts';
import type { Model } from '../../model/model.ts';

/** A type in the list of types. */
interface TypeRow extends TypeCount {
  readonly shown: boolean;
}

/** The types of the selected events, most frequent first, then by name. */
export function typeRows({
  dataset,
  tabs,
  scope,
}: Pick<Model, 'dataset' | 'tabs' | 'scope'>): readonly TypeRow[] {
  const counts = tabs.events.trend?.answer.countByType;
  if (dataset === undefined || counts === undefined) return [];
  return shownRows(sortedTypes(counts, [], dataset.store), [scope.types]);
}

const shownRows = memoize(
  (types: readonly TypeCount[], [choice]: readonly [TypeChoice]): readonly TypeRow[] => {
    const isChosen = typeChooser(choice);
    return types.map((row) => ({ ...row, shown: isChosen(row.type) }));
  },
);

/** There may be a million types. A later store has the same dictionary. */
const sortedTypes = memoize(
  (counts: Float64Array, _: readonly [], store: EventStore): readonly TypeCount[] => {
    const types = occurringTypes(counts, store);
    return types.sort((a, b) => b.count - a.count || compareNames(a, b));
  },
);

/** Types that look the same, since they are not UTF-8, are ordered by number. */
function compareNames(a: TypeCount, b: TypeCount): number {
  if (a.name === b.name) return a.type - b.type;
  return a.name < b.name ? -1 : 1;
}
