import type { KeyFacts } from './key-facts.ts';

/** The most names that a message suggests. */
const MOST_NAMES = 3;
/** Names that differ in more than this share of their letters are not near. */
const FARTHEST = 0.5;
const LONGEST_COMPARED = 100;

/** Returns the keys whose names are nearest to a path that no record has: by letters, then by how many records have them. */
export function nearestNames(path: readonly string[], keys: readonly KeyFacts[]): readonly KeyFacts[] {
  const wanted = plain(path);
  const last = plain(path.slice(-1));
  return keys
    .filter(({ count }) => count > 0)
    .map((key) => ({
      key,
      far: Math.min(far(wanted, plain(key.path)), far(last, plain(key.path.slice(-1)))),
    }))
    .filter(({ far }) => far <= FARTHEST)
    .sort((a, b) => a.far - b.far || b.key.count - a.key.count)
    .slice(0, MOST_NAMES)
    .filter(({ far }, _, [nearest]) => far <= nearest.far + 0.2)
    .map(({ key }) => key);
}

/** Returns the names, of those that are known, that are nearest to one that is not, the nearest first. */
export function namesNear(name: string, known: readonly string[]): readonly string[] {
  return known
    .map((one) => ({ one, far: far(name.toLowerCase(), one.toLowerCase()) }))
    .filter(({ far }) => far <= FARTHEST)
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST_NAMES)
    .map(({ one }) => one);
}

function plain(path: readonly string[]): string {
  return path.join('.').toLowerCase().replace(/[_-]/g, '').slice(0, LONGEST_COMPARED);
}

/** Returns how far two texts are from each other: 0 equal, 1 nothing in common. */
function far(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 0 : editDistance(a, b) / longest;
}

/** Returns how many letters must be put in, left out, replaced or swapped with the next to make one text of the other. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(replaced, row[j] + 1, next[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, before[j - 2] + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[b.length];
}
