import { createContext } from 'react';

/** No text that is safe to show has it in it. */
const MARK = '\u0001';

/**
 * Takes painted lines past Ink, which would take each apart into characters and put it together again: most of what a
 * frame costs. In Ink's frame a number stands for each; it is Ink that says on which row.
 */
export class HeldLines {
  private lines: string[] = [];

  hold(line: string): string {
    this.lines.push(line);
    return `${MARK}${this.lines.length - 1}`;
  }

  /** The frame with the lines themselves, which are forgotten with that. */
  restored(frame: readonly string[]): string[] {
    const { lines } = this;
    this.lines = [];
    return frame.map((line) =>
      line.startsWith(MARK) ? (lines[Number(line.slice(1))] ?? '').trimEnd() : line,
    );
  }
}

/** Without one, as in tests of what is drawn, lines go through Ink. */
export const LineHolder = createContext<HeldLines | undefined>(undefined);
