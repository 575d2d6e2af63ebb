import { describe, expect, it } from 'vitest';
import { chipsOf } from '../../source/explorer/chips/chips.ts';
import { layoutOf } from '../../source/explorer/model/layout.ts';
import { tabLabels } from '../../source/explorer/tabs/tab-labels.ts';
import { datasetOf } from '../helpers/dataset.ts';
import { DAMAGED, FEW } from '../helpers/explored-files.ts';
import { Explorer } from '../helpers/explorer.ts';
import { textsOf } from '../ui/frames.tsx';

const SKIPPED = ['2', '4', '5', '7', '8'];

describe('Skipped', () => {
  it('has the reasons, most frequent first, and all rejections in file order', async () => {
    const explorer = await Explorer.of(DAMAGED);
    await explorer.press('2');
    expect(explorer.reasons).toEqual([
      ['invalid ISO-8601', 3],
      ['missing_key_or_bad_schema', 1],
      ['event_time not a string', 1],
    ]);
    await explorer.press('w');
    expect(explorer.column('line')).toEqual(SKIPPED);
  });

  it('shows for each rejection what its bytes hold', async () => {
    const explorer = await Explorer.of(DAMAGED);
    await explorer.press('2', 'w', 'down');
    expect(explorer.chosen).toEqual([...['4', '3', "'yesterday' is no date", 'view', 'yesterday']]);
  });

  it('has the number of a record only where that is not its line', async () => {
    const explorer = await Explorer.of(DAMAGED, { columns: 200, keys: ['2', 'w'] });
    expect(explorer.columnsSeen).not.toContain('event');
    const onOneLine = await Explorer.of(DAMAGED.replaceAll('\n', ' '), { columns: 200, keys: ['2', 'w'] });
    expect(onOneLine.column('event')).toEqual(SKIPPED);
    expect(new Set(onOneLine.column('line'))).toEqual(new Set(['1']));
  });

  it('reads only the rejections that are on the screen', async () => {
    const explorer = await Explorer.of('{"user_id": 1}\n'.repeat(500));
    await explorer.press('2', 'w', 'G');
    expect(explorer.model.described.has(499)).toBe(true);
    expect(explorer.model.described.size).toBeLessThan(50);
  });

  it('does nothing on Enter where nothing was skipped', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('2', 'enter', 'w');
    expect(explorer.message).toBe('nothing was rejected');
    await explorer.press('enter', '}');
    expect([explorer.model.tab, explorer.model.tabs.skipped.pane]).toEqual(['skipped', 'reasons']);
    expect(explorer.message).toBe('no rejected record after this one');
  });
});

it.each([
  [120, 40],
  [80, 24],
  [40, 10],
])('says once that nothing was rejected, at %dx%d', async (columns, rows) => {
  const { model } = await Explorer.of(FEW, { columns, rows, keys: ['2'] });
  const screen = textsOf(model).join('\n');
  expect(screen.match(/nothing was rejected|what is wrong/gi)).toEqual(['Nothing was rejected']);
});

