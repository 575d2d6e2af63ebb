import stringWidth from 'string-width';
import { safeText } from '../terminal/safe-text.ts';
import type { RecordOverlay } from './model.ts';

const wrapped = new WeakMap<readonly string[], { columns: number; lines: readonly string[] }>();

/** The lines of a record as they stand on the screen: safe to show, and cut where they are wider than it. */
export function recordLines({ lines }: RecordOverlay, columns: number): readonly string[] {
  if (lines === undefined) return [];
  const known = wrapped.get(lines);
  if (known?.columns === columns) return known.lines;
  const width = Math.max(1, columns - 2);
  const result: string[] = [];
  for (const line of lines) for (const piece of wrap(safeText(line), width)) result.push(piece);
  wrapped.set(lines, { columns, lines: result });
  return result;
}

/** A safe text cut into pieces of at most `width` cells. */
export function wrap(text: string, width: number): string[] {
  if (text.length <= width && stringWidth(text) <= width) return [text];
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const cells = stringWidth(segment);
    if (used + cells > width && piece !== '') {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += segment;
    used += cells;
  }
  return piece === '' ? pieces : [...pieces, piece];
}
