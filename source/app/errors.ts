import { clipMessage, clipName } from '../format/clip-text.ts';
import { safeText } from '../format/safe-text.ts';
import { NOT_KEPT } from '../input/spool-state.ts';
import type { ReadFailure } from '../pipeline/scan/read-failure.ts';
import { refusingFolder } from './denied.ts';
import { isOutOfMemory, outOfMemoryText } from './memory-words.ts';

/** How errors about outputs begin. Their cause may be the folder. */
const CANNOT_WRITE = 'cannot write';

/** Exit codes (spec section 8). */
export const EXIT_DONE = 0;
export const EXIT_FAILED = 1;
const EXIT_USAGE = 2;
export const EXIT_QUALITY_GATE = 3;

/** A failure that is reported to the user in one line: what, which file, what to do. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(clipMessage(message));
  }
}

/** Returns an error for wrong usage, which refers to --help. */
export function usageError(message: string): CommandError {
  return new CommandError(`${message}; see --help`, EXIT_USAGE);
}

/** The system's errors in words, and what to do about them. */
const EXPLANATIONS: Record<string, string> = {
  ENOENT: 'no such file or folder; check the name',
  EISDIR: 'it is a folder; name a file',
  EBUSY: 'it is in use, or a mount point; choose another place',
  ENOTDIR: 'a part of the path is not a folder; check the name',
  EACCES: 'permission denied; check its permissions',
  EPERM: 'not permitted; check its permissions',
  EROFS: 'the file system is read-only; choose another place',
  ENOSPC: 'no space left on the device; free some or choose another place',
  EDQUOT: 'the disk quota is used up; free some space or choose another place',
  EBADF: 'the descriptor is not open; check its number',
  EPIPE: 'its reader ended too early; start that again, or write to a file',
  EFBIG: 'the file would be larger than allowed; choose another place',
  ENAMETOOLONG: 'the name is too long; choose a shorter one',
  ELOOP: 'the links form a loop; check the path',
  EMFILE: 'too many files are open; close some',
  EIO: 'the device failed; check the disk and the connection',
  ECONNRESET: 'the sender closed the connection; check it and start again',
  ENXIO: 'there is no such device; check the name',
};

/** For flags that take one file; an argument may be a folder. */
const FOLDER_TO_READ = 'it is a folder; name a file, or give the folder as an argument to read what is in it';

/** Returns a system error in words; undefined for one without. `doing`: what failed with the file `name`. */
function explanation(code: string | undefined, doing: string, name: string): string | undefined {
  if (code === undefined) return undefined;
  const words = EXPLANATIONS[code];
  if (code === 'EISDIR' && doing === 'cannot read') return FOLDER_TO_READ;
  if (code !== 'EACCES' && code !== 'EPERM') return words;
  const folder = refusingFolder(name, doing === CANNOT_WRITE);
  if (folder === undefined) return words;
  const [what] = words.split(';');
  return `${what} by the folder ${safeText(clipName(folder))}; check the permissions of that folder`;
}

/** Turns a system error into one line. `doing`: what was tried, such as `cannot read`. Other errors pass unchanged. */
export function explain(error: unknown, doing: string, name: string): unknown {
  if (!(error instanceof Error) || error instanceof CommandError) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (isOutOfMemory(error)) {
    return new CommandError(`${doing} ${safeText(clipName(name))}: ${outOfMemoryText()}`, EXIT_FAILED);
  }
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) return error;
  return new CommandError(
    `${doing} ${safeText(clipName(name))}: ${explanation(code, doing, name) ?? error.message}`,
    EXIT_FAILED,
  );
}

/**
 * Turns the failed read of an input into one line that says where it failed, and that what was read before it is kept.
 */
export function readError(
  { code, message, byteOffset }: ReadFailure,
  name: string,
  recordsRead: number,
): CommandError {
  const plain = isOutOfMemory(new Error(message)) ? outOfMemoryText() : message;
  const why = explanation(code, 'cannot read', name) ?? plain;
  const where = byteOffset === 0 ? '' : ` from byte ${byteOffset} on`;
  const kept = recordsRead === 0 ? '' : '; the numbers and outputs are those of the records before it';
  return new CommandError(`cannot read ${safeText(clipName(name))}${where}: ${why}${kept}`, EXIT_FAILED);
}

/** Whether bytes were asked for that are not kept (--max-spool). */
export function isNotKept(error: unknown): error is Error {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === NOT_KEPT;
}

/** Returns the message of any error in one line; of a system error as `explain` words it. */
export function plainMessage(error: unknown, doing: string, name: string): string {
  if (isNotKept(error)) return error.message;
  const explained = explain(error, doing, name);
  if (isOutOfMemory(explained)) return outOfMemoryText();
  return explained instanceof Error ? explained.message : String(explained);
}

/** Runs `action` and throws its system errors as `explain` words them. */
export async function withErrorContext<T>(doing: string, name: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw explain(error, doing, name);
  }
}
