import type { Model } from './model.ts';

/** A type in the picker. */
export interface TypeRow {
  readonly type: number;
  readonly name: string;
  readonly count: number;
  readonly shown: boolean;
}

/** The types of the events looked at, most frequent first, then by name. */
export function typeRows({ dataset, eventsView }: Model): readonly TypeRow[] {
  const counts = eventsView.trend?.answer.countByType;
  if (dataset === undefined || counts === undefined) return [];
  const rows: TypeRow[] = [];
  for (let type = 0; type < counts.length; type++) {
    if (counts[type] === 0) continue;
    const name = dataset.store.typeText(type);
    rows.push({ type, name, count: counts[type], shown: !eventsView.hiddenTypes.includes(type) });
  }
  return rows.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
