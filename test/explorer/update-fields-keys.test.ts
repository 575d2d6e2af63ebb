import { describe, expect, it } from 'vitest';
import { upTo } from '../helpers/dataset.ts';
import { fieldsOf, found, keyOf, planned, WRONG } from '../helpers/fields.ts';
import type { KeyFacts } from '../helpers/plans.ts';

describe('finding a key by its name', () => {
  it.each([
    ['act', 'action'],
    ['ate', 'created'],
    ['ID', 'login'],
    ['i_d', 'id'],
    ['CREATED', 'login'],
  ])('%s goes to %s while it is typed', async (text, key) => {
    const explorer = await planned(WRONG);
    await explorer.press('M', '/', ...text);
    expect(keyOf(explorer)).toBe(key);
  });

  it('goes on with n and N, and says when there is none', async () => {
    const explorer = await planned(WRONG);
    await explorer.press('M', '/', ...'ed', 'enter');
    expect(keyOf(explorer)).toBe('created');
    await explorer.press('n');
    expect(keyOf(explorer)).toBe('loaded');
    await explorer.press('N', 'N');
    expect(keyOf(explorer)).toBe('loaded');
    await explorer.press('/', 'x', 'y');
    expect(explorer.model.prompt?.note).toBe('no key has this name');
  });

  it('gives n nothing to look for in the tabs', async () => {
    const explorer = await planned(WRONG);
    await explorer.press('M', '/', ...'ed', 'enter', 'escape');
    expect(explorer.model.search).toBeUndefined();
  });
});

describe('from a wrong plan', () => {
  // The keys, and what they lead to: R is among the six.
  it.each<[what: string, keys: readonly string[], settings: object]>([
    ['the first candidate of the user', ['M', 'u', 'R'], { userKey: 'login' }],
    ['the second candidate of the user', ['M', 'j', 'u', 'R'], { userKey: 'session' }],
    ['another time', ['M', 'w', 't', 'R'], { timeKey: 'created' }],
    ['another type', ['M', 'w', 'w', 'y', 'R'], { typeKey: 'action' }],
    ['the id', ['M', '{', 'i', 'R'], { idKey: 'id' }],
    ['another user and another time', ['M', 'u', 'w', 't', 'R'], { userKey: 'login', timeKey: 'created' }],
  ])('%s is at most six keys away', async (_, keys, settings) => {
    const explorer = await planned(WRONG);
    await explorer.press(...keys);
    expect(keys.length).toBeLessThanOrEqual(6);
    expect(explorer.asked).toEqual([{ kind: 'readAs', settings: expect.objectContaining(settings) }]);
  });

  it('each of the first three candidates of a role is at most six keys away', async () => {
    const facts: readonly KeyFacts[] = (['user', 'time', 'type', 'id'] as const).flatMap((role) =>
      upTo(3).map((rank) => ({ path: `${role}${rank}`, ranks: { [role]: rank }, timeFormats: ['iso'] })),
    );
    const wrong = { user: found('user0'), time: found('time0'), type: found('type0'), id: found('id0') };
    const jumps = { user: [], time: ['w'], type: ['w', 'w'], id: ['{'] };
    const make = { user: 'u', time: 't', type: 'y', id: 'i' };
    const text = JSON.stringify(Object.fromEntries(facts.map(({ path }) => [path, '2024-07-10'])));
    for (const role of ['user', 'time', 'type', 'id'] as const) {
      const explorer = await planned(wrong, text, facts);
      // A jump goes to the first candidate that is not chosen, the second one here.
      const keys = ['M', ...jumps[role], ...(role === 'user' ? ['j', 'j'] : ['j']), make[role]];
      expect(keys.length + 1).toBeLessThanOrEqual(6);
      await explorer.press(...keys);
      expect(fieldsOf(explorer).roleKeys[role]).toEqual([`${role}2`]);
    }
  });
});
