import type { DuplicatePairs, Duplicates } from '../group/duplicates.ts';

/** A duplicate and the event that it repeats. */
export interface ChosenDuplicate {
  readonly duplicate: number;
  readonly original: number;
}

/** Looks at this many times as many as needed, so that too few are found in one of many thousand files at most. */
const MARGIN = 1.25;

/**
 * Returns `size` duplicates, or all if there are no more, in file order. They are those whose numbers have the smallest
 * hashes: spread over all of them like chosen by chance, but the same in each run, whatever order they were found in. One
 * pass over them, without the columns that look-ups need.
 */
export function chooseDuplicates(duplicates: Duplicates, size: number): ChosenDuplicate[] {
  const pairs = duplicates.pairs();
  const isAll = duplicates.count <= size;
  for (let share = isAll ? 1 : (MARGIN * size) / duplicates.count; ; share *= 2) {
    const found = withHashesBelow(pairs, share * 2 ** 32);
    if (found.length < Math.min(size, duplicates.count)) continue;
    // Numbers sort natively; a function that compares would be called some 20,000 times.
    const hashes = Float64Array.from(found, ({ duplicate }) => hashOf(duplicate)).sort();
    const most = hashes[Math.min(size, hashes.length) - 1];
    const chosen = found.filter(({ duplicate }) => hashOf(duplicate) <= most);
    return chosen.sort((a, b) => a.duplicate - b.duplicate);
  }
}

function withHashesBelow(pairs: readonly DuplicatePairs[], limit: number): ChosenDuplicate[] {
  const found: ChosenDuplicate[] = [];
  for (const { duplicates, originals } of pairs) {
    for (let i = 0; i < duplicates.length; i++) {
      if (hashOf(duplicates[i]) >= limit) continue;
      found.push({ duplicate: duplicates[i], original: originals[i] });
    }
  }
  return found;
}

/** Scatters numbers over 32 bits; no two have the same hash (the finalizer of MurmurHash3). */
function hashOf(number: number): number {
  let hash = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
