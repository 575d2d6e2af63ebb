import { describe, expect, it } from 'vitest';
import { userText } from '../../source/query/row-text.ts';
import { WHOLE_SCOPE } from '../../source/query/scope.ts';
import { datasetOf, eventLine, rowsOf, upTo } from '../helpers/dataset.ts';

const AT = '2024-07-10T11:00:00Z';

function usersOf(dataset: ReturnType<typeof datasetOf>, pattern?: string): string[] {
  const { store, grouping } = dataset;
  if (grouping === undefined) return [];
  return rowsOf(dataset, { kind: 'users', scope: WHOLE_SCOPE, pattern }).map((rank) =>
    userText(store, grouping, rank),
  );
}

describe('rows of users', () => {
  const ids = ['"u-2"', '7', '-3', '2000000', '0', '"U-1"', '7'];
  const dataset = datasetOf(ids.map((id) => eventLine(id, AT, '"view"')).join(''));

  it('are the users with an event, integers by value, then strings by code point', () => {
    expect(usersOf(dataset)).toEqual(['-3', '0', '7', '2000000', 'U-1', 'u-2']);
  });

  it('match a filter by their id', () => {
    expect(usersOf(dataset, 'u-')).toEqual(['U-1', 'u-2']);
    expect(usersOf(dataset, 'U-')).toEqual(['U-1']);
    expect(usersOf(dataset, '/(/')).toEqual([]);
    expect(usersOf(dataset, '/^-?\\d$/')).toEqual(['-3', '0', '7']);
  });

  it('are all users, in order of rank, without a filter', () => {
    const dense = datasetOf(['0', '1', '2'].map((id) => eventLine(id, AT, '"view"')).join(''));
    expect(usersOf(dense)).toEqual(['0', '1', '2']);
    expect(rowsOf(dense, { kind: 'users', scope: WHOLE_SCOPE, pattern: undefined })).toEqual(upTo(3));
  });

  it('are empty without events', () => {
    expect(usersOf(datasetOf('{}'))).toEqual([]);
  });
});
