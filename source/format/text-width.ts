import { cellsOfCharacter } from './character-width.ts';
import { withFewMarks } from './combining-marks.ts';

const PLAIN = /^[\x20-\x7e]*$/;

/** Returns the width of a safe text on the terminal, in cells: the sum of its characters' (docs/decisions/026). */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let cells = 0;
  for (const character of text) cells += cellsOfCharacter(character.codePointAt(0) ?? 0);
  return cells;
}

/** How much of a text is searched, at most, for what can be shown of it. */
const MOST_SEARCHED = 64 * 1024;

/**
 * Returns the beginning of a text from data, longer than what `width` cells can show, so that cutting to cells costs what
 * is visible, however long the text is. Every character takes at least a cell, except combining marks; those beyond
 * `MOST_MARKS` are left out.
 */
export function beginning(text: string, width: number): string {
  const most = 8 * Math.max(0, width) + 64;
  if (text.length <= most) return text;
  const head = text.slice(0, most);
  return withFewMarks(head).length === head.length
    ? head
    : withFewMarks(text.slice(0, MOST_SEARCHED)).slice(0, most);
}

/** Cuts a safe text to at most `width` cells, ending with the ellipsis if it is cut. */
export function cut(whole: string, width: number, ellipsis: string): string {
  const text = beginning(whole, width);
  if (text.length === whole.length && widthOf(text) <= width) return text;
  if (width <= 0) return '';
  const room = width - ellipsis.length;
  if (room <= 0) return ellipsis.slice(0, width);
  if (PLAIN.test(text)) return text.slice(0, room) + ellipsis;
  let kept = '';
  let used = 0;
  for (const { segment } of segmentsOf(text)) {
    const cells = widthOf(segment);
    if (used + cells > room) break;
    kept += segment;
    used += cells;
  }
  return kept + ellipsis;
}

/** Cuts a safe text to at most `width` cells, beginning with the ellipsis if it is cut: the end of a path tells most. */
export function cutStart(text: string, width: number, ellipsis: string): string {
  if (fits(text, width)) return text;
  return ellipsis + endOf(text, Math.max(0, width - widthOf(ellipsis)));
}

/** Returns as much of the end of a safe text as fits into `width` cells. */
function endOf(text: string, width: number): string {
  const end = text.slice(-beginning(text, width).length).replace(/^[\udc00-\udfff]/, '');
  const segments = Array.from(segmentsOf(end), ({ segment }) => segment);
  let room = width;
  let from = segments.length;
  while (from > 0 && widthOf(segments[from - 1]) <= room) room -= widthOf(segments[--from]);
  return segments.slice(from).join('');
}

/**
 * Cuts the middle of a safe text of a few lines at most, so that it takes `width` cells: a message ends with what to do, and
 * may begin with a long name. `share`: that of the width which the beginning gets.
 */
export function cutMiddle(text: string, width: number, ellipsis: string, share = 0.5): string {
  if (fits(text, width)) return text;
  const whole = beginning(text, width);
  const head = cut(`${whole}${ellipsis}`, Math.max(1, Math.floor(width * share)), ellipsis);
  return head + endOf(text, width - widthOf(head));
}

/** The name in a message is cut if what follows it takes no more than this share of the line. */
const REASON_SHARE = 0.75;

/**
 * Cuts a message to `width` cells. First its last clauses go, down to what happened and what to do; then the middle of the
 * name that it begins with, up to a colon; or, if the rest is too long, its own middle.
 */
export function cutMessage(text: string, width: number, ellipsis: string): string {
  const clauses = text.split('; ');
  for (let count = clauses.length; count > 1; count--) {
    const part = clauses.slice(0, count).join('; ');
    if (fits(part, width)) return part;
  }
  const part = clauses.slice(0, 2).join('; ');
  const colon = part.indexOf(': ');
  const reason = part.slice(Math.max(0, colon));
  const isForName = colon > 0 && fits(reason, Math.floor(width * REASON_SHARE));
  if (!isForName) return cutMiddle(part, width, ellipsis);
  return cutMiddle(part.slice(0, colon), width - widthOf(reason), ellipsis) + reason;
}

/** Cuts a safe text to `width` cells: before its last clause, which says what to do, if there is room for all of that. */
export function cutBeforeHint(text: string, width: number, ellipsis: string): string {
  const at = text.lastIndexOf('; ');
  const hint = at < 0 ? '' : text.slice(at);
  const isCutThere = hint !== '' && !fits(text, width) && fits(hint, Math.floor(width * REASON_SHARE));
  return isCutThere
    ? cut(text.slice(0, at), width - widthOf(hint), ellipsis) + hint
    : cut(text, width, ellipsis);
}

function fits(text: string, width: number): boolean {
  return beginning(text, width).length === text.length && widthOf(text) <= width;
}

let segmenter: Intl.Segmenter | undefined;

/** Returns the characters of a text as they are seen. The segmenter is made for the first: that takes 7 ms. */
function segmentsOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text);
}

/** How much is segmented into characters at once: the cost of segmenting a text grows with the square of its length. */
const SLICE_UNITS = 512;

/** Wraps a safe text into lines of at most `width` cells, or of a character; one empty line for an empty text. */
export function wrap(text: string, width: number): string[] {
  const chunks: string[] = [];
  if (PLAIN.test(text)) {
    // A window can be dragged to fewer columns than the margins take, which leaves no cell, or less than none.
    const step = Math.max(1, width);
    for (let at = 0; at < text.length; at += step) chunks.push(text.slice(at, at + step));
    return text === '' ? [''] : chunks;
  }
  let chunk = '';
  let used = 0;
  for (let from = 0; from < text.length; ) {
    const slice = wholeSlice(text, from);
    from += slice.length;
    for (const { segment } of segmentsOf(slice)) {
      const cells = widthOf(segment);
      if (used + cells > width && chunk !== '') {
        chunks.push(chunk);
        chunk = '';
        used = 0;
      }
      chunk += segment;
      used += cells;
    }
  }
  return chunk === '' ? chunks : [...chunks, chunk];
}

/** Wraps a safe text at its blanks into lines of at most `width` cells; only a longer word is cut. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer, width)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const parts = wrap(word, width);
    line = parts.pop() ?? '';
    lines.push(...parts);
  }
  return [...lines, line];
}

/** Returns the next part of a text, which does not end within a surrogate pair. */
function wholeSlice(text: string, from: number): string {
  const end = from + SLICE_UNITS;
  const isCut = end < text.length && (text.charCodeAt(end) & 0xfc00) === 0xdc00;
  return text.slice(from, isCut ? end + 1 : end);
}

/** Fits a safe text into exactly `width` cells: cut, or padded with spaces. */
export function inCells(text: string, width: number, ellipsis: string, right = false): string {
  const shown = cut(text, width, ellipsis);
  const blanks = ' '.repeat(Math.max(0, width - widthOf(shown)));
  return right ? blanks + shown : shown + blanks;
}
