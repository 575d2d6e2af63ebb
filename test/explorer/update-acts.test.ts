import { describe, expect, it } from 'vitest';
import type { FileState } from '../../source/explorer/model/model.ts';
import { datasetOf } from '../helpers/dataset.ts';
import { DAMAGED, FEW } from '../helpers/explored-files.ts';
import { datasetsOf, Explorer } from '../helpers/explorer.ts';

describe('exporting', () => {
  it('asks for a path, and offers a name for what is shown', async () => {
    const explorer = await Explorer.of(FEW);
    const names: (string | undefined)[] = [];
    for (const keys of [['1'], ['2'], ['3'], ['d'], ['4']]) {
      await explorer.press(...keys, 'e');
      names.push(explorer.model.prompt?.text);
      await explorer.press('escape');
    }
    const csv = ['sessions.csv', 'skipped.csv', 'events.csv', 'duplicates.csv'];
    expect(names).toEqual([...csv, 'events.json.copy']);
    expect(explorer.asked).toEqual([]);
  });

  it('writes the rows that are shown, in their order', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press(']');
    await explorer.enter('&', 'user_id~n');
    await explorer.enter('e', 'out.csv');
    const [effect] = explorer.asked;
    expect(effect).toMatchObject({ kind: 'export', path: 'out.csv', overwrite: false });
    const rows = effect.kind === 'export' && effect.exported.what === 'sessions' && effect.exported.rows;
    expect(rows).toEqual({ rows: Uint32Array.of(3, 1), rowCount: 2 });
  });

  it('is marked as a part until the input has ended, also if no event came after the last regrouping', async () => {
    const [grouped, all] = datasetsOf([FEW, '']);
    const explorer = new Explorer(FEW);
    const exported: unknown[] = [];
    for (const dataset of [grouped, all]) {
      await explorer.load(dataset);
      await explorer.enter('e', 'out.csv');
      explorer.send({ kind: 'taskEnded', message: { text: '', kind: 'good' } });
      exported.push(...explorer.asked.splice(0).map((effect) => effect.kind === 'export' && effect.exported));
    }
    expect(exported).toMatchObject([{ isPart: true }, { isPart: false }]);
  });

  it('asks before it overwrites: y writes, anything else does not', async () => {
    for (const [key, writes] of [
      ['y', true],
      ['n', false],
      ['enter', false],
      ['escape', false],
    ] as const) {
      const explorer = await Explorer.of(FEW);
      await explorer.enter('e', 'out.csv');
      explorer.send({ kind: 'exportBlocked', path: 'out.csv' });
      expect(explorer.model.prompt).toMatchObject({ purpose: 'overwrite', text: 'out.csv' });
      await explorer.press(key);
      expect(explorer.model.prompt).toBeUndefined();
      const again = explorer.asked.slice(1).map((effect) => effect.kind === 'export' && effect.overwrite);
      expect(again).toEqual(writes ? [true] : []);
    }
  });

  it('says in its prompt in which format the name has it written', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('e');
    expect(explorer.model.prompt).toMatchObject({
      text: 'sessions.csv',
      hint: 'CSV; typing replaces it, End edits it',
      note: '',
    });
    await explorer.press('backspace', 'backspace', 'backspace', ...'parquet');
    expect(explorer.model.prompt).toMatchObject({ hint: 'Parquet' });
    await explorer.press(...'.gz');
    expect(explorer.model.prompt).toMatchObject({ hint: 'Parquet, gzip' });
  });

  it('stays in the prompt with the name of a format that is not written', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter('e', 'out.xlsx');
    expect(explorer.asked).toEqual([]);
    expect(explorer.model.prompt).toMatchObject({ text: 'out.xlsx', hint: '' });
    expect(explorer.model.prompt?.note).toMatch(/^\.xlsx is not written; .*\.csv/);
    await explorer.press('ctrl+u', ...'out.tsv', 'enter');
    expect(explorer.asked).toMatchObject([{ kind: 'export', path: 'out.tsv' }]);
  });

  it('of the file is a copy, whatever its name ends in', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('4');
    explorer.asked.length = 0;
    await explorer.enter('e', 'out.xlsx');
    expect(explorer.asked.at(-1)).toMatchObject({
      kind: 'export',
      path: 'out.xlsx',
      exported: { what: 'file' },
    });
  });

  it('says what it wrote, or why not', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter('e', 'out.csv');
    expect(explorer.model.task?.text).toBe('writing out.csv');
    explorer.send({ kind: 'taskEnded', message: { text: 'wrote 4 rows to out.csv', kind: 'good' } });
    expect([explorer.model.task, explorer.message]).toEqual([undefined, 'wrote 4 rows to out.csv']);
  });

  it('is ended by Esc, which then does not step back', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('enter');
    await explorer.enter('e', 'out.csv');
    await explorer.press('escape');
    expect(explorer.asked.at(-1)).toEqual({ kind: 'cancelTask' });
    expect([explorer.model.tab, explorer.message]).toEqual(['events', 'nothing was written']);
  });

  it.each([
    ['q', ['q']],
    [':q', [':', 'q', 'enter']],
  ])('is not given up by %s before that is asked', async (_, keys) => {
    for (const [answer, quits] of [
      ['n', false],
      ['escape', false],
      ['y', true],
    ] as const) {
      const explorer = await Explorer.of(FEW);
      await explorer.enter('e', 'out.csv');
      await explorer.press(...keys);
      expect(explorer.model.prompt?.purpose).toBe('quit');
      await explorer.press(answer);
      expect(explorer.model.prompt).toBeUndefined();
      expect(explorer.model.task?.text).toBe('writing out.csv');
      expect(explorer.asked.some(({ kind }) => kind === 'quit')).toBe(quits);
    }
  });

  it('must end before the file is read again or another is opened', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter('e', 'out.csv');
    await explorer.press('r');
    expect(explorer.message).toContain('another task is running');
    await explorer.enter('o', 'other.json');
    expect(explorer.message).toContain('another task is running');
    expect(explorer.asked.map(({ kind }) => kind)).toEqual(['export']);
  });

  it('runs one at a time', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter('e', 'one.csv');
    await explorer.enter('e', 'two.csv');
    expect(explorer.message).toContain('another task is running');
    expect(explorer.asked).toHaveLength(1);
  });

  it('completes what is typed with Tab', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('o', 's', 'tab');
    expect(explorer.asked).toEqual([{ kind: 'complete', text: 's' }]);
    const choices = ['sample-1.json', 'sample-2.json'];
    explorer.send({ kind: 'completed', of: 's', text: 'sample', choices });
    expect(explorer.model.prompt).toMatchObject({ text: 'sample', note: 'sample-1.json  sample-2.json' });
    explorer.send({ kind: 'completed', of: 'sample', text: 'sample', choices: [] });
    expect(explorer.model.prompt?.note).toBe('no file name begins with this');
    await explorer.press('x');
    explorer.send({ kind: 'completed', of: 'sample', text: 'sample-1.json', choices: ['sample-1.json'] });
    expect(explorer.model.prompt?.text).toBe('samplex');
  });
});

