import type { IBufferCell, IBufferLine, Terminal } from '@xterm/headless';
import { PALETTES, type Palette, paletteColour, rgbColour } from './palette.ts';
import { escaped, FONT_SIZE, framed, MARGIN } from './svg-frame.ts';

/** DejaVu Sans Mono: 1233 of 2048 units wide. As high as its lines, so that those of boxes meet. */
const CELL = { width: (FONT_SIZE * 1233) / 2048, height: 16 };
const BASELINE = 13;

/** Letters, lines and blocks that the font has, each one cell wide: all others are placed one by one. */
const REGULAR = /^[\u0020-\u024f\u2500-\u259f]$/;

interface Look {
  readonly colour: string;
  /** Undefined if it is that of the window. */
  readonly ground: string | undefined;
  /** Attributes of the text: weight, slant, lines. */
  readonly attributes: string;
}

/** Adjacent cells that look the same. */
interface Run {
  readonly column: number;
  readonly look: Look;
  cells: number;
  text: string;
  /** Whether more cells may follow: a character that is placed by itself ends its run. */
  open: boolean;
}

/** Returns the contents of a terminal as SVG: colours, weights, wide characters, in a window. */
export function pictureOf(terminal: Terminal, title: string, palette: Palette = PALETTES.dark): string {
  const { active } = terminal.buffer;
  const content: string[] = [];
  for (let row = 0; row < terminal.rows; row++) {
    const line = active.getLine(active.baseY + row);
    const runs = line === undefined ? [] : runsOf(line, palette);
    content.push(...runs.flatMap((run) => groundOf(run, row)), ...runs.flatMap((run) => textOf(run, row)));
  }
  const width = Math.ceil(terminal.cols * CELL.width + 2 * MARGIN);
  const height = terminal.rows * CELL.height + 2 * MARGIN;
  return framed(title, { width, height, ground: palette.ground }, content);
}

function runsOf(line: IBufferLine, palette: Palette): Run[] {
  const runs: Run[] = [];
  for (let column = 0; column < line.length; column++) {
    const cell = line.getCell(column);
    const cells = cell?.getWidth() ?? 0;
    if (cell === undefined || cells === 0) continue;
    const look = lookOf(cell, palette);
    const text = cell.isInvisible() !== 0 ? ' ' : cell.getChars() || ' ';
    const last = runs.at(-1);
    const regular = REGULAR.test(text);
    // A blank that shows nothing has any colour and weight, as it was written last: it goes on with the text before it.
    if (text === ' ' && showsNoBlank(look)) {
      if (last?.open && showsNoBlank(last.look)) {
        last.text += text;
        last.cells += cells;
      } else if (last !== undefined) last.open = false;
      continue;
    }
    if (regular && last?.open && sameLook(last.look, look)) {
      last.text += text;
      last.cells += cells;
    } else runs.push({ column, look, cells, text, open: regular });
  }
  return runs;
}

function lookOf(cell: IBufferCell, palette: Palette): Look {
  const colourOf = (isPalette: boolean, isRgb: boolean, value: number): string | undefined => {
    if (isRgb) return rgbColour(value);
    return isPalette ? paletteColour(value, palette) : undefined;
  };
  const fore = colourOf(cell.isFgPalette(), cell.isFgRGB(), cell.getFgColor());
  const back = colourOf(cell.isBgPalette(), cell.isBgRGB(), cell.getBgColor());
  const inverse = cell.isInverse() !== 0;
  const lines = [
    cell.isUnderline() !== 0 ? 'underline' : '',
    cell.isStrikethrough() !== 0 ? 'line-through' : '',
  ];
  const decoration = lines.join(' ').trim();
  return {
    colour: inverse ? (back ?? palette.ground) : (fore ?? palette.text),
    ground: inverse ? (fore ?? palette.text) : back,
    attributes: [
      cell.isBold() !== 0 ? ' font-weight="bold"' : '',
      cell.isItalic() !== 0 ? ' font-style="italic"' : '',
      cell.isDim() !== 0 ? ' opacity="0.6"' : '',
      decoration === '' ? '' : ` text-decoration="${decoration}"`,
    ].join(''),
  };
}

/** Whether a blank of this look is the bare ground. */
function showsNoBlank({ ground, attributes }: Look): boolean {
  return ground === undefined && !attributes.includes('decoration');
}

function sameLook(one: Look, other: Look): boolean {
  return one.colour === other.colour && one.ground === other.ground && one.attributes === other.attributes;
}

function groundOf({ column, cells, look }: Run, row: number): string[] {
  if (look.ground === undefined) return [];
  const size = `width="${pixels(cells * CELL.width)}" height="${CELL.height}"`;
  const place = `x="${left(column)}" y="${MARGIN + row * CELL.height}"`;
  return [`<rect ${place} ${size} fill="${look.ground}" shape-rendering="crispEdges"/>`];
}

function textOf({ column, text, look }: Run, row: number): string[] {
  if (text.trim() === '' && !look.attributes.includes('decoration')) return [];
  const place = `x="${left(column)}" y="${MARGIN + row * CELL.height + BASELINE}"`;
  const style = `fill="${look.colour}"${look.attributes} xml:space="preserve"`;
  return [`<text ${place} ${style}>${escaped(text.trimEnd() || text)}</text>`];
}

function left(column: number): string {
  return pixels(MARGIN + column * CELL.width);
}

function pixels(value: number): string {
  return String(Number(value.toFixed(2)));
}
