import { describe, expect, it } from 'vitest';
import { upTo } from '../helpers/dataset.ts';
import { DAMAGED, eventsOf, FEW, nameOf } from '../helpers/explored-files.ts';
import { datasetsOf, Explorer } from '../helpers/explorer.ts';

const ODD = upTo(50).map((at) => 2 * at + 1);
const EVEN = upTo(50).map((at) => 2 * at);

describe('while the file is loaded', () => {
  it('the cursor stays on its user, and that on its row of the screen, as sessions come in before it', async () => {
    const [first, all] = datasetsOf([eventsOf(ODD), eventsOf(EVEN)]);
    const explorer = new Explorer(eventsOf(ODD) + eventsOf(EVEN));
    await explorer.load(first);
    await explorer.press('pagedown', 'pagedown', 'down', 'down', 'down');
    const { cursor, top } = explorer.state.viewport;
    expect(explorer.chosen[0]).toBe(nameOf(71));
    await explorer.load(all);
    expect(explorer.rows).toHaveLength(100);
    expect(explorer.chosen[0]).toBe(nameOf(71));
    expect(explorer.state.viewport.cursor - explorer.state.viewport.top).toBe(cursor - top);
  });

  it('a cursor that no key has moved stays on the first row, whatever the size of the screen becomes', async () => {
    const [first, all] = datasetsOf([eventsOf(ODD), eventsOf(EVEN)]);
    const explorer = new Explorer(eventsOf(ODD) + eventsOf(EVEN));
    await explorer.load(first);
    await explorer.send({ kind: 'resized', columns: 80, rows: 24 }).settle();
    await explorer.load(all);
    expect(explorer.chosen[0]).toBe(nameOf(0));
    expect(explorer.state.viewport).toEqual({ cursor: 0, top: 0 });
  });

  it('the cursor that a key put on the first row stays on its user, with the rows above it in sight', async () => {
    const [first, all] = datasetsOf([eventsOf(ODD), eventsOf(EVEN)]);
    const explorer = new Explorer(eventsOf(ODD) + eventsOf(EVEN));
    await explorer.load(first);
    await explorer.press('g');
    expect(explorer.chosen[0]).toBe(nameOf(1));
    await explorer.load(all);
    expect(explorer.chosen[0]).toBe(nameOf(1));
    expect(explorer.state.viewport).toEqual({ cursor: 1, top: 0 });
  });

  it('the cursor stays on its reason, though another becomes more frequent', async () => {
    const parts = ['{"user_id": 1}\n', '{"user_id": 1, \n{]\n{]\n'];
    const [first, all] = datasetsOf(parts);
    const explorer = new Explorer(parts.join(''));
    await explorer.load(first);
    await explorer.press('2');
    await explorer.load(all);
    expect(explorer.model.tabs.skipped.reasons.cursor).toBe(1);
    await explorer.press('enter');
    expect(explorer.chosen[2]).toBe('event_time is missing');
  });

  it('the cursor stays on its user in any order and with any filter', async () => {
    const [first, all] = datasetsOf([eventsOf(ODD), eventsOf(EVEN)]);
    const explorer = new Explorer(eventsOf(ODD) + eventsOf(EVEN));
    await explorer.load(first);
    await explorer.press('l', ']');
    await explorer.enter('&', '!u9');
    await explorer.press('pagedown', 'pagedown', 'down');
    const { chosen } = explorer;
    await explorer.load(all);
    expect(explorer.rows).toHaveLength(90);
    expect(explorer.chosen).toEqual(chosen);
  });

  it('the cursor stays on the session that it was on where the user has several', async () => {
    const early = eventsOf([5]).replaceAll('T08', 'T01');
    const [first, all] = datasetsOf([eventsOf([1, 5]), early], { gapSeconds: 1800 });
    const explorer = new Explorer(eventsOf([1, 5]) + early, { settings: { gapSeconds: 1800 } });
    await explorer.load(first);
    await explorer.press('down');
    const [user, , ...others] = explorer.chosen;
    await explorer.load(all);
    expect(explorer.rows).toHaveLength(3);
    expect(explorer.chosen).toEqual([user, '2/2', ...others]);
  });

  it('Esc leads back to the same user, though sessions have come in', async () => {
    const [first, all] = datasetsOf([eventsOf(ODD), eventsOf(EVEN)]);
    const explorer = new Explorer(eventsOf(ODD) + eventsOf(EVEN));
    await explorer.load(first);
    await explorer.press('pagedown', 'enter');
    expect(explorer.column('user_id')[0]).toBe(nameOf(33));
    await explorer.load(all);
    await explorer.press('escape');
    expect(explorer.chosen[0]).toBe(nameOf(33));
    expect(explorer.rows).toHaveLength(100);
  });

  it('the window is the one that the trend suggests, until a person chooses one', async () => {
    const parts = [eventsOf(upTo(10)), eventsOf([90]), eventsOf([99])];
    const [first, more, all] = datasetsOf(parts);
    const explorer = new Explorer(parts.join(''));
    await explorer.load(first);
    await explorer.press('3');
    expect(explorer.rows).toHaveLength(30);
    await explorer.load(more);
    expect(explorer.rows).toHaveLength(33);
    await explorer.press('+');
    const { range } = explorer.model.scope;
    await explorer.load(all);
    expect(explorer.model.scope.range).toEqual(range);
    await explorer.press('0');
    expect(explorer.rows).toHaveLength(36);
  });

  it('all of the time, once chosen, stays all of the time', async () => {
    const parts = [eventsOf([...upTo(60), 99]), eventsOf([120])];
    const [first, all] = datasetsOf(parts);
    const explorer = new Explorer(parts.join(''));
    await explorer.load(first);
    await explorer.press('3');
    expect(explorer.rows).toHaveLength(183);
    await explorer.press('0');
    await explorer.load(all);
    expect(explorer.rows).toHaveLength(186);
  });

  it('an export is of all of the file once it is read to its end, though no event came since the last grouping', async () => {
    const [first, all] = datasetsOf([FEW, '\n']);
    expect(all.grouping).toBe(first.grouping);
    const explorer = new Explorer(`${FEW}\n`);
    await explorer.load(first);
    await explorer.load(all);
    await explorer.press('e', 'enter');
    expect(explorer.asked.at(-1)).toMatchObject({ exported: { dataset: { state: { kind: 'done' } } } });
  });

  it('rejections after the last event are among those that a filter finds', async () => {
    const [first, all] = datasetsOf([FEW, '{"user_id": 7}\n']);
    expect(all.grouping).toBe(first.grouping);
    const explorer = new Explorer(`${FEW}{"user_id": 7}\n`);
    await explorer.load(first);
    await explorer.press('2');
    await explorer.enter('&', 'user_id');
    await explorer.load(all);
    await explorer.press('w');
    expect(explorer.rows).toHaveLength(1);
  });

  it('rejections are listed as they come', async () => {
    const lines = DAMAGED.split(/(?<=\n)/);
    const [first, all] = datasetsOf([lines.slice(0, 4).join(''), lines.slice(4).join('')]);
    const explorer = new Explorer(DAMAGED);
    await explorer.load(first);
    await explorer.press('2', 'w', 'down');
    expect(explorer.column('line')).toEqual(['2', '4']);
    await explorer.load(all);
    expect(explorer.column('line')).toEqual(['2', '4', '5', '7', '8']);
    expect(explorer.chosen[0]).toBe('4');
  });
});

