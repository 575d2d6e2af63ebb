import { shownSetting } from '../time/time-faults.ts';

/** The keys that lead from a record to a value, outermost first. */
export type KeyPath = readonly string[];

/** The key of a role that has none: there is one user, or one type. */
export const NO_KEY = 'none';

/**
 * Parses keys as the flags write them (spec section 13): paths separated by commas, keys of a path by dots; a backslash
 * takes the next character literally. Returns undefined for `none`. Throws RangeError for a path or key that is empty.
 */
export function parseKeys(text: string): readonly KeyPath[] | undefined {
  if (text === NO_KEY) return undefined;
  const paths: string[][] = [['']];
  for (let at = 0; at < text.length; at++) {
    const path = paths[paths.length - 1];
    const character = text[at];
    if (character === ',') paths.push(['']);
    else if (character === '.') path.push('');
    else path[path.length - 1] += character === '\\' && at + 1 < text.length ? text[++at] : character;
  }
  if (paths.some((path) => path.includes(''))) throw new RangeError(`${shownSetting(text)} has an empty key`);
  return paths;
}

/** Returns the path that a text names where a role cannot be without a key; undefined if it names none. */
export function keyPathNamed(text: string): KeyPath | undefined {
  if (text === NO_KEY) return [text];
  try {
    return parseKeys(text)?.[0];
  } catch {
    return undefined;
  }
}

/** Writes keys as the flags do: `parseKeys` of it gives the same paths. */
export function formatKeys(paths: readonly KeyPath[] | undefined): string {
  if (paths === undefined) return NO_KEY;
  const text = paths.map((path) => path.map(escapeKey).join('.')).join(',');
  return text === NO_KEY ? `\\${NO_KEY}` : text;
}

function escapeKey(key: string): string {
  return key.replace(/[\\.,]/g, '\\$&');
}
