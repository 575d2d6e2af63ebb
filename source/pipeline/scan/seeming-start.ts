import { indexOfByte, LINE_FEED, OPEN_BRACE } from '../text/bytes.ts';
import type { Window } from './window-buffer.ts';

/** How many braces each path tries in the search for a guess. */
const MOST_GUESSES = { fast: 1024, slow: 64 };
/** How much of a record a path reads in that search: it would read long records again and again. */
const LONGEST_TRIED_BYTES = 16 * 1024;

/** Whether a path reads an event at the brace `from`, looking no further than `window.to`. */
export type ReadsAsEvent = (path: 'fast' | 'slow', window: Window, from: number) => boolean;

/**
 * Returns the first brace from which an event can be read; else, in heavily damaged input, the first that begins a line; or
 * -1. Within a long record there usually is none.
 */
export function seemingStart(readsAsEvent: ReadsAsEvent, window: Window, until: number): number {
  for (const path of ['fast', 'slow'] as const) {
    let tries = MOST_GUESSES[path];
    for (let at = nextBrace(window, 0, until); at >= 0 && tries > 0; at = nextBrace(window, at + 1, until)) {
      tries--;
      const to = Math.min(window.to, at + LONGEST_TRIED_BYTES);
      if (readsAsEvent(path, { ...window, to }, at)) return at;
    }
  }
  return braceOnItsLine(window, 0, until);
}

/** Returns the first brace right after a line feed in `bytes[from..to)`, or -1. */
export function braceOnItsLine({ bytes }: Window, from: number, to: number): number {
  let at = indexOfByte(bytes, LINE_FEED, from, to);
  while (at >= 0 && bytes[at + 1] !== OPEN_BRACE) at = indexOfByte(bytes, LINE_FEED, at + 1, to);
  return at < 0 ? -1 : at + 1;
}

function nextBrace({ bytes }: Window, from: number, to: number): number {
  return indexOfByte(bytes, OPEN_BRACE, from, to);
}
