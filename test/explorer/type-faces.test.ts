import { describe, expect, it } from 'vitest';
import { chartSeries } from '../../source/explorer/chart/series.ts';
import { typeFaces } from '../../source/explorer/chart/type-faces.ts';
import { trendView } from '../../source/explorer/tabs/events/trend-view.ts';
import { eventLine, upTo } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';

/** Many searches of one user, and one share of another. */
const TWO_USERS = [
  ...upTo(9).map((at) => eventLine('1', `2024-07-10T08:0${at}:00Z`, '"search"')),
  eventLine('2', '2024-07-10T09:00:00Z', '"share"'),
].join('');

describe('a type', () => {
  it('has the letter and the colour that it has in the whole file, whatever is looked at', async () => {
    const explorer = await Explorer.of(TWO_USERS, { keys: ['G', 'enter'] });
    const { dataset, tabs } = explorer.model;
    const counts = tabs.sessions.totals?.counts;
    const faces = dataset && counts && typeFaces(counts, [], dataset.store);
    const [share] = trendView(explorer.model)?.types ?? [];
    expect(share).toMatchObject({ name: 'share', letter: 'h', ...faces?.get(share.type) });
  });

  it('keeps them where nine types are ordered in another way', () => {
    const counted = (counts: readonly number[]) =>
      counts.map((count, type) => ({ type, name: `${'abcdefghi'[type]}o`, count }));
    const facesOf = (counts: readonly number[], known?: Parameters<typeof chartSeries>[2]) =>
      new Map(
        chartSeries(counted(counts), new Set(), known).map(({ types: [type], letter, style }) => [
          type,
          { letter, style },
        ]),
      );
    const whole = facesOf([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(whole.get(8)).toEqual({ letter: 'i', style: 'series8' });
    expect(facesOf([9, 8, 7, 6, 5, 1, 3, 2, 4], whole)).toEqual(whole);
  });

  it('that is not among the largest of the file gets a letter and a colour that are free', () => {
    const known = new Map([[1, { letter: 's', style: 'series0' } as const]]);
    const types = [
      { type: 1, name: 'search', count: 9 },
      { type: 2, name: 'share', count: 5 },
    ];
    const [first, second] = chartSeries(types, new Set(), known);
    expect([first.letter, first.style, second.letter]).toEqual(['s', 'series0', 'h']);
    expect(second.style).not.toBe('series0');
  });
});
