import { render } from 'ink-testing-library';
import { describe, expect, it } from 'vitest';
import { makeSample } from '../../sample/make-sample.ts';
import type { Model } from '../../source/explorer/model/model.ts';
import { LinePlaceholders, PlaceholderContext } from '../../source/ui/components/line-placeholders.ts';
import { Screen } from '../../source/ui/screen.tsx';
import { readFile } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';
import { Screen as Terminal } from '../helpers/screen.ts';
import { linesOf } from './frames.tsx';

const SAMPLE = readFile(makeSample());
/** As wide as the terminal that Ink's library draws on. */
const COLUMNS = 100;
const ROWS = 30;

function heldLinesOf(model: Model): string[] {
  const held = new LinePlaceholders();
  const { lastFrame, unmount } = render(
    <PlaceholderContext.Provider value={held}>
      <Screen model={model} />
    </PlaceholderContext.Provider>,
  );
  try {
    return held.restored((lastFrame() ?? '').split('\n'));
  } finally {
    unmount();
  }
}

/** What a terminal shows of lines: texts, and the style of each cell. */
async function shown(lines: readonly string[]): Promise<unknown> {
  const terminal = new Terminal(COLUMNS, ROWS);
  await terminal.show(lines.join('\r\n'));
  return { text: terminal.lines(), styles: lines.map((_, row) => stylesOf(terminal, row)) };
}

function stylesOf(terminal: Terminal, row: number): unknown[] {
  return Array.from({ length: COLUMNS }, (_, column) => terminal.styleAt(column, row));
}

describe('lines that Ink does not lay out', () => {
  it.each([
    [[]],
    [['2', 'w', 'down']],
    [['3', 'd', '+']],
    [['4', '}']],
    [['3', 'enter']],
    [['i']],
    [['?']],
    [['3', 'u', 'm']],
    [['/', ...'用户']],
  ])('are those that come through it: %s', async (keys: string[]) => {
    const { model } = await Explorer.of(SAMPLE, { columns: COLUMNS, rows: ROWS, keys });
    expect(await shown(heldLinesOf(model))).toEqual(await shown(linesOf(model)));
  });
});
