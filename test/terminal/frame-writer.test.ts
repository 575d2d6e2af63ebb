import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameWriter } from '../../source/terminal/frame-writer.ts';
import { Screen } from '../helpers/screen.ts';

const COLUMNS = 12;
const ROWS = 4;
/** As the session has it. */
const NO_WRAP = '\u001b[?7l';

/** A chunk of a line and how many cells it takes. */
type Chunk = readonly [text: string, cells: number];

const PIECES: readonly Chunk[] = [
  ...['a', 'a', 'b', ' ', '│', '─', '▃'].map((text): Chunk => [text, 1]),
  ...['abc', 'abd', '   '].map((text): Chunk => [text, 3]),
  ...['日', '本'].map((text): Chunk => [text, 2]),
  ...[
    '\u0301',
    '\u001b[31m',
    '\u001b[7m',
    '\u001b[44m',
    '\u001b[1m',
    '\u001b[4m',
    '\u001b[0m',
    '\u001b[22m',
    '\u001b[39m',
  ].map((text): Chunk => [text, 0]),
];
const chunk = fc.constantFrom(...PIECES);

function fitted(chunks: readonly Chunk[], columns: number): string {
  let line = '';
  let width = 0;
  let before = 0;
  for (const [text, cells] of chunks) {
    // No chunk of text begins with a mark: there is no character for it to be on.
    if (width + cells > columns || (text === '\u0301' && before === 0)) continue;
    before = cells;
    line += text;
    width += cells;
  }
  return line;
}

const line = fc.oneof(
  fc.array(chunk, { maxLength: 16, size: 'max' }).map((chunks) => fitted(chunks, COLUMNS)),
  fc.constantFrom('', 'abcdefghijkl', '\u001b[7mabcdefghijkl\u001b[27m', '日本日本日本'),
);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ row: fc.nat(ROWS - 1), line }) },
  { weight: 1, arbitrary: fc.constant('invalidate' as const) },
);

/** Every cell of the screen: its text, its width, its colours and styles, as far as they are seen. */
function cellsOf({ xterm }: Screen): string[] {
  const { active } = xterm.buffer;
  return Array.from({ length: xterm.rows * xterm.cols }, (_, at) => {
    const column = at % xterm.cols;
    const cell = active.getLine(active.viewportY + (at - column) / xterm.cols)?.getCell(column);
    if (cell === undefined) return 'none';
    const colours = [cell.getFgColorMode(), cell.getFgColor(), cell.getBgColorMode(), cell.getBgColor()];
    const isSeen = cell.getChars().trim() !== '' || cell.isInverse() > 0 || cell.isUnderline() > 0;
    const [text, style] = isSeen ? [cell.getChars(), cell.isBold()] : ['', 0];
    return [
      ...[text, cell.getWidth(), ...(isSeen ? colours : colours.slice(2)), style],
      ...[cell.isInverse(), cell.isUnderline()],
    ].join(' ');
  });
}

/** The same frame, each line written plainly on an empty screen. */
async function plainly(lines: readonly string[]): Promise<string[]> {
  const screen = new Screen(COLUMNS, ROWS);
  await screen.show(NO_WRAP + lines.map((text, row) => `\u001b[${row + 1};1H${text}\u001b[0m`).join(''));
  return cellsOf(screen);
}

/** The cells that each update leaves on a screen of this size. */
async function shownAfter(rows: number, ...frames: readonly (readonly string[])[]): Promise<string[]> {
  const screen = new Screen(COLUMNS, rows);
  const writer = new FrameWriter(rows);
  for (const frame of frames) await screen.show(writer.update(frame));
  return cellsOf(screen);
}