describe('a prompt', () => {
  it.each(['/', '&', ':', 'o', 'e'])(
    'opened by %s takes the keys that do something elsewhere',
    async (opening) => {
      const explorer = await Explorer.of(FEW);
      await explorer.press(opening, 'ctrl+u', 'q', 'space', '1', '?');
      expect(explorer.model.prompt?.text).toBe('q 1?');
      expect(explorer.asked).toEqual([]);
      await explorer.press('escape');
      expect([explorer.model.prompt, explorer.rows.length]).toEqual([undefined, 4]);
    },
  );

  it('closes on backspace when it is empty', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('/', 'a', 'backspace');
    expect(explorer.model.prompt).toBeDefined();
    await explorer.press('backspace');
    expect(explorer.model.prompt).toBeUndefined();
  });

  it('takes pasted text as one line; with no prompt open, a message says where text can go', async () => {
    const explorer = await Explorer.of(FEW);
    explorer.send({ kind: 'paste', text: 'q' });
    expect(explorer.message).toContain('paste into a prompt');
    await explorer.press('/');
    explorer.send({ kind: 'paste', text: 'dan\n' });
    await explorer.press('backspace', 'enter');
    expect(explorer.chosen[0]).toBe('dan');
  });
});

describe('leaving', () => {
  it('q quits the explorer with exit code 0', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('q');
    expect(explorer.asked).toEqual([{ kind: 'quit', exitCode: 0 }]);
  });

  it.each([
    [[]],
    [['/', 'x']],
    [['e']],
    [['?']],
    [['3', 'u']],
    [['3', 't']],
    [['3', 'enter']],
    [['4', '/', 'x']],
  ])('is done with ^C from anywhere (%j), as a program ends that was interrupted', async (keys) => {
    const explorer = await Explorer.of(FEW);
    await explorer.press(...keys, 'ctrl+c');
    expect(explorer.asked.at(-1)).toEqual({ kind: 'quit', exitCode: 130 });
  });

  it('suspends with ^Z and redraws with ^L, in a prompt too', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('/', 'ctrl+z', 'ctrl+l');
    expect(explorer.asked).toEqual([{ kind: 'suspend' }, { kind: 'redraw' }]);
  });
});

