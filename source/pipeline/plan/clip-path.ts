/** In characters: longer paths are rare, and a message has little room. */
const LONGEST_PATH = 60;

/** Returns a path as messages quote it: its beginning, if it is long. */
export function clipPath(path: string): string {
  return path.length <= LONGEST_PATH ? path : `${path.slice(0, LONGEST_PATH)}…`;
}
