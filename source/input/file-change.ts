import { fstat as fstatCallback, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Change, FileFacts } from './source.ts';

export const fstat = promisify(fstatCallback);

/** What is to be remembered of a file just opened. `path`: where it was found; nothing where it was given open. */
export function factsOf(stats: Stats, path: string | undefined): FileFacts {
  return {
    path,
    device: stats.dev,
    inode: stats.ino,
    sizeBytes: stats.size,
    modifiedMilliseconds: stats.mtimeMs,
  };
}

/** What has become of an open file. */
export async function changeSince(opened: FileFacts, descriptor: number): Promise<Change> {
  const now = await fstat(descriptor);
  if (now.size < opened.sizeBytes) return 'shorter';
  if (now.size !== opened.sizeBytes || now.mtimeMs !== opened.modifiedMilliseconds) return 'other';
  return opened.path === undefined ? 'none' : changeOfPath(opened, opened.path);
}

async function changeOfPath({ device, inode }: FileFacts, path: string): Promise<Change> {
  try {
    const there = await stat(path);
    return there.dev === device && there.ino === inode ? 'none' : 'replaced';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'gone' : 'none';
  }
}
