/** Returns what is known with what is new; of more than `most` entries the oldest are dropped. */
export function withNews<Key, Value>(
  known: ReadonlyMap<Key, Value>,
  news: ReadonlyMap<Key, Value>,
  most: number,
): ReadonlyMap<Key, Value> {
  const all = new Map([...known, ...news]);
  for (const key of all.keys()) {
    if (all.size <= most) break;
    all.delete(key);
  }
  return all;
}
