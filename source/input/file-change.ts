import { fstat as fstatCallback, fstatSync, readSync, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { errorWithCode } from '../pipeline/scan/read-failure.ts';
import type { Change, FileFacts } from './source.ts';

/** `fstat` of an open descriptor as a promise. */
export const fstat = promisify(fstatCallback);

/** How many bytes at how many places are kept of a file: enough to tell one that grew from one that was rewritten. */
const SAMPLE_BYTES = 512;
const SAMPLES = 4;

/**
 * Returns the facts by which a change is noticed. `path`: where the file was found; undefined for an inherited
 * descriptor. `descriptor`: of the open file, to read some bytes of it; undefined if it is not open.
 */
export function fileFactsOf(stats: Stats, path: string | undefined, descriptor?: number): FileFacts {
  return {
    path,
    sampled: descriptor === undefined ? undefined : sampledBytes(descriptor, stats.size),
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
  return errorWithCode('it became shorter while it was read; try again', 'ESHORTER');
}

/** Returns bytes of the first `sizeBytes` of a file, from its beginning to its end, as text to compare. */
function sampledBytes(descriptor: number, sizeBytes: number): string {
  const bytes = Buffer.alloc(SAMPLE_BYTES * SAMPLES);
  let length = 0;
  for (let i = 0; i < SAMPLES; i++) {
    const at = Math.floor((Math.max(0, sizeBytes - SAMPLE_BYTES) * i) / (SAMPLES - 1));
    try {
      length += readSync(descriptor, bytes, length, Math.min(SAMPLE_BYTES, sizeBytes - at), at);
    } catch {
      // A disk that fails there is reported when the file is read.
    }
  }
  return bytes.toString('latin1', 0, length);
}

/** Returns what has happened to an open file. */
export async function changeSince(opened: FileFacts, descriptor: number): Promise<Change> {
  const change = changeOfContent(opened, await fstat(descriptor), descriptor);
  return change !== 'none' || opened.path === undefined ? change : changeOfPath(opened, opened.path);
}

/** Returns how the content of a file has changed. `descriptor`: of the file as it is `now`, to compare its bytes. */
export function changeOfContent(
  { sizeBytes, modifiedMilliseconds, sampled }: FileFacts,
  now: Pick<Stats, 'size' | 'mtimeMs'>,
  descriptor: number | undefined,
): Change {
  if (now.size < sizeBytes) return 'shorter';
  if (now.size === sizeBytes) return now.mtimeMs === modifiedMilliseconds ? 'none' : 'other';
  // No bytes are kept of a small file, which was read at once, so that what was read is of one state.
  if (sampled === undefined || descriptor === undefined) return 'longer';
  return sampledBytes(descriptor, sizeBytes) === sampled ? 'longer' : 'other';
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
