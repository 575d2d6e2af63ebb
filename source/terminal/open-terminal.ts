import { closeSync, openSync } from 'node:fs';
import { isatty, ReadStream } from 'node:tty';

const STDIN = 0;

/** What keys are read from. */
interface KeyTerminal {
  readonly input: ReadStream;
  /** Lets the process end. To be called when the terminal has been given back. */
  close(): void;
}

/**
 * Stdin where that is a terminal, else the terminal that the process belongs to, so that data can come in by a pipe.
 * Throws with the system's `code` (ENXIO, ENOENT) where there is none.
 */
export function openTerminal(): KeyTerminal {
  if (isatty(STDIN)) return { input: process.stdin, close: () => process.stdin.pause() };
  const descriptor = openSync('/dev/tty', 'r');
  try {
    const input = new ReadStream(descriptor);
    return { input, close: () => input.destroy() };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