describe('answers', () => {
  it('that come too late are dropped', async () => {
    const explorer = await Explorer.of(FEW);
    explorer.send({ kind: 'key', key: ']' });
    const [late] = explorer.waiting.splice(0);
    await explorer.press('l', ']');
    const { rows } = explorer;
    expect(rows[0][0]).toBe('dan');
    if (late.kind !== 'query') throw new Error('rows were to be asked for');
    const rowsOfLate = new Uint32Array([0, 1, 2, 3]);
    explorer.send({ kind: 'answered', id: late.id, answer: { kind: 'rows', rows: rowsOfLate, rowCount: 4 } });
    expect(explorer.rows).toEqual(rows);
  });

  it('to an outdated query are not waited for: the query is cancelled', async () => {
    const explorer = await Explorer.of(FEW);
    explorer.send({ kind: 'key', key: ']' });
    explorer.send({ kind: 'key', key: 's' });
    explorer.send({ kind: 'key', key: 's' });
    const [first, ended, last] = explorer.waiting;
    expect([first, ended, last].map(({ kind }) => kind)).toEqual(['query', 'cancelQuery', 'query']);
    expect(first.kind === 'query' && ended.kind === 'cancelQuery' && first.id === ended.id).toBe(true);
  });

  it('that are there already are not requested again', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('l', ']');
    for (const key of ['2', '1', 'down', '?', 'escape', 'w']) explorer.send({ kind: 'key', key });
    expect(explorer.waiting).toEqual([]);
  });

  it('that fail are reported once, and not requested again and again', async () => {
    const explorer = await Explorer.of(FEW);
    explorer.send({ kind: 'key', key: ']' });
    const [query] = explorer.waiting.splice(0);
    if (query.kind !== 'query') throw new Error('rows were to be asked for');
    explorer.send({ kind: 'queryProgress', id: query.id, share: 0.4 });
    explorer.send({ kind: 'queryFailed', id: query.id, message: 'out of memory' });
    expect(explorer.message).toBe('out of memory');
    expect(explorer.model.pending.sessions?.share).toBeUndefined();
    for (const key of ['down', 'up', '2', '1']) explorer.send({ kind: 'key', key });
    expect(explorer.waiting.filter(({ kind }) => kind === 'query')).toEqual([]);
    expect(explorer.rows).toHaveLength(4);
    await explorer.press('l', '[');
    expect(explorer.chosen[0]).toBe('ann');
  });
});
