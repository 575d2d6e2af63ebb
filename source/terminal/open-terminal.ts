import { closeSync, openSync } from 'node:fs';
import { isatty, ReadStream } from 'node:tty';

const STDIN = 0;

/** The terminal that keys are read from. */
interface KeyTerminal {
  readonly input: ReadStream;
  /** Lets the process end. Must be called after the terminal has been restored. */
  close(): void;
}

/**
 * Returns stdin if that is a terminal, else the controlling terminal of the process, so that data can come in by a pipe.
 * Throws with the system's `code` (ENXIO, ENOENT) if there is none.
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
