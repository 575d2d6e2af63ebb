import { fstatSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { FileIdentity } from '../input/source.ts';
import { StandardSink } from '../output/sinks/descriptor-sink.ts';
import { finalPlace, statIfThere } from '../output/sinks/file-place.ts';
import { openFileSink } from '../output/sinks/file-sink.ts';
import type { Sink } from '../output/sinks/sink.ts';
import { TerminalSink } from '../output/sinks/terminal-sink.ts';
import { linesToBytes } from '../output/summary.ts';
import { isBinaryFormat } from '../schema/output-formats.ts';
import { usageError, withErrorContext } from './errors.ts';
import { writtenFormat } from './written-format.ts';

/** The descriptor of standard output. */
export const STDOUT = 1;
const STDERR = 2;

/** Throws for a name that is not UTF-8: Node cannot represent it, and would silently use a file of another name. */
export function checkName(path: string): void {
  if (path.includes('\ufffd'))
    throw usageError(`the name ${path} is not UTF-8; give the file another name or a link`);
}

/**
 * Returns the open descriptor that an output's name means: 1 for `-`, also with an ending that chooses the format
 * (`-.jsonl`), and those that the system has names for.
 */
export function descriptorOf(path: string): number | undefined {
  if (/^-(?:\.[^/]*)?$/.test(path) || path === '/dev/stdout') return STDOUT;
  if (path === '/dev/stderr') return STDERR;
  const numbered = /^\/(?:dev|proc\/self)\/fd\/(\d{1,9})$/.exec(path);
  return numbered === null ? undefined : Number(numbered[1]);
}

/** Opens a standard stream; if it is a terminal, no control character from the data reaches it (spec section 11). */
function openDescriptor(name: string, descriptor: number): Sink {
  const sink = new StandardSink(name, descriptor);
  return isatty(descriptor) ? new TerminalSink(sink) : sink;
}

/** Writes lines to stdout. Throws CommandError if it cannot be written. */
export async function printToStdout(lines: readonly string[]): Promise<void> {
  const stdout = openDescriptor('stdout', STDOUT);
  await withErrorContext('cannot write', stdout.name, () => stdout.write(linesToBytes(lines)));
}

/** Writes lines to stderr. Ignores failures: a message must not stop the run that it is about. */
export async function printToStderr(lines: readonly string[]): Promise<void> {
  await openDescriptor('stderr', STDERR)
    .write(linesToBytes(lines))
    .catch(() => undefined);
}

/**
 * Opens all outputs before anything is read, so that a wrong name costs no wait. Throws CommandError if one cannot be
 * written, is the input, or is another one.
 */
export async function openOutputs<Name extends string>(
  paths: Readonly<Record<Name, string | undefined>>,
  isInput: (file: FileIdentity) => boolean,
): Promise<Partial<Record<Name, Sink>>> {
  const named = Object.entries(paths).filter((entry): entry is [Name, string] => entry[1] !== undefined);
  const seen = new Map<string, string>();
  for (const [, path] of named) {
    checkName(path);
    const place = await withErrorContext('cannot write', path, () => placeOf(path, isInput));
    if (place === undefined) continue;
    const other = seen.get(place);
    if (other !== undefined) {
      throw usageError(
        `two outputs are the same file, ${other === path ? path : `${other} and ${path}`}; name two`,
      );
    }
    seen.set(place, path);
  }
  const sinks: Partial<Record<Name, Sink>> = {};
  try {
    for (const [name, path] of named) sinks[name] = await openOutput(path);
    return sinks;
  } catch (error) {
    await Promise.all(Object.values<Sink | undefined>(sinks).map((sink) => sink?.discard()));
    throw error;
  }
}

async function openOutput(path: string): Promise<Sink> {
  const descriptor = descriptorOf(path);
  const sink =
    descriptor === undefined
      ? await withErrorContext('cannot write', path, () => openFileSink(path))
      : openDescriptor(descriptor === STDOUT ? 'stdout' : path, descriptor);
  if (!(sink instanceof TerminalSink) || !isBinaryFormat(writtenFormat(path))) return sink;
  await sink.discard();
  throw usageError(`${path} is not text, and the output is a terminal; name a file, or pipe it on`);
}

/**
 * Returns a key that two outputs share only if they are one file; undefined for a device, which any number may write to.
 */
async function placeOf(path: string, isInput: (file: FileIdentity) => boolean): Promise<string | undefined> {
  const descriptor = descriptorOf(path);
  const stats = descriptor === undefined ? await statIfThere(path) : fstatSync(descriptor);
  if (stats === undefined) return finalPlace(path);
  if (
    descriptor !== undefined &&
    !(stats.isFile() || stats.isFIFO() || stats.isSocket() || stats.isCharacterDevice())
  ) {
    throw usageError(`${path} takes no output; name a file, a pipe or a terminal`);
  }
  // Any number of outputs may write to a device; a descriptor named twice is still a mistake.
  if (stats.isCharacterDevice()) return descriptor === undefined ? undefined : `descriptor ${descriptor}`;
  if (isInput({ device: stats.dev, inode: stats.ino }))
    throw usageError(`the output ${path} is the input; choose another name`);
  return `${stats.dev}:${stats.ino}`;
}

/** Returns the files that the outputs of a run replace, as far as they are there. */
export async function replacedFiles(
  paths: Readonly<Record<string, string | undefined>>,
): Promise<readonly FileIdentity[]> {
  const replaced: FileIdentity[] = [];
  for (const path of Object.values(paths)) {
    if (path === undefined || descriptorOf(path) !== undefined) continue;
    // What cannot be looked at is reported when it is opened.
    const stats = await statIfThere(path).catch(() => undefined);
    if (stats?.isFile()) replaced.push({ device: stats.dev, inode: stats.ino });
  }
  return replaced;
}
