import stringWidth from 'string-width';
import { safeText } from '../format/safe-text.ts';
import type { RecordOverlay } from './model.ts';

const wrapped = new WeakMap<readonly string[], { columns: number; lines: readonly string[] }>();

/** The lines of a record as they stand on the screen: safe to show, and cut where they are wider than it. */
export function recordLines({ lines }: RecordOverlay, columns: number): readonly string[] {
  if (lines === undefined) return [];
  const known = wrapped.get(lines);
  if (known?.columns === columns) return known.lines;
  const width = Math.max(1, columns - 2);
  const result: string[] = [];
  for (const line of lines) for (const chunk of wrap(safeText(line), width)) result.push(chunk);
  wrapped.set(lines, { columns, lines: result });
  return result;
}

const PLAIN = /^[\x20-\x7e]*$/;

/** What is looked at of a text at once: to take it apart into characters costs the square of its length. */
const SLICE_UNITS = 512;

/** A safe text cut into chunks of at most `width` cells. */
function wrap(text: string, width: number): string[] {
  const chunks: string[] = [];
  if (PLAIN.test(text)) {
    for (let at = 0; at < text.length; at += width) chunks.push(text.slice(at, at + width));
    return text === '' ? [''] : chunks;
  }
  let chunk = '';
  let used = 0;
  for (let from = 0; from < text.length; ) {
    const slice = wholeSlice(text, from);
    from += slice.length;
    for (const { segment } of SEGMENTER.segment(slice)) {
      const cells = stringWidth(segment);
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

const SEGMENTER = new Intl.Segmenter();

/** The next part of a text, which does not end within a surrogate pair. */
function wholeSlice(text: string, from: number): string {
  const end = from + SLICE_UNITS;
  const isCut = end < text.length && (text.charCodeAt(end) & 0xfc00) === 0xdc00;
  return text.slice(from, isCut ? end + 1 : end);
}