describe('Enter on a reason', () => {
  it('narrows the rejections to it and goes to them; Enter shows the bytes; Esc, Esc leads back', async () => {
    const explorer = await Explorer.of(DAMAGED);
    await explorer.press('2', 'enter');
    expect(explorer.model.tabs.skipped.pane).toBe('rejections');
    expect(explorer.column('event_time')).toEqual(['yesterday', 'Tuesday', 'soon']);
    await explorer.press('down', 'enter');
    expect(explorer.model.tab).toBe('original');
    expect(explorer.original.cursor).toContain('"Tuesday"');
    await explorer.press('escape');
    expect(explorer.column('event_time')).toEqual(['yesterday', 'Tuesday', 'soon']);
    expect(explorer.chosen[4]).toBe('Tuesday');
    await explorer.press('escape');
    expect(explorer.model.tabs.skipped.pane).toBe('reasons');
    await explorer.press('w');
    expect(explorer.column('line')).toEqual(SKIPPED);
  });

  it('is a chip that the tab counts, that stays when the file is read again, and that Esc and a click take back', async () => {
    const explorer = await Explorer.of(DAMAGED, { keys: ['2', 'enter'] });
    const told = (): unknown => [
      chipsOf(explorer.model).map(({ text }) => text),
      /Skipped [^ ]+(?: of \d+)?/.exec(tabLabels(explorer.model).join(''))?.[0],
      explorer.model.tables.rejections.shown?.rowCount,
    ];
    const narrowed = [['reason invalid ISO-8601'], 'Skipped 3 of 5', 3];
    expect(told()).toEqual(narrowed);
    await explorer.send({ kind: 'opened', file: explorer.model.file }).settle();
    await explorer.load(datasetOf(DAMAGED));
    expect(told()).toEqual(narrowed);
    // It narrows nothing elsewhere, so it is shown nowhere else, and Esc takes back nothing that is not shown.
    await explorer.press('3', 'escape');
    expect(told()).toEqual([[], 'Skipped 3 of 5', 3]);
    expect(layoutOf(explorer.model).chips.height).toBe(0);
    await explorer.press('2');
    expect(told()).toEqual(narrowed);
    await explorer.press('escape');
    expect(told()).toEqual([[], 'Skipped 5', 5]);
    await explorer.press('w', 'enter');
    expect(told()).toEqual(narrowed);
    await explorer.click(5, 3);
    expect(told()).toEqual([[], 'Skipped 5', 5]);
  });

  it('narrows to the reason that the cursor is on', async () => {
    const explorer = await Explorer.of(DAMAGED);
    await explorer.press('2', 'down', 'down', 'enter');
    expect(explorer.column('line')).toEqual(['7']);
  });

  it('combines with a filter', async () => {
    const explorer = await Explorer.of(DAMAGED);
    await explorer.press('2', 'enter');
    await explorer.enter('&', 'view');
    expect(explorer.column('event_type')).toEqual(['view', 'View', 'view']);
    await explorer.enter('&', 'View');
    expect(explorer.column('event_type')).toEqual(['View']);
  });
});

describe('the next rejected record', () => {
  it('is the next row in Skipped, from either pane, to the last', async () => {
    const explorer = await Explorer.of(DAMAGED);
    await explorer.press('2', '}');
    expect([explorer.model.tabs.skipped.pane, explorer.chosen[0]]).toEqual(['rejections', '2']);
    await explorer.press('}', '}');
    expect(explorer.chosen[0]).toBe('5');
    await explorer.press('{');
    expect(explorer.chosen[0]).toBe('4');
    await explorer.press('}', '}', '}', '}');
    expect([explorer.chosen[0], explorer.message]).toEqual(['8', 'no rejected record after this one']);
    await explorer.press('{', '{', '{', '{', '{');
    expect([explorer.chosen[0], explorer.message]).toEqual(['2', 'no rejected record before this one']);
  });

  it('is reached in Original, past all records that are valid', async () => {
    const explorer = await Explorer.of(DAMAGED);
    await explorer.press('4');
    const found: (string | undefined)[] = [];
    for (const key of ['}', '}', '}', '}', '}', '}', '{']) {
      await explorer.press(key);
      found.push(/"user_id": (\d)/.exec(explorer.original.cursor ?? '')?.[1]);
    }
    expect(found).toEqual(['2', '3', '4', '5', '6', '6', '5']);
    await explorer.press('}', '}');
    expect(explorer.message).toBe('no rejected record or stray run after this one');
  });

  it('works in two tabs, and the others say in which', async () => {
    const explorer = await Explorer.of(DAMAGED);
    await explorer.press('}');
    expect(explorer.message).toBe('} works in Skipped (2) and Original (4)');
  });
});

it('a rejected record is shown whole from Original, with its number and line', async () => {
  const explorer = await Explorer.of(DAMAGED);
  await explorer.press('2', '}', '}', 'enter', 'enter');
  const { overlay } = explorer.model;
  expect(overlay?.kind === 'record' && [overlay.title, JSON.parse(overlay.text).user_id]).toEqual([
    'event 4, line 4, rejected',
    3,
  ]);
});

it('w says where it works in a tab of one pane', async () => {
  const explorer = await Explorer.of(DAMAGED);
  await explorer.press('w');
  expect(explorer.message).toBe('w works in Skipped (2) and Events (3)');
});
