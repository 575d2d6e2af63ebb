import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../source/pipeline/columns/cooperative.ts';
import { userText } from '../../source/query/row-text.ts';
import { eventsOfUser, userOfRank } from '../../source/query/user-ranks.ts';
import { bytesOf } from '../helpers/arbitraries.ts';
import { datasetOf, eventLine, rowsOf, upTo } from '../helpers/dataset.ts';
import { outcomeOf } from '../helpers/outcome.ts';
import { scopeWith } from '../helpers/scopes.ts';

const AT = '2024-07-10T10:00:00Z';

/** How many users these `user_id` values name, and how many types if they are types, by either path. */
function distinct(...values: string[]): { users: number; types: number } {
  const asUsers = bytesOf(values.map((value) => eventLine(value, AT, '"view"')).join(''));
  const asTypes = bytesOf(values.map((value) => eventLine('1', AT, value)).join(''));
  const [users, usersOnSlowPath] = (['both', 'slow'] as const).map(
    (paths) => outcomeOf(asUsers, { paths }).stats.unique_users,
  );
  const [duplicates, duplicatesOnSlowPath] = (['both', 'slow'] as const).map(
    (paths) => outcomeOf(asTypes, { paths }).stats.duplicates_removed,
  );
  expect([usersOnSlowPath, duplicatesOnSlowPath]).toEqual([users, duplicates]);
  return { users, types: values.length - duplicates };
}

// U+DC80 to U+DCFF represent single bytes, see `bytesOf`.
describe('two texts are equal only if their bytes are', () => {
  it.each([
    ['Latin-1 letters that are both shown as U+FFFD', ['"J\udcf6rg"', '"J\udce4rg"', '"J\ufffdrg"'], 3],
    ['bytes that are no UTF-8, with an escape elsewhere or without', ['"J\udcf6rg"', '"J\udcf6\\u0072g"'], 1],
    ['lone surrogates', ['"\\ud800"', '"\\udfff"', '"\\ufffd"', '"u\\ud800"', '"u\\udfff"'], 5],
    ['a lone surrogate as an escape and as bytes', ['"u\\ud800"', '"u\udced\udca0\udc80"'], 1],
    ['a pair as escapes and as bytes', ['"u\\ud83d\\ude00"', '"u😀"', '"u\\uD83D\\uDE00"'], 1],
    ['a pair of which one half or both stand as three bytes', ['"u\\ud83d\udced\udcb8\udc80"', '"u😀"'], 2],
    ['text with and without escapes', ['"\\u00e9\\/\\n"', '"é/\\u000a"'], 1],
    ['composed and decomposed letters', ['"é"', '"e\u0301"'], 2],
  ])('%s', (_, values, count) => {
    expect(distinct(...values)).toEqual({ users: count, types: count });
  });

  it('when they are keys, too', () => {
    const read = (key: string): number =>
      outcomeOf(bytesOf(`{"${key}": 1, "event_time": "${AT}", "event_type": "view"}`), {
        settings: { userKey: 'n\ufffd' },
      }).stats.valid_events;
    expect(['n\ufffd', 'n\\ufffd', 'n\udcff', 'n\\ud800'].map(read)).toEqual([1, 1, 0, 0]);
  });
});

describe('users that look the same', () => {
  const ids = ['"J\udcf6rg"', '"J\udce4rg"', '"Jörg"', '"J\udcf6rg"', '"J\\ufffdrg"', '7', '"J\udce4rg"'];
  const dataset = datasetOf(ids.map((id, i) => eventLine(id, `2024-07-10T10:00:0${i}Z`, '"view"')).join(''));
  const { store, grouping } = dataset;
  if (grouping === undefined) throw new Error('a file that was read is grouped');

  it('are ordered by their bytes, after integers', () => {
    expect(upTo(grouping.uniqueUsers).map((rank) => userText(store, grouping, rank))).toEqual([
      '7',
      'Jörg',
      'J\ufffdrg',
      'J\ufffdrg',
      'J\ufffdrg',
    ]);
    // \xE4 comes before the three bytes of U+FFFD, and \xF6 after them.
    expect(
      upTo(5).map((rank) => [...runToEnd(eventsOfUser(store, grouping, userOfRank(store, grouping, rank)))]),
    ).toEqual([[5], [2], [1, 6], [4], [0, 3]]);
  });

  it('have their own events, and a search for what is shown finds them all', () => {
    const users = upTo(5).map((rank) => userOfRank(store, grouping, rank));
    const sort = { column: 'event_time', descending: false } as const;
    const events = users.map((user) =>
      rowsOf(dataset, { kind: 'events', scope: scopeWith({ user, duplicates: 'shown' }), sort }),
    );
    expect(events).toEqual([[5], [2], [1, 6], [4], [0, 3]]);
    const named = { kind: 'users', scope: scopeWith({}), pattern: 'J\ufffdrg' } as const;
    expect(rowsOf(dataset, named)).toEqual([2, 3, 4]);
  });
});
