import { safeText } from '../../format/safe-text.ts';
import { beginning, cut, widthOf } from '../../format/text-width.ts';
import type { Line, Span } from '../view/spans.ts';
import type { Series } from './series.ts';

const BETWEEN = '   ';
const OFF = ' (off)';
const LONGEST_NAME = 24;

/**
 * Returns `v view 812   c click 203   p purchase 7 (off)` in as many lines as needed, without breaking an entry over two.
 * A name that is too long for an entry is cut. No line is wider than `width` cells.
 */
export function legendLines(series: readonly Series[], width: number, ascii = false): Line[] {
  const lines: Span[][] = [];
  let used = 0;
  for (const one of series) {
    const entry = legendEntry(one, width, ascii ? '~' : '…');
    const cells = entry.reduce((sum, { text }) => sum + widthOf(text), 0);
    if (cells > width) continue;
    const line = lines.at(-1);
    if (line === undefined || used + BETWEEN.length + cells > width) {
      lines.push(entry);
      used = cells;
    } else {
      line.push({ text: BETWEEN, style: 'plain' }, ...entry);
      used += BETWEEN.length + cells;
    }
  }
  return lines;
}

/** An entry, safe to show. */
function legendEntry(
  { letter, name, count, style, shownTypes }: Series,
  width: number,
  ellipsis: string,
): Span[] {
  const off = shownTypes.length === 0;
  const behind = ` ${count.toLocaleString('en-US')}${off ? OFF : ''}`;
  const room = Math.min(LONGEST_NAME, width - letter.length - 1 - behind.length);
  if (room < 1) return [{ text: letter, style: off ? 'dim' : style }];
  const head = `${letter} ${cut(safeText(beginning(name, room)), room, ellipsis)}`;
  if (off) return [{ text: head + behind, style: 'dim' }];
  return [
    { text: head, style },
    { text: behind, style: 'plain' },
  ];
}
