/** How many duplicates differ from the event that they repeat, and in which keys. Can be sent to another thread. */
export interface DifferenceCounts {
  /** Duplicates that were compared. */
  readonly compared: number;
  readonly differing: number;
  /** For each key how many of them differ in it. */
  readonly countByKey: ReadonlyMap<string, number>;
}

/** Further keys are not counted: a file may have another in each record. */
const MOST_KEYS = 10_000;

/** Counts differences one by one, or those that other threads have counted. */
export class DifferenceTally implements DifferenceCounts {
  compared = 0;
  differing = 0;
  readonly countByKey = new Map<string, number>();

  /** Counts a duplicate that differs in these keys. */
  add(keys: readonly string[]): void {
    this.compared++;
    if (keys.length > 0) this.differing++;
    for (const key of keys) this.count(key, 1);
  }

  /** Adds the counts of others. */
  addAll({ compared, differing, countByKey }: DifferenceCounts): void {
    this.compared += compared;
    this.differing += differing;
    for (const [key, count] of countByKey) this.count(key, count);
  }

  private count(key: string, count: number): void {
    if (this.countByKey.size >= MOST_KEYS && !this.countByKey.has(key)) return;
    this.countByKey.set(key, (this.countByKey.get(key) ?? 0) + count);
  }
}

/** What is known of the duplicates of a file (spec section 4). */
export interface DuplicateDifferences {
  /** How many of those compared differ. */
  readonly count: number;
  /** How many were compared. */
  readonly of: number;
  /** Whether all were: otherwise the counts are those of a sample. */
  readonly exact: boolean;
  /** The keys that differ, most frequent first, then by name. */
  readonly keys: readonly { readonly key: string; readonly count: number }[];
  /** A key that could be the events' own id: distinct in nearly all that are no copies. */
  readonly idKey: string | undefined;
}

/** `duplicateCount`: of the file. */
export function differencesOf(
  { compared, differing, countByKey }: DifferenceCounts,
  duplicateCount: number,
  idKey: string | undefined,
): DuplicateDifferences {
  const keys = Array.from(countByKey, ([key, count]) => ({ key, count }));
  keys.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  return { count: differing, of: compared, exact: compared === duplicateCount, keys, idKey };
}
