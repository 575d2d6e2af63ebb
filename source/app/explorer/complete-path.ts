import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** More choices than this are not listed. */
const MOST_CHOICES = 30;

/**
 * Returns a path as far as it can be completed, and the names it could continue with. A leading `~` is the home folder;
 * hidden files are only listed after a leading dot.
 */
export async function completePath(text: string): Promise<{ text: string; choices: readonly string[] }> {
  const path = expandHome(text);
  const folder = path.endsWith('/') || path === '' ? path || '.' : dirname(path);
  const start = path.endsWith('/') || path === '' ? '' : basename(path);
  const names = await namesIn(folder);
  const fitting = names
    .filter((name) => name.startsWith(start) && (start !== '' || !name.startsWith('.')))
    .sort();
  if (fitting.length === 0) return { text, choices: [] };
  const prefix = path.slice(0, path.length - start.length);
  const shared = sharedStart(fitting);
  const isFolder = fitting.length === 1 && (await isDirectory(join(folder, fitting[0])));
  return { text: `${prefix}${shared}${isFolder ? '/' : ''}`, choices: fitting.slice(0, MOST_CHOICES) };
}

/** Expands `~` and `~/...` as the shell does. */
export function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? homedir() + path.slice(1) : path;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

function sharedStart(names: readonly string[]): string {
  let [shared] = names;
  for (const name of names) {
    while (!name.startsWith(shared)) shared = shared.slice(0, -1);
  }
  return shared;
}
