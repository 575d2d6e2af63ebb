import { describe, expect, it } from 'vitest';
import { eventLine } from '../helpers/dataset.ts';
import { datasetsOf, Explorer } from '../helpers/explorer.ts';
import { linesOf, onTerminalWithColours, textsOf } from './frames.tsx';

onTerminalWithColours(1);

const GOOD = eventLine('1', '2026-11-24T00:10:10Z', '"view"');
const UNDERLINED = /\p{Cc}\[4m\p{Cc}\[31m([^\p{Cc}]*)/u;

/** What is underlined in the line of the screen with a text. */
function underlined({ model }: Explorer, text: string): string | undefined {
  return UNDERLINED.exec(linesOf(model).find((line) => line.includes(text)) ?? '')?.[1];
}

describe('a rejected record in Original', () => {
  it.each([
    ['a value', eventLine('1', 'never', '"漢字"'), 'user_id', '"never"'],
    ['JSON', '{"user_id": 1 "event_time": 2}\n', 'user_id', '"'],
    ['a missing key', '{"user_id": 1}\n', 'user_id', '{'],
    ['an end that came too early', `{"user_id": 1, "x": "ab\n${GOOD}`, '"ab', ' '],
  ])('has the faulty place underlined: %s', async (_, text, near, place) => {
    const explorer = await Explorer.of(text, { columns: 120, keys: ['4'] });
    expect(underlined(explorer, near)).toBe(place);
  });

  it('is underlined in the row that the place is in', async () => {
    const long = `{"user_id": 1, "pad": "${'x'.repeat(300)}", "event_time": "never", "event_type": "a"}\n`;
    const explorer = await Explorer.of(long, { columns: 60, keys: ['2', 'w', 'enter'] });
    expect(linesOf(explorer.model).filter((line) => UNDERLINED.test(line))).toHaveLength(1);
    expect(underlined(explorer, 'never')).toBe('"never"');
  });

  it('is underlined without colour too', async () => {
    const explorer = await Explorer.of(eventLine('1', 'never', '"a"'), { keys: ['4'] });
    expect(linesOf(explorer.model).join('')).toContain('\u001b[4m');
  });
});

describe('what is wrong with a record in Original', () => {
  const BAD = eventLine('1', 'never', '"a"');
  const WORDS = /invalid ISO-8601: 'never' is no date/g;

  it.each([
    [120, 'beside it, and the hints stay', 'search'],
    [70, 'in the last line where it has no room there', '← event 1'],
  ])('is said once: at %i columns %s', async (columns, _, foot) => {
    const { model } = await Explorer.of(BAD, { columns, keys: ['4'] });
    const lines = textsOf(model);
    expect(lines.join('\n').match(WORDS)).toHaveLength(1);
    expect(lines.at(-1)).toContain(foot);
  });
});

describe('the gutter of Original', () => {
  it('is as wide as the numbers of the lines need, and grows with them', async () => {
    const [first, all] = datasetsOf([GOOD.repeat(9), GOOD.repeat(2000)]);
    const explorer = await new Explorer(GOOD.repeat(2009), { keys: [] }).load(first);
    await explorer.press('4');
    expect(textsOf(explorer.model)).toContainEqual(expect.stringMatching(/^▌ {4}1 │\{/));
    await explorer.load(all);
    expect(textsOf(explorer.model)).toContainEqual(expect.stringMatching(/^▌ {5}1 │\{/));
    await explorer.press('G');
    expect(textsOf(explorer.model)).toContainEqual(expect.stringMatching(/^ {3}2009 │\{/));
  });
});

describe('S in Original', () => {
  const LONG = `{"user_id": 1, "a": "${'0123456789'.repeat(30)}", "event_time": "never", "event_type": "z"}\n`;
  const rowsOf = ({ model }: Explorer): string[] =>
    textsOf(model).filter((line) => /^[▌ ][✗. ] .*│./.test(line));

  it('chops long lines, shows that they go on, and wraps them again', async () => {
    const explorer = await Explorer.of(GOOD + LONG + GOOD, { keys: ['4'] });
    expect(rowsOf(explorer).length).toBeGreaterThan(6);
    await explorer.press('S');
    expect(rowsOf(explorer).map((line) => line.slice(2, 9))).toEqual(['   1 │{', '   2 │{', '   3 │{']);
    expect(rowsOf(explorer)[1]).toMatch(/›$/);
    await explorer.press('S');
    expect(rowsOf(explorer).length).toBeGreaterThan(6);
  });

  it('lets left and right scroll, as far as a line goes', async () => {
    const explorer = await Explorer.of(GOOD + LONG, { keys: ['4', 'S', 'l'] });
    expect(explorer.original.rows[1]).toContain('0123456789');
    expect(explorer.original.rows[1]).not.toContain('user_id');
    await explorer.press(...Array<string>(30).fill('l'));
    expect(explorer.message).toBe('no line on the screen goes on to the right');
    expect(explorer.original.rows[1]).toMatch(/"z"\}$/);
    await explorer.press(...Array<string>(30).fill('h'));
    expect(explorer.original.rows[1]).toMatch(/^\{"user_id": 1/);
    await explorer.press('S', 'l');
    expect(explorer.message).toBe('long lines are wrapped: S chops them');
  });

  it('scrolls to what was searched for and to what is at fault', async () => {
    const explorer = await Explorer.of(GOOD + LONG, { keys: ['4', 'S'] });
    await explorer.enter('/', '"z"');
    expect(explorer.original.rows[1]).toContain('"z"');
    await explorer.press('g');
    expect(explorer.original.rows[0]).toMatch(/^\{"user_id"/);
    await explorer.press('2', 'w', 'enter');
    expect(explorer.original.rows[1]).toContain('"never"');
    expect(underlined(explorer, 'never')).toBe('"never"');
  });

  it('shows the same bytes as wrapped rows do, in a file of one line and of any bytes', async () => {
    const oneLine = `[${`${GOOD.trim()}, `.repeat(3000)}"${'漢é\u0000'.repeat(70_000)}"]`;
    const explorer = await Explorer.of(oneLine, { keys: ['4', 'S', 'G', '}', '{', 'g', 'ctrl+f'] });
    expect(explorer.original.rows.every((row) => row.length <= explorer.model.columns)).toBe(true);
    expect(explorer.original.cursor).toMatch(/^\{"user_id": 1/);
  });

  it('keeps the place when the screen changes its size', async () => {
    const explorer = await Explorer.of(GOOD.repeat(200), { keys: ['4', 'S', 'ctrl+f', 'ctrl+f', 'down'] });
    const { cursorByteOffset } = explorer.model.tabs.original;
    await explorer.send({ kind: 'resized', columns: 40, rows: 10 }).settle();
    await explorer.press('S');
    expect(explorer.model.tabs.original.cursorByteOffset).toBe(cursorByteOffset);
  });
});
