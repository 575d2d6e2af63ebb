import { describe, expect, it } from 'vitest';
import { FEW } from '../helpers/explored-files.ts';
import { datasetsOf, Explorer } from '../helpers/explorer.ts';
import { textsOf } from '../ui/frames.tsx';

describe('z', () => {
  it('cuts the sessions by a gap at once, and shows the longest first', async () => {
    const explorer = await Explorer.of(FEW);
    expect(explorer.rows).toHaveLength(4);
    await explorer.press('z', ...'20m', 'enter');
    expect(explorer.column('user_id')).toEqual(['dan', 'cid', 'Bob', 'Bob', 'ann', 'cid']);
    expect(explorer.column('session')).toEqual(['1/1', '1/2', '1/2', '2/2', '1/1', '2/2']);
    expect(explorer.column('duration_seconds').slice(0, 2)).toEqual(['20m 00s', '5m 00s']);
    expect(explorer.state.sort).toEqual({ column: 'duration_seconds', descending: true });
    expect(textsOf(explorer.model).join('\n')).toContain('gap 20m (z)');
  });

  it('none has one session per user again, by user', async () => {
    const explorer = await Explorer.of(FEW, { settings: { gapSeconds: 60 } });
    expect(explorer.state.sort).toEqual({ column: 'duration_seconds', descending: true });
    await explorer.press('z', ...'none', 'enter');
    expect(explorer.column('user_id')).toEqual(['Bob', 'ann', 'cid', 'dan']);
    expect(explorer.columnsSeen).not.toContain('session');
  });

  it('another gap keeps the order that was chosen, and the cursor on its session', async () => {
    const explorer = await Explorer.of(FEW, { settings: { gapSeconds: 1 } });
    await explorer.press('l', 'l', ']', 'down', 'down');
    const [user, , start] = explorer.chosen;
    await explorer.press('z', ...'25m', 'enter');
    expect(explorer.state.sort).toEqual({ column: 'session_start', descending: true });
    expect([explorer.chosen[0], explorer.chosen[2]]).toEqual([user, '2024-07-10 11:00:00']);
    expect(start).toBe('2024-07-10 11:01:00');
  });

  it('says what a gap looks like when something else is typed, and takes what is corrected', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('z', ...'30', 'enter');
    expect(explorer.model.prompt?.note).toContain('90s, 30m, 1h30m or 1d; none');
    await explorer.press('m', 'enter');
    expect(explorer.model.options.gapSeconds).toBe(1800);
  });

  it('has the last gaps on Up, the latest first, and what was typed on Down', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('z', ...'90s', 'enter', 'z', ...'2h', 'enter', 'z', '5');
    const texts: (string | undefined)[] = [];
    for (const key of ['up', 'up', 'up', 'down', 'down', 'down', 'down']) {
      await explorer.press(key);
      texts.push(explorer.model.prompt?.text);
    }
    expect(texts).toEqual(['2h', '90s', '30m', '90s', '2h', '5', '5']);
  });

  it('works in Events too, and stays when the file is read again', async () => {
    const explorer = await Explorer.of(FEW, { keys: ['3', 'z', ...'1h', 'enter'] });
    expect(explorer.model.dataset?.grouping?.gapSeconds).toBe(3600);
    const { file } = explorer.model;
    await explorer.send({ kind: 'opened', file }).settle();
    expect(explorer.model.options.gapSeconds).toBe(3600);
  });

  it('works before anything is read, and while sessions are cut the keys wait for them', async () => {
    const [dataset] = datasetsOf([FEW]);
    const explorer = new Explorer(FEW);
    await explorer.press('z', ...'20m', 'enter');
    expect(explorer.asked.map(({ kind }) => kind)).toEqual(['setGap']);
    await explorer.load(dataset);
    explorer.send({ kind: 'gapProgress', share: 0.5 });
    expect(textsOf(explorer.model).at(-1)).toContain('cutting sessions 50%');
    await explorer.press('enter');
    expect(explorer.model.tab).toBe('sessions');
    const [cut] = datasetsOf([FEW], { gapSeconds: 1200 });
    await explorer.load(cut);
    expect(explorer.model.tab).toBe('events');
    expect(explorer.column('user_id')[0]).toBe('dan');
  });
});
