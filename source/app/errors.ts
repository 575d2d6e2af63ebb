import { safeText } from '../format/safe-text.ts';
import type { ReadFailure } from '../pipeline/scan/read-failure.ts';

/** Exit codes (spec section 8). */
export const EXIT_DONE = 0;
export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;
export const EXIT_QUALITY_GATE = 3;

/** A failure told to the user in one line: what, which file, what to do. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
  }
}

export function usageError(message: string): CommandError {
  return new CommandError(`${message}; see --help`, EXIT_USAGE);
}

/** What the system's errors mean to a user, and what to do. */
const EXPLANATIONS: Record<string, string> = {
  ENOENT: 'no such file or folder; check the name',
  EISDIR: 'it is a folder; name a file',
  ENOTDIR: 'a part of the path is no folder; check the name',
  EACCES: 'permission denied; check who may use it',
  EPERM: 'not permitted; check who may use it',
  EROFS: 'the file system is read-only; choose another place',
  ENOSPC: 'no space left on the device; free some or choose another place',
  EDQUOT: 'the disk quota is used up; free some space or choose another place',
  EBADF: 'it is not open; check the number',
  EPIPE: 'whoever was reading it has gone; start both again',
  EFBIG: 'the file would be larger than allowed; choose another place',
  ENAMETOOLONG: 'the name is too long; choose a shorter one',
  ELOOP: 'the links lead in a circle; check the path',
  EMFILE: 'too many files are open; close some',
  EIO: 'the device failed; check the disk and the connection',
  ECONNRESET: 'the sender broke off the connection; check it and start again',
  ENXIO: 'nothing is behind this device; check the name',
};

/** Turns a system error into one line. `doing`: what was tried, such as `cannot read`. Other errors pass unchanged. */
export function explain(error: unknown, doing: string, name: string): unknown {
  if (!(error instanceof Error) || error instanceof CommandError) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) return error;
  return new CommandError(`${doing} ${safeText(name)}: ${EXPLANATIONS[code] ?? error.message}`, EXIT_FAILED);
}

/** The failed read of an input as one line that says where it failed, and that what was read before it is kept. */
export function readError(
  { code, message, byteOffset }: ReadFailure,
  name: string,
  recordsRead: number,
): CommandError {
  const why = (code !== undefined && EXPLANATIONS[code]) || message;
  const where = byteOffset === 0 ? '' : ` from byte ${byteOffset} on`;
  const kept = recordsRead === 0 ? '' : '; the numbers and outputs are those of the records before it';
  return new CommandError(`cannot read ${safeText(name)}${where}: ${why}${kept}`, EXIT_FAILED);
}

export const OUT_OF_MEMORY =
  'not enough memory for a file of so many events; split it, or use a larger machine (or ulimit -v)';

export function isOutOfMemory(error: unknown): boolean {
  return error instanceof RangeError && /allocation|array length|out of memory/i.test(error.message);
}

/** Any error in one line, for people; a system error as `explain` has it. */
export function plainMessage(error: unknown, doing: string, name: string): string {
  const explained = explain(error, doing, name);
  if (isOutOfMemory(explained)) return OUT_OF_MEMORY;
  return explained instanceof Error ? explained.message : String(explained);
}

/** Runs `action`, telling its system errors as `explain` does. */
export async function withErrorContext<T>(doing: string, name: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw explain(error, doing, name);
  }
}
