import { describe, expect, it } from 'vitest';
import { safeText } from '../../source/format/safe-text.ts';
import { cut, inCells, widthOf, wrap } from '../../source/format/text-width.ts';
import { FrameWriter } from '../../source/terminal/frame-writer.ts';
import { Screen } from '../helpers/screen.ts';

const COLUMNS = 60;

/** Texts on whose width terminals disagree, and some on which they do not. */
const TEXTS = [
  ...['plain', '日本語', '한국어', 'ｆｕｌｌ', 'é', 'Ω ½ ± ☎ ❤ ™', '𝒳 math', 'ﬁ'],
  ...['น้ำ', 'สื่อสารกันน้ำ', 'नमस्ते', 'स्ते0स्ते1स्ते2', 'தமிழ்', 'ไทย้ำ', 'กำ'],
  ...['👍🏽', '👩‍👩‍👧‍👦 family', '🇩🇪🇩🇪', '❤️', '1️⃣', '🏳️‍🌈', '㊗️', '1⃣'],
  ...['각', 'שלום', 'مرحبا', 'ä́̂', 'ａ̀', 'x', `a${'\u0301'.repeat(1000)}b`],
];

/** A screen with the widths of a version of Unicode; 6 knows no emoji. */
async function shown(line: string, version: '6' | '11'): Promise<Screen> {
  const screen = new Screen(COLUMNS, 2);
  screen.xterm.unicode.activeVersion = version;
  await screen.show(`\u001b[?7l${new FrameWriter(2).update([line])}`);
  return screen;
}

describe('what follows a text on whose width terminals disagree', () => {
  it.for(['6', '11'] as const)('is in its own column, with the widths of Unicode %s', async (version) => {
    for (const text of TEXTS) {
      const cell = inCells(safeText(text), 24, '…');
      expect(widthOf(cell)).toBe(24);
      const screen = await shown(` ${cell}│${cell}│\u001b[31mend\u001b[0m`, version);
      for (const column of [25, 50]) expect([text, screen.styleAt(column, 0).text]).toEqual([text, '│']);
      expect([text, screen.styleAt(53, 0)]).toMatchObject([text, { text: 'd', foreground: 1 }]);
    }
  });

  it('does not draw over the last cell, wherever the text is cut or wrapped', async () => {
    for (const text of TEXTS) {
      const width = 9;
      const lines = [cut(safeText(text), width, '…'), ...wrap(safeText(text.repeat(9)), width)].slice(0, 20);
      const screen = new Screen(COLUMNS, lines.length);
      const padded = lines.map((line) => ' '.repeat(COLUMNS - width) + line);
      await screen.show(`\u001b[?7l${new FrameWriter(lines.length).update(padded)}`);
      // A gap after what is drawn narrower is no loss.
      const drawn = screen.lines().map((line) => line.replaceAll(' ', ''));
      expect(drawn).toEqual(lines.map((line) => line.replaceAll(' ', '')));
    }
  });
});

describe('a character', () => {
  it('has at most eight marks on the terminal, in any line', () => {
    const flood = `x${'\u0301\u0302'.repeat(500)}y`;
    for (const line of [flood, `\u001b[1m${flood}\u001b[0m`, ` ${flood}│`]) {
      const written = new FrameWriter(1).update([line]);
      expect(written).toMatch(/x(?:\u0301|\u0302){8}(?!\u0301|\u0302)/);
      expect(written).toContain('y');
    }
    expect(safeText(flood)).toBe(`x${'\u0301\u0302'.repeat(4)}y`);
    expect(inCells(safeText(flood), 6, '…')).toBe(`${safeText(flood)}    `);
  });
});
