import type { Stats } from 'node:fs';
import { readFile, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** As many links as Linux follows in one path. */
const MOST_LINKS = 40;

/** Returns the facts of the file at a path, following links; undefined if none is there. */
export async function statIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Returns where a path leads through its links; the file at the end need not exist yet. */
export async function finalPlace(path: string): Promise<string> {
  let place = resolve(path);
  for (let links = 0; links < MOST_LINKS; links++) {
    place = join(await realpath(dirname(place)), basename(place));
    const target = await readlink(place).catch(() => undefined);
    if (target === undefined) return place;
    place = resolve(dirname(place), target);
  }
  throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
}

/**
 * Whether the file at `place`, a path without links, is a mount point, as a single file mounted into a container is: nothing
 * can be renamed over it. Outside of Linux this is known only if it is on another device than its folder.
 */
export async function isMountPoint(place: string, { dev }: Stats): Promise<boolean> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  const isListed = mounts.split('\n').some((line) => unescapeOctal(line.split(' ')[4] ?? '') === place);
  return isListed || (await stat(dirname(place))).dev !== dev;
}

/** The kernel writes blanks and backslashes of paths as three octal digits. */
function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