describe('another file', () => {
  const file = (name: string): FileState => ({
    name,
    sizeBytes: DAMAGED.length,
    isPipe: false,
    isSample: false,
    changed: false,
  });

  it('is opened by its path', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('o', ...'b.json', 'enter');
    expect(explorer.asked).toEqual([{ kind: 'open', path: 'b.json' }]);
  });

  it('replaces the one before entirely', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('2', '1', ']', 'down');
    explorer.send({ kind: 'opened', file: file('b.json') });
    const { model } = explorer;
    expect([model.tab, model.dataset, model.tables.sessions.shown, model.trail]).toEqual([
      'sessions',
      undefined,
      undefined,
      [],
    ]);
    expect(model.tables.sessions.sort).toEqual({ column: 'user_id', descending: false });
  });

  const REJECTED = '{"user_id": 7}\n';

  it('read again keeps the tab and the order', async () => {
    const explorer = await Explorer.of(FEW + REJECTED);
    await explorer.press('r');
    expect(explorer.asked).toEqual([{ kind: 'reload' }]);
    await explorer.press('l', 'l', ']', '3', 'd', 'l', 'l', 'l', 'l', '2', 'w');
    explorer.send({ kind: 'opened', file: file('events.json') });
    await explorer.load(datasetOf(FEW + REJECTED));
    expect([explorer.model.tab, explorer.model.tabs.skipped.pane]).toEqual(['skipped', 'rejections']);
    await explorer.press('1');
    expect(explorer.column('user_id')).toEqual(['dan', 'cid', 'Bob', 'ann']);
    await explorer.press('3');
    expect(explorer.chosen).toHaveLength(7);
  });

  it('ignores answers to queries about the file before', async () => {
    const explorer = await Explorer.of(FEW);
    explorer.send({ kind: 'key', key: ']' });
    const [query] = explorer.waiting.splice(0);
    explorer.send({ kind: 'opened', file: file('b.json') });
    await explorer.load(datasetOf(DAMAGED));
    if (query.kind !== 'query') throw new Error('rows were to be asked for');
    explorer.send({ kind: 'answered', id: query.id, answer: { kind: 'rows', rows: undefined, rowCount: 4 } });
    expect(explorer.column('user_id')).toEqual(['1', '2']);
  });

  it('is not a pipe that was read: that cannot be read again', async () => {
    const explorer = await Explorer.of(FEW, { file: { isPipe: true } });
    await explorer.press('r');
    expect([explorer.asked, explorer.message]).toEqual([[], 'a pipe cannot be read again']);
  });
});
