import { findScroll, scrolledLines, scrollSequence } from './frame-scroll.ts';

const HIDE_CURSOR = '\u001b[?25l';
const RESET_STYLE = '\u001b[0m';
/** Not 3J, which takes the user's scrollback too. */
const CLEAR = '\u001b[2J';
const ERASE_TO_END_OF_LINE = '\u001b[K';
const BEGIN_SYNCHRONIZED = '\u001b[?2026h';
const END_SYNCHRONIZED = '\u001b[?2026l';
/** Shorter runs of blanks are as soon written. */
const BLANKS = / {8,}/g;

/** Keeps the frame that the screen shows and says which bytes turn it into the next one. */
export class FrameWriter {
  private shown: readonly string[] | undefined;

  constructor(private rows: number) {}

  /** The screen has another size now, and its contents are unknown. */
  resize(rows: number): void {
    this.rows = rows;
    this.invalidate();
  }

  /** Nothing is known of the screen: the next frame is drawn whole, on a cleared one. */
  invalidate(): void {
    this.shown = undefined;
  }

  /**
   * Returns the bytes that turn the screen into this frame; none if it shows it already. Lines hold no control but colours (SGR) and
   * are no wider than the screen; missing ones are empty, those past the screen are left out. The cursor is hidden.
   */
  update(lines: readonly string[]): string {
    const frame = Array.from({ length: this.rows }, (_, row) => lines[row] ?? '');
    const isFirst = this.shown === undefined;
    const drawn = changes(this.shown ?? [], frame);
    if (!isFirst && drawn === '') return '';
    this.shown = frame;
    const before = isFirst ? RESET_STYLE + HIDE_CURSOR + CLEAR : '';
    return BEGIN_SYNCHRONIZED + before + drawn + END_SYNCHRONIZED;
  }
}

/** The bytes that turn the one frame into the other: line by line, or after a scroll where that is less. */
function changes(shown: readonly string[], frame: readonly string[]): string {
  const redrawnLines = (from: readonly string[]): string =>
    frame.map((line, row) => redrawn(row, from[row] ?? '', line)).join('');
  const plain = redrawnLines(shown);
  const scroll = findScroll(shown, frame);
  if (scroll === undefined) return plain;
  const scrolled = scrollSequence(scroll) + redrawnLines(scrolledLines(shown, scroll));
  return scrolled.length < plain.length ? scrolled : plain;
}

/**
 * The bytes for a line that changes. It is erased before it is written, not after: the cursor behind a full line still
 * is on its last cell, so that erasing from there would erase that.
 */
function redrawn(row: number, shown: string, line: string): string {
  if (line === shown) return '';
  const start = commonStart(shown, line);
  const erase = shown === '' ? '' : ERASE_TO_END_OF_LINE;
  const reset = line.includes('\u001b') ? RESET_STYLE : '';
  return moveTo(row, start) + erase + withoutBlanks(line.slice(start)) + reset;
}

/**
 * The same on an erased line in fewer bytes: blanks before any colour are passed over, but for the last of a run, since
 * what follows may combine with it.
 */
function withoutBlanks(line: string): string {
  const colour = line.indexOf('\u001b');
  const plain = colour < 0 ? line : line.slice(0, colour);
  return plain.replace(BLANKS, (blanks) => `\u001b[${blanks.length - 1}C `) + line.slice(plain.length);
}

/**
 * How many cells at the start of both lines are the same beyond doubt: plain ASCII before any colour. The last of them
 * is not counted, since what follows may combine with it.
 */
function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at] && a[at] >= ' ' && a[at] <= '~') at++;
  return Math.max(at - 1, 0);
}

function moveTo(row: number, column: number): string {
  return `\u001b[${row + 1};${column + 1}H`;
}
