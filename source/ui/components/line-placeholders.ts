import { createContext } from 'react';

/** Does not occur in safe text. */
const MARK = '\u0001';

/**
 * Keeps painted lines away from Ink, which would split each into characters and join it again: most of the cost of a
 * frame. Ink lays out a numbered placeholder for each line, which determines the line's row.
 */
export class LinePlaceholders {
  private lines: string[] = [];

  reserve(line: string): string {
    this.lines.push(line);
    return `${MARK}${this.lines.length - 1}`;
  }

  /** Replaces the placeholders of a frame by their lines, and forgets these. */
  restored(frame: readonly string[]): string[] {
    const { lines } = this;
    this.lines = [];
    return frame.map((line) =>
      line.startsWith(MARK) ? (lines[Number(line.slice(1))] ?? '').trimEnd() : line,
    );
  }
}

/** Without one, as in tests of frames, lines go through Ink. */
export const PlaceholderContext = createContext<LinePlaceholders | undefined>(undefined);
