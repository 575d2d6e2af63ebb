import { describe, expect, it } from 'vitest';
import { upTo } from '../helpers/dataset.ts';
import { DAMAGED, eventsOf, FEW, nameOf } from '../helpers/explored-files.ts';
import { datasetsOf, Explorer } from '../helpers/explorer.ts';

describe('a filter', () => {
  it('keeps the rows that have its text, and goes to the first; Esc brings back all rows, the cursor stays on its row', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(60)));
    await explorer.press('pagedown', 'pagedown', 'down');
    await explorer.enter('&', 'u5');
    expect(explorer.column('user_id')).toEqual(upTo(10).map((at) => nameOf(50 + at)));
    expect(explorer.chosen[0]).toBe('u50');
    await explorer.press('escape');
    expect(explorer.rows).toHaveLength(60);
    expect(explorer.chosen[0]).toBe('u50');
  });

  it('with ! in front leaves out the rows that have its text', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter('&', '!ann');
    expect(explorer.column('user_id')).toEqual(['Bob', 'cid', 'dan']);
  });

  it.each([
    // An event of cid's is a `buy`.
    ['b', ['Bob', 'cid']],
    ['B', ['Bob']],
    ['A', []],
    ['a', ['ann', 'dan']],
    ['/^[a-c]/', ['Bob', 'ann', 'cid']],
    ['/^[A-C]/', ['Bob']],
    ['!/n$/', ['Bob', 'cid']],
    ['11:2', ['dan']],
  ])('of %j shows %j: small letters are either, capitals are capitals', async (text, users) => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter('&', text);
    expect(explorer.column('user_id')).toEqual(users);
  });

  it('is in its prompt, to be changed; an empty one shows all rows', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter('&', '!dan');
    await explorer.press('&');
    expect(explorer.model.prompt?.text).toBe('!dan');
    await explorer.press('ctrl+u', 'enter');
    expect(explorer.rows).toHaveLength(4);
    await explorer.enter('/', 'dan');
    await explorer.press('/', 'up');
    expect(explorer.model.prompt?.text).toBe('dan');
  });

  it('changed in the same place is one step: Esc undoes it whole', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter('&', 'a');
    await explorer.enter('&', 'an');
    await explorer.enter('&', 'ann');
    await explorer.press('escape');
    expect(explorer.rows).toHaveLength(4);
    await explorer.press('escape');
    expect(explorer.message).toContain('nothing to step back to');
  });

  it.each(['/', '&'])(
    'or search that is no regular expression stays to be corrected, and nothing changes (%s)',
    async (key) => {
      const explorer = await Explorer.of(FEW);
      await explorer.press('down', key, ...'/(/');
      expect(explorer.model.prompt?.note).toContain('not a regular expression');
      await explorer.press('enter');
      expect(explorer.model.prompt).toMatchObject({
        text: '/(/',
        note: expect.stringMatching(/^not a regular/),
      });
      await explorer.press('escape');
      expect(explorer.rows).toHaveLength(4);
      expect(explorer.chosen[0]).toBe('ann');
    },
  );

  it('matches the text of rejected records', async () => {
    const explorer = await Explorer.of(DAMAGED);
    await explorer.press('2', 'w');
    await explorer.enter('&', 'tuesday');
    expect(explorer.column('event_time')).toEqual(['Tuesday']);
  });

  it('for duplicates shows them, and the sessions that hold some', async () => {
    const explorer = await Explorer.of(FEW + FEW.split('\n').slice(2, 4).join('\n'));
    await explorer.enter('&', 'dup');
    expect(explorer.message).toBe('duplicates alone, as dup asks for them');
    expect(explorer.column('user_id')).toEqual(['Bob', 'cid']);
    await explorer.press('3');
    expect(explorer.column('user_id')).toEqual(['Bob', 'cid']);
    await explorer.press('escape');
    expect(explorer.model.chips).toEqual(['duplicates']);
  });

  it('is one for all tabs, wherever it is typed', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('4');
    await explorer.enter('&', 'ann');
    await explorer.press('1');
    expect(explorer.column('user_id')).toEqual(['ann']);
    await explorer.press('3');
    expect(new Set(explorer.column('user_id'))).toEqual(new Set(['ann']));
  });
});

