import { read as readCallback, readSync } from 'node:fs';
import { promisify } from 'node:util';

/** Reads from an open descriptor, on the thread pool so that signals and messages are heard meanwhile. */
export const readDescriptor = promisify(readCallback);

/** Fills `into` from `position` of the file on, as far as there are bytes; answers how many. */
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

/** The same, while the thread waits. */
export function readAtPositionNow(descriptor: number, into: Uint8Array, position: number): number {
  let at = 0;
  while (at < into.length) {
    const bytesRead = readSync(descriptor, into, at, into.length - at, position + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return at;
}