describe('a frame', () => {
  it('looks the same on any screen as on an empty one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const screen = new Screen(COLUMNS, ROWS);
        await screen.show(NO_WRAP);
        const writer = new FrameWriter(ROWS);
        let frame: readonly string[] = Array<string>(ROWS).fill('');
        for (const next of steps) {
          if (next === 'invalidate') {
            writer.invalidate();
            await screen.show('\u001b[41m\u001b[1;1Hrubbish\u001b[2;1H日本\u001b[?25h');
            continue;
          }
          frame = frame.with(next.row, next.line);
          const [expected] = await Promise.all([plainly(frame), screen.show(writer.update(frame))]);
          expect(cellsOf(screen)).toEqual(expected);
          expect(screen.modes()).toMatchObject({ cursorHidden: true, synchronized: false });
          expect(screen.xterm.buffer.active.baseY).toBe(0);
        }
      }),
      { seed: 20_240_710, numRuns: 150 },
    );
  });

  it('sends no bytes if the screen shows it already', () => {
    const writer = new FrameWriter(ROWS);
    writer.update(['one', '\u001b[7mtwo\u001b[27m']);
    expect(writer.update(['one', '\u001b[7mtwo\u001b[27m', ''])).toBe('');
  });

  it('takes a full line to its last cell', async () => {
    const full = ['abcdefghijkl', 'x', 'abcdefghijkl', 'abcdefghijkl'];
    expect(await shownAfter(ROWS, ['zzzzzzzzzzzz', 'zzzzzzzzzzzz'], full)).toEqual(await plainly(full));
  });

  it('counts wide characters as two cells', async () => {
    const changed = ['日本abd', 'ab日c'];
    expect(await shownAfter(ROWS, ['日本abc', 'ab日d'], changed)).toEqual(await plainly(changed));
  });

  it('leaves out lines past the screen', async () => {
    expect(await shownAfter(2, ['a', 'b', 'c'])).toEqual(
      (await shownAfter(3, ['a', 'b'])).slice(0, 2 * COLUMNS),
    );
  });

  it('is drawn whole, on a cleared screen, after a resize or when the screen is not known', () => {
    const writer = new FrameWriter(ROWS);
    const first = writer.update(['one', 'two']);
    writer.resize(ROWS);
    expect(writer.update(['one', 'two'])).toBe(first);
    writer.invalidate();
    expect(writer.update(['one', 'two'])).toBe(first);
    expect(first).toContain('\u001b[2J');
    expect(first).not.toContain('\u001b[3J');
  });

  it('changes at once, on terminals that support synchronized updates', () => {
    const bytes = new FrameWriter(ROWS).update(['one']);
    expect(bytes.startsWith('\u001b[?2026h')).toBe(true);
    expect(bytes.endsWith('\u001b[?2026l')).toBe(true);
  });
});

describe('the bytes of an update', () => {
  const table = (selected: number): string[] =>
    Array.from({ length: 40 }, (_, row) => {
      const text = `│ ${row} 2024-07-10T10:00:00Z`.padEnd(119);
      return row === selected ? `\u001b[7m${text}\u001b[27m│` : `${text}│`;
    });

  it('are few when another row of a large screen is selected', () => {
    const writer = new FrameWriter(40);
    writer.update(table(3));
    expect(writer.update(table(4)).length).toBeLessThan(600);
  });

  it('are only the cells that change of a coloured line', () => {
    const bars = (cursor: number): string =>
      `\u001b[36m v view\u001b[39m 12 ${'▁▂▃▄'.repeat(cursor)}\u001b[1m▇\u001b[22m${'▁▂▃▄'.repeat(20 - cursor)}`;
    const writer = new FrameWriter(ROWS);
    writer.update([bars(7)]);
    expect(Buffer.byteLength(writer.update([bars(8)]))).toBeLessThan(70);
  });

  it('are the change of a line alone', () => {
    const writer = new FrameWriter(ROWS);
    writer.update(['a', 'loading 41%', 'z']);
    const bytes = writer.update(['a', 'loading 42%', 'z']);
    expect(bytes).toContain('2');
    expect(bytes).not.toContain('loading');
  });
});
