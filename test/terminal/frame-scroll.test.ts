import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameWriter } from '../../source/terminal/frame-writer.ts';
import { Screen } from '../helpers/screen.ts';

const COLUMNS = 30;
const ROWS = 12;

/** Rows of a list between a heading and a last line, as the explorer has them; the cursor's row is highlighted. */
function listed(top: number, cursor: number, repeats: number): string[] {
  const rows = Array.from({ length: ROWS - 3 }, (_, row) => {
    const text = `${Math.floor((top + row) / repeats)} 日本${' '.repeat(10)}x`;
    return top + row === cursor ? `\u001b[7m${text}\u001b[27m` : text;
  });
  return ['\u001b[1mheadline\u001b[22m', ...rows, '', `${cursor} of many`];
}

/** The text of every cell, and whether it is inverse. */
function cellsOf({ xterm }: Screen): string[] {
  const { active } = xterm.buffer;
  return Array.from({ length: ROWS * COLUMNS }, (_, at) => {
    const cell = active.getLine(active.viewportY + Math.floor(at / COLUMNS))?.getCell(at % COLUMNS);
    return `${cell?.getChars() || ' '}${cell?.isInverse()}`;
  });
}

async function drawnAnew(lines: readonly string[]): Promise<string[]> {
  const screen = new Screen(COLUMNS, ROWS);
  await screen.show(new FrameWriter(ROWS).update(lines));
  return cellsOf(screen);
}

const place = fc.record({ top: fc.nat(20), cursor: fc.nat(30), repeats: fc.integer({ min: 1, max: 3 }) });

describe('a list that moves', () => {
  it('looks like a full redraw, scrolled up or down by any number of rows, with equal rows in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(place, { minLength: 2, maxLength: 8 }), async (places) => {
        const screen = new Screen(COLUMNS, ROWS);
        const writer = new FrameWriter(ROWS);
        for (const { top, cursor, repeats } of places) {
          const frame = listed(top, cursor, repeats);
          await screen.show(writer.update(frame));
          expect(cellsOf(screen)).toEqual(await drawnAnew(frame));
        }
      }),
      { seed: 20_240_710, numRuns: 60 },
    );
  });

  it('sends only the new rows when it scrolls by one row', () => {
    const writer = new FrameWriter(ROWS);
    writer.update(listed(4, 12, 1));
    const down = writer.update(listed(5, 13, 1));
    expect(down).toContain('13 日本');
    expect(down).not.toContain('9 日本');
    const up = writer.update(listed(4, 4, 1));
    expect(up).toContain('4 日本');
    expect(up).not.toContain('9 日本');
  });

  it('is written whole when all its rows are new', () => {
    const writer = new FrameWriter(ROWS);
    writer.update(listed(0, 0, 1));
    expect(writer.update(listed(100, 100, 1))).not.toContain(`\u001b[${ROWS - 2}r`);
  });
});

it('a scrolled list skips blanks in the rows that it writes', () => {
  const bytes = new FrameWriter(ROWS).update([`user${' '.repeat(100)}count`]);
  expect(bytes).toContain('count');
  expect(bytes.length).toBeLessThan(60);
});
