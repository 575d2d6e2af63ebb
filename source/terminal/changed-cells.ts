import { COLOUR_SEQUENCE } from '../format/colour-sequence.ts';
import { ERASE_TO_END_OF_LINE, RESET_STYLE } from './sequences.ts';

/** Up to this many bytes, unchanged cells are cheaper to write again than to jump over. */
const JUMP_BYTES = 8;

/**
 * A line as cells: characters of one cell each, and the SGR codes in force there, in a fixed order; none for a blank that
 * looks the same without.
 */
interface CellLine {
  readonly characters: readonly string[];
  readonly styles: readonly string[];
}

/**
 * Returns the bytes that change only the cells of a row in which two lines differ. Undefined for lines with anything other
 * than colours and characters that are one cell wide on every terminal: then it is not sure where a cell ends.
 */
export function changedCells(row: number, shown: string, line: string): string | undefined {
  const before = cellsOf(shown);
  const after = before && cellsOf(line);
  if (before === undefined || after === undefined) return undefined;
  const length = Math.max(before.characters.length, after.characters.length);
  const isSame = (cell: number): boolean =>
    before.characters[cell] === after.characters[cell] && before.styles[cell] === after.styles[cell];
  let bytes = '';
  for (let cell = 0; cell < length; ) {
    if (isSame(cell)) {
      cell++;
      continue;
    }
    const from = cell;
    let to = cell + 1;
    let kept = 0;
    for (let next = to; next < length && kept < JUMP_BYTES; next++) {
      if (isSame(next)) kept += byteLength(after.characters[next] ?? ' ');
      else {
        to = next + 1;
        kept = 0;
      }
    }
    bytes += run(row, after, from, to);
    cell = to;
  }
  return bytes;
}

/** Writes the cells of a run, and erases what is beyond the end of the line. */
function run(row: number, { characters, styles }: CellLine, from: number, to: number): string {
  let bytes = `\u001b[${row + 1};${from + 1}H`;
  let style = '';
  for (let cell = from; cell < Math.min(to, characters.length); cell++) {
    const isBlank = characters[cell] === ' ' && styles[cell] === '';
    if (styles[cell] !== style && !(isBlank && !SEEN_ON_BLANKS.test(style))) {
      bytes += `\u001b[${codesBetween(style, styles[cell])}m`;
      style = styles[cell];
    }
    bytes += characters[cell];
  }
  if (style !== '') bytes += RESET_STYLE;
  return to > characters.length ? bytes + ERASE_TO_END_OF_LINE : bytes;
}

/** Returns the shortest SGR codes that turn one style into another. */
function codesBetween(from: string, to: string): string {
  if (from === '' || to === '') return to;
  // An empty parameter is 0, which ends what was on.
  const anew = `;${to}`;
  const [before, after] = [from.split(';'), to.split(';')];
  const changed = after.filter((code) => !before.includes(code));
  for (const code of before) {
    if (after.includes(code)) continue;
    const ends = ENDS.find(([pattern]) => pattern.test(code));
    if (ends === undefined) return anew;
    // A colour takes the place of another.
    if (!after.some((other) => ends[0].test(other))) changed.push(ends[1]);
  }
  const difference = changed.join(';');
  return difference.length < anew.length ? difference : anew;
}

const COLOUR = /^(?:3|9)[0-7]$/;
const BACKGROUND = /^(?:4|10)[0-7]$/;

/** What ends an attribute alone. Bold and dim have one end in common. */
const ENDS: readonly (readonly [pattern: RegExp, end: string])[] = [
  [COLOUR, '39'],
  [BACKGROUND, '49'],
  [/^4$/, '24'],
  [/^7$/, '27'],
];

/** Of a style, what a blank shows: underlined, inverse, a background. */
const SEEN_ON_BLANKS = /(?:^|;)(?:4|7|4[0-7]|10[0-7])(?:;|$)/;

/** What SGR codes set; those that turn something off have no text. Lines with other codes are written whole. */
const SGR: Readonly<Record<string, readonly (readonly [attribute: string, code: string])[]>> = {
  '': [['all', '']],
  0: [['all', '']],
  1: [['bold', '1']],
  2: [['dim', '2']],
  4: [['underline', '4']],
  7: [['inverse', '7']],
  22: [
    ['bold', ''],
    ['dim', ''],
  ],
  24: [['underline', '']],
  27: [['inverse', '']],
  39: [['colour', '']],
  49: [['background', '']],
};
const ATTRIBUTES = ['bold', 'dim', 'underline', 'inverse', 'colour', 'background'];

/** ASCII, lines, blocks, and the arrows and marks that the screen is drawn with. */
const PLAIN = /[\x20-\x7e\u2190-\u21ff\u2500-\u259f\u2013\u00d7\u2265\u2026\u25b2\u25bc\u25be\u2717\u2715]/;
const TOKEN = new RegExp(`${COLOUR_SEQUENCE}|${PLAIN.source}`, 'gy');

function cellsOf(line: string): CellLine | undefined {
  const characters: string[] = [];
  const styles: string[] = [];
  const on = new Map<string, string>();
  let style = '';
  TOKEN.lastIndex = 0;
  for (let at = 0; at < line.length; at = TOKEN.lastIndex) {
    const match = TOKEN.exec(line);
    if (match === null) return undefined;
    const [text, codes] = match;
    if (codes === undefined) {
      characters.push(text);
      styles.push(text === ' ' && !SEEN_ON_BLANKS.test(style) ? '' : style);
      continue;
    }
    if (!setAttributes(on, codes)) return undefined;
    style = ATTRIBUTES.map((attribute) => on.get(attribute) ?? '')
      .filter((code) => code !== '')
      .join(';');
  }
  return { characters, styles };
}

/** Turns attributes on and off as SGR codes do; returns false if one of the codes is unknown. */
function setAttributes(on: Map<string, string>, codes: string): boolean {
  for (const code of codes.split(';')) {
    const changes = changesOf(code);
    if (changes === undefined) return false;
    for (const [attribute, set] of changes) {
      if (attribute === 'all') on.clear();
      else on.set(attribute, set);
    }
  }
  return true;
}

function changesOf(code: string): readonly (readonly [string, string])[] | undefined {
  if (COLOUR.test(code)) return [['colour', code]];
  return BACKGROUND.test(code) ? [['background', code]] : SGR[code];
}

function byteLength(character: string): number {
  const code = character.charCodeAt(0);
  return code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
}
