import type { Series } from './chart-series.ts';
import type { Line, Span } from './spans.ts';

const BETWEEN = '   ';
const OFF = ' (off)';
const LONGEST_NAME = 24;

/**
 * `v view 812   c click 203   p purchase 7 (off)`, in as many lines as it takes, an entry never broken over two. A name
 * that is too long for an entry is cut. No line is wider than `width` cells, by `widthOf` (cells of a text as it will
 * be drawn; by default one a character).
 */
export function legendLines(
  series: readonly Series[],
  width: number,
  ascii = false,
  widthOf: (text: string) => number = (text) => text.length,
): Line[] {
  const lines: Span[][] = [];
  let used = 0;
  for (const one of series) {
    const entry = legendEntry(one, width, ascii ? '~' : '…', widthOf);
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

function legendEntry(
  { letter, name, count, style, shownTypes }: Series,
  width: number,
  ellipsis: string,
  widthOf: (text: string) => number,
): Span[] {
  const off = shownTypes.length === 0;
  const behind = ` ${count.toLocaleString('en-US')}${off ? OFF : ''}`;
  const room = Math.min(LONGEST_NAME, width - letter.length - 1 - behind.length);
  if (room < 1) return [{ text: letter, style: off ? 'dim' : style }];
  const head = `${letter} ${cut(name, room, ellipsis, widthOf)}`;
  if (off) return [{ text: head + behind, style: 'dim' }];
  return [
    { text: head, style },
    { text: behind, style: 'plain' },
  ];
}

function cut(name: string, room: number, ellipsis: string, widthOf: (text: string) => number): string {
  // A name may be megabytes long; what takes no room at all is not worth looking at for ever.
  const start = name.slice(0, 8 * LONGEST_NAME);
  if (start.length === name.length && widthOf(name) <= room) return name;
  let kept = '';
  for (const character of start) {
    if (widthOf(kept + character) > room - 1) break;
    kept += character;
  }
  return kept + ellipsis;
}
