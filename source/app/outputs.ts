import type { Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FileIdentity } from '../input/source.ts';
import { StandardSink } from '../output/descriptor-sink.ts';
import { openFileSink } from '../output/file-sink.ts';
import type { Sink } from '../output/sink.ts';
import { decodeUtf8, encodeUtf8 } from '../pipeline/bytes.ts';
import { safeLines } from '../terminal/safe-text.ts';
import { explaining, usageError } from './errors.ts';

const STDOUT = 1;

/** Whether a name for an output means standard output. */
export function isStdout(path: string | undefined): boolean {
  return path === '-' || path === '/dev/stdout';
}

/** Standard output; where that is a terminal, nothing from the data reaches it as a control (spec section 11). */
export function openStdout(): Sink {
  const toTerminal = process.stdout.isTTY === true;
  return new StandardSink(
    'stdout',
    STDOUT,
    toTerminal ? (bytes) => encodeUtf8(safeLines(decodeUtf8(bytes))) : undefined,
  );
}

/**
 * Opens all outputs before anything is read, so that a wrong name costs no wait. Throws CommandError when one cannot
 * be written, is the input, or is another one.
 */
export async function openOutputs<Name extends string>(
  paths: Readonly<Record<Name, string | undefined>>,
  input: FileIdentity,
): Promise<Partial<Record<Name, Sink>>> {
  const named = Object.entries(paths).filter((entry): entry is [Name, string] => entry[1] !== undefined);
  const seen = new Map<string, string>();
  for (const [, path] of named) {
    const place = await explaining('cannot write', path, () => placeOf(path, input));
    if (place === undefined) continue;
    if (seen.has(place)) throw usageError(`two outputs are the same file: ${seen.get(place)} and ${path}`);
    seen.set(place, path);
  }
  const sinks: Partial<Record<Name, Sink>> = {};
  for (const [name, path] of named) {
    sinks[name] = isStdout(path)
      ? openStdout()
      : await explaining('cannot write', path, () => openFileSink(path));
  }
  return sinks;
}

/** A name that two outputs share only if they are one file; none for a device, which any number may be written to. */
async function placeOf(path: string, input: FileIdentity): Promise<string | undefined> {
  if (isStdout(path)) return 'stdout';
  const stats = await existing(path);
  if (stats === undefined) return join(await realpath(dirname(path)), basename(path));
  if (stats.isCharacterDevice()) return undefined;
  if (stats.dev === input.device && stats.ino === input.inode) {
    throw usageError(`the output ${path} is the input; choose another name`);
  }
  return `${stats.dev}:${stats.ino}`;
}

async function existing(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
