import { closeSync, openSync, read as readCallback, readSync } from 'node:fs';
import { promisify } from 'node:util';

/** Reads from an open descriptor on Node's thread pool, so that signals and messages are handled meanwhile. */
export const readDescriptor = promisify(readCallback);

/** Fills `into` from `position` of the file on, as far as there are bytes; returns how many. */
export async function readAtPosition(
  descriptor: number,
  into: Uint8Array,
  position: number,
): Promise<number> {
  let at = 0;
  while (at < into.length) {
    const { bytesRead } = await readDescriptor(descriptor, into, at, into.length - at, position + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return at;
}

/** The outcome of reading at a position. */
export interface ReadSoFar {
  readonly byteLength: number;
  /** The error after these bytes; undefined if `into` is full or the file ends. */
  readonly error: unknown;
}

/** Reads at a position, blocking the thread, and returns the bytes that could be read before an error. */
export function readSoFarNow(descriptor: number, into: Uint8Array, position: number): ReadSoFar {
  let byteLength = 0;
  try {
    while (byteLength < into.length) {
      const bytesRead = readSync(
        descriptor,
        into,
        byteLength,
        into.length - byteLength,
        position + byteLength,
      );
      if (bytesRead === 0) break;
      byteLength += bytesRead;
    }
  } catch (error) {
    return { byteLength, error };
  }
  return { byteLength, error: undefined };
}

/** Opens a file for as long as `use` takes, blocking the thread. Throws system errors. */
export function withOpenFile<Used>(path: string, use: (descriptor: number) => Used): Used {
  const descriptor = openSync(path, 'r');
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Returns the first bytes of a file, as far as `into` has room and they can be read. Throws where `withOpenFile` does. */
export function headNow(path: string, into: Uint8Array): Uint8Array {
  return withOpenFile(path, (descriptor) => into.subarray(0, readSoFarNow(descriptor, into, 0).byteLength));
}
