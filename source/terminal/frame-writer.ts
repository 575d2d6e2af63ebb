import { widthOf } from '../format/text-width.ts';
import { changedCells } from './changed-cells.ts';
import { findScroll, scrolledLines, scrollSequence } from './frame-scroll.ts';
import { HIDDEN_CURSOR, SYNCHRONIZED } from './modes.ts';
import { placed } from './placed-line.ts';
import { ERASE_TO_END_OF_LINE, RESET_STYLE } from './sequences.ts';

/** Not 3J, which would also clear the user's scrollback. */
const CLEAR = '\u001b[2J';
const NOT_ASCII = /[^\0-\x7f]+/gu;
/** Shorter runs of spaces are as cheap to write. */
const BLANKS = / {8,}/g;

/** Keeps the frame that the screen shows and returns the bytes that turn it into the next one. */
export class FrameWriter {
  private shown: readonly string[] | undefined;

  /**
   * `isAsciiOnly`: whether the terminal may read an encoding other than UTF-8, in which the bytes of a character can be
   * controls. All but ASCII is then written as `?`, in the same width.
   */
  constructor(
    private rows: number,
    private readonly isAsciiOnly = false,
  ) {}

  /** The screen has another size now, and its contents are unknown. */
  resize(rows: number): void {
    this.rows = rows;
    this.invalidate();
  }

  /** Forgets the contents of the screen: the next frame is drawn whole, on a cleared one. */
  invalidate(): void {
    this.shown = undefined;
  }

  /**
   * Returns the bytes that turn the screen into this frame; none if it shows it already. Lines hold no control sequences
   * but colours (SGR) and are no wider than the screen; missing ones are empty, those past the screen are left out. The
   * cursor is hidden.
   */
  update(lines: readonly string[]): string {
    const frame = Array.from({ length: this.rows }, (_, row) => {
      const line = lines[row] ?? '';
      return this.isAsciiOnly ? line.replace(NOT_ASCII, (text) => '?'.repeat(widthOf(text))) : line;
    });
    const isFirst = this.shown === undefined;
    const drawn = changes(this.shown ?? [], frame);
    if (!isFirst && drawn === '') return '';
    this.shown = frame;
    const before = isFirst ? RESET_STYLE + HIDDEN_CURSOR.on + CLEAR : '';
    return SYNCHRONIZED.on + before + drawn + SYNCHRONIZED.off;
  }
}

/** Returns the bytes that turn one frame into the other: line by line, or after a scroll if that is shorter. */
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
 * Returns the bytes for a changed line. It is erased before it is written, not after: the cursor after a full line is
 * still on its last cell, so that erasing from there would erase that cell.
 */
function redrawn(row: number, shown: string, line: string): string {
  if (line === shown) return '';
  const start = commonStart(shown, line);
  const erase = shown === '' ? '' : ERASE_TO_END_OF_LINE;
  const reset = line.includes('\u001b') ? RESET_STYLE : '';
  const rest = moveTo(row, start) + erase + withoutBlanks(placed(line.slice(start), start)) + reset;
  const cells = changedCells(row, shown, line);
  return cells !== undefined && Buffer.byteLength(cells) < Buffer.byteLength(rest) ? cells : rest;
}

/**
 * Writes to an erased line in fewer bytes: skips spaces before any colour, except the last of a run, since what follows
 * may combine with it.
 */
function withoutBlanks(line: string): string {
  const colour = line.indexOf('\u001b');
  const plain = colour < 0 ? line : line.slice(0, colour);
  return plain.replace(BLANKS, (blanks) => `\u001b[${blanks.length - 1}C `) + line.slice(plain.length);
}

/**
 * Returns how many cells at the start of both lines are certainly the same: plain ASCII before any colour. The last of
 * them is not counted, since what follows may combine with it.
 */
function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at] && a[at] >= ' ' && a[at] <= '~') at++;
  return Math.max(at - 1, 0);
}

function moveTo(row: number, column: number): string {
  return `\u001b[${row + 1};${column + 1}H`;
}