describe('a search', () => {
  it('goes to the next row that matches; n and N go on, wrap and say so', async () => {
    const explorer = await Explorer.of(FEW);
    const go = async (...keys: string[]): Promise<[string, string]> => {
      await explorer.press(...keys);
      return [explorer.chosen[0], explorer.message];
    };
    expect(await go('/', 'a', 'n', 'enter')).toEqual(['ann', '']);
    expect(await go('n')).toEqual(['dan', '']);
    expect(await go('n')).toEqual(['ann', 'search wrapped to the top: row 2']);
    expect(await go('N')).toEqual(['dan', 'search wrapped to the bottom: row 4']);
    expect(await go('N')).toEqual(['ann', '']);
  });

  it('says that it wrapped from the last row, and from the first', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('G');
    await explorer.enter('/', 'bob');
    expect([explorer.chosen[0], explorer.message]).toEqual(['Bob', 'search wrapped to the top: row 1']);
    await explorer.enter('/', 'o');
    await explorer.press('g');
    await explorer.enter('/', 'dan');
    await explorer.press('g', 'N');
    expect([explorer.chosen[0], explorer.message]).toEqual(['dan', 'search wrapped to the bottom: row 4']);
  });

  it('without a match says so and stays; one that finds only its own row says so too', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('down');
    await explorer.enter('/', 'zoe');
    expect([explorer.chosen[0], explorer.message]).toEqual(['ann', 'no row has zoe']);
    await explorer.enter('/', 'ann');
    expect(explorer.message).toBe('only match');
  });

  it('for an empty text repeats the last one', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter('/', 'an');
    const { chosen } = explorer;
    await explorer.enter('/', '');
    expect(explorer.chosen).not.toEqual(chosen);
    expect(explorer.chosen[0]).toContain('an');
  });

  it('is undone by Esc, back to the row where it began', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter('/', 'dan');
    await explorer.press('n', 'N', 'escape');
    expect(explorer.chosen[0]).toBe('Bob');
  });

  it('that is under way is ended by Esc', async () => {
    const explorer = await Explorer.of(FEW);
    for (const key of ['/', 'd', 'enter', 'escape']) explorer.send({ kind: 'key', key });
    expect(explorer.waiting.map(({ kind }) => kind)).toEqual(['query', 'cancelQuery']);
    await explorer.settle();
    expect(explorer.chosen[0]).toBe('Bob');
  });

  it('continues among the rows that come while it is under way', async () => {
    const [first, all] = datasetsOf([eventsOf([3, 5]), eventsOf([4, 7])]);
    const explorer = new Explorer(eventsOf([3, 5]) + eventsOf([4, 7]));
    await explorer.load(first);
    await explorer.press('l', ']');
    for (const key of ['/', ...nameOf(7), 'enter']) explorer.send({ kind: 'key', key });
    const find = explorer.waiting.splice(0);
    await explorer.load(all);
    explorer.waiting.push(...find);
    await explorer.settle();
    expect([explorer.chosen[0], explorer.model.pending.find]).toEqual([nameOf(7), undefined]);
  });

  it('must come before n has a next match', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('n');
    expect(explorer.message).toContain('nothing to search for yet');
  });

  it('covers the whole file in Original and wraps, or says that there is no match', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(60)));
    await explorer.press('4');
    await explorer.enter('/', 'u30');
    expect(explorer.original.cursor).toContain('"u30"');
    await explorer.press('n', 'n', 'n');
    expect(explorer.original.cursor).toContain('"u30"');
    expect(explorer.message).toBe('search wrapped to the other end of the file');
    await explorer.enter('/', 'u77');
    expect(explorer.message).toBe('u77 is not in the file');
    expect(explorer.original.cursor).toContain('"u30"');
  });
});
