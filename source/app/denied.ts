import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Returns the folder, among those that `path` names and those above it, whose permissions keep this process from a file;
 * undefined if the file's own permissions do. `toWrite`: whether the process wanted to write the file.
 */
export function refusingFolder(path: string, toWrite: boolean): string | undefined {
  for (const folder of foldersAbove(path)) if (isRefused(folder, constants.X_OK)) return folder;
  const folder = dirname(path);
  return toWrite && !existsSync(path) && isRefused(folder, constants.W_OK) ? folder : undefined;
}

/** The folders that lead to a file, from the outermost in. */
function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (dirname(folder) === folder) break;
  }
  // The folders above a relative path are those of the current folder.
  const above = path.startsWith('/') ? [] : foldersAbove(resolve('.', 'x'));
  return [...above, ...folders];
}

function isRefused(folder: string, mode: number): boolean {
  try {
    accessSync(folder, mode);
    return false;
  } catch (error) {
    return ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}
