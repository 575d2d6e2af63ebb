import { fstat as fstatCallback, fstatSync, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Change, FileFacts } from './source.ts';

/** `fstat` of an open descriptor as a promise. */
export const fstat = promisify(fstatCallback);

/**
 * Returns the facts by which a change is noticed. `path`: where the file was found; undefined for an inherited
 * descriptor.
 */
export function factsOf(stats: Stats, path: string | undefined): FileFacts {
  return {
    path,
    device: stats.dev,
    inode: stats.ino,
    sizeBytes: stats.size,
    modifiedMilliseconds: stats.mtimeMs,
  };
}

/**
 * For a read that reached the end of the file `atByte` bytes after its beginning: returns the error if the file once had
 * more bytes than that, undefined if it ends where it should.
 */
export function shortenedError(
  { sizeBytes }: FileFacts,
  descriptor: number,
  atByte: number,
): Error | undefined {
  // A file of /sys has fewer bytes than its size says, and has not changed.
  if (atByte >= sizeBytes || fstatSync(descriptor).size >= sizeBytes) return undefined;
  return Object.assign(new Error('it became shorter while it was read; try again'), { code: 'ESHORTER' });
}

/** Returns what has happened to an open file. */
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
