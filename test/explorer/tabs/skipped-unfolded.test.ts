import { describe, expect, it } from 'vitest';
import { listedRows } from '../../../source/explorer/tabs/skipped/reason-rows.ts';
import { eventLine } from '../../helpers/dataset.ts';
import { datasetsOf, Explorer } from '../../helpers/explorer.ts';

const TIMES = ['soon', '24/11/2026 08:15', 'soon', '25/11/2026 09:00', '26/11/2026 09:00', 'later'];
const FILE = [
  ...TIMES.map((time) => eventLine('7', time, '"view"')),
  ...['{"user_id": 1}\n', '{"event_time": "2026"}\n', '{"user_id": 2}\n'],
].join('');

/** The rows of the list, the one with the cursor marked. */
function listed({ model }: Explorer): string[] {
  const { cursor } = model.tabs.skipped.reasons;
  return listedRows(model).map(
    (row, at) => `${at === cursor ? '> ' : ''}${row.name}${row.kind === 'note' ? '' : ` ${row.count}`}`,
  );
}

describe('+ in Skipped', () => {
  it('unfolds a reason into its kinds and a kind into its values; - folds what the cursor is in', async () => {
    const explorer = await Explorer.of(FILE, { keys: ['2', '+'] });
    const kinds = ['is no date (99/99/9999 99:99) 3', 'is no date 3'];
    expect(listed(explorer)).toEqual([
      '> invalid ISO-8601 6',
      ...kinds.toReversed(),
      'missing_key_or_bad_schema 3',
    ]);
    await explorer.press('j', '+', 'j');
    expect(listed(explorer)).toEqual([
      ...['invalid ISO-8601 6', 'is no date 3', "> 'soon' 2", "'later' 1", kinds[0]],
      'missing_key_or_bad_schema 3',
    ]);
    await explorer.press('-');
    expect(listed(explorer)).toEqual([
      ...['invalid ISO-8601 6', '> is no date 3', kinds[0], 'missing_key_or_bad_schema 3'],
    ]);
    await explorer.press('-');
    expect(listed(explorer)).toEqual(['> invalid ISO-8601 6', 'missing_key_or_bad_schema 3']);
  });

  it('says where there is nothing to unfold or to fold', async () => {
    const explorer = await Explorer.of(FILE, { keys: ['2', '-'] });
    expect(explorer.message).toBe('there is nothing to fold here');
    await explorer.press('j', '+', 'j', '+');
    expect(explorer.message).toBe('there is nothing to unfold here');
    await explorer.press('w', '+');
    expect(explorer.message).toBe('there is nothing to unfold here');
  });

  it('says that kinds are being read, and keeps the cursor on its row when they come', async () => {
    const explorer = await Explorer.of(FILE, { keys: ['2'] });
    explorer.send({ kind: 'key', key: '+' });
    expect(listed(explorer)).toContain('reading what is wrong with them');
    explorer.send({ kind: 'key', key: 'G' });
    await explorer.settle();
    expect(listed(explorer).at(-1)).toBe('> missing_key_or_bad_schema 3');
  });

  it('counts again when more of the file has been read', async () => {
    const [first, all] = datasetsOf([FILE, FILE]);
    const explorer = await new Explorer(FILE + FILE).load(first);
    await explorer.press('2', '+');
    await explorer.load(all);
    expect(listed(explorer)[1]).toBe('is no date 6');
  });
});

describe('Enter on what is unfolded', () => {
  it('narrows the rejections to the kind, or to the value, and goes to them; Esc shows all again', async () => {
    const explorer = await Explorer.of(FILE, { keys: ['2', '+', 'j', 'enter'] });
    expect(explorer.column('event_time')).toEqual(['soon', 'soon', 'later']);
    await explorer.press('escape', '+', 'j', 'j', 'enter');
    expect(explorer.column('event_time')).toEqual(['later']);
    await explorer.press('escape');
    expect(explorer.model.tabs.skipped.pane).toBe('reasons');
    await explorer.press('w');
    expect(explorer.rows).toHaveLength(9);
  });
});

describe('Enter on a rejection', () => {
  it('shows the very bytes at fault in Original', async () => {
    const long = `{"user_id": 1, "pad": "${'x'.repeat(3000)}", "event_type": "a", "event_time": "never"}\n`;
    const explorer = await Explorer.of(FILE + long, { keys: ['2', 'w', 'G', 'enter'] });
    const at = FILE.length + long.indexOf('"never"');
    expect([explorer.model.tab, explorer.model.tabs.original.cursorByteOffset]).toEqual(['original', at]);
  });

  it('waits until it is known where that is', async () => {
    const explorer = await Explorer.of(FILE, { keys: ['2'] });
    for (const key of ['w', 'j', 'j', 'enter']) explorer.send({ kind: 'key', key });
    await explorer.settle();
    const third = FILE.indexOf('"soon"', FILE.indexOf('"soon"') + 1);
    expect(explorer.model.tabs.original.cursorByteOffset).toBe(third);
  });
});

describe('with a user', () => {
  it('both panes have the rejections of that user alone, and count those that may be of that user', async () => {
    const file = `${eventLine('7', '2026-01-01', '"a"')}${FILE}{"user_id": 7,\n${eventLine('8', 'x', '"a"')}`;
    const explorer = await Explorer.of(file, { keys: ['2', 'u', '7', 'enter'] });
    expect(explorer.model.tab).toBe('skipped');
    expect(listed(explorer)).toEqual(['> invalid ISO-8601 6', '2 cannot be told']);
    await explorer.press('+');
    expect(listed(explorer)).toContain('is no date 3');
    await explorer.press('w');
    expect(new Set(explorer.column('user_id'))).toEqual(new Set(['7']));
    expect(explorer.rows).toHaveLength(6);
  });

  it('a key that is pressed before they are counted waits for that', async () => {
    const explorer = await Explorer.of(`${eventLine('7', '2026-01-01', '"a"')}${FILE}`, { keys: ['2'] });
    for (const key of ['u', '7']) await explorer.press(key);
    for (const key of ['enter', '+']) explorer.send({ kind: 'key', key });
    await explorer.settle();
    expect(listed(explorer)).toContain('is no date 3');
  });
});
