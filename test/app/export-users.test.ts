import { describe, expect, it } from 'vitest';
import { userNumbers } from '../../source/app/explorer/user-numbers.ts';
import type { Exported } from '../../source/explorer/model/effect.ts';
import { CsvRows } from '../../source/output/formats/csv-rows.ts';
import { SELECTION_TABLES } from '../../source/output/tables/selection.ts';
import { decodeUtf8 } from '../../source/pipeline/text/bytes.ts';
import { bytesOf } from '../helpers/arbitraries.ts';
import { eventLine, readerOf } from '../helpers/dataset.ts';
import { DAMAGED, FEW } from '../helpers/explored-files.ts';
import { Explorer } from '../helpers/explorer.ts';

/** The rows that e would write of the users, after some keys. */
async function usersAfter(text: string, ...keys: readonly string[]): Promise<string[]> {
  const explorer = await Explorer.of(text, { keys: ['U', ...keys] });
  await explorer.enter('e', 'users.csv');
  const effect = explorer.asked.find(({ kind }) => kind === 'export');
  const exported = effect?.kind === 'export' ? effect.exported : undefined;
  if (exported?.what !== 'users') throw new Error('no users are exported');
  const readRecord = readerOf(bytesOf(text));
  const users = await userNumbers(
    exported as Exclude<Exported, { what: 'file' }>,
    readRecord,
    () => undefined,
  );
  const { dataset, rows, unfolded } = exported;
  const table = SELECTION_TABLES.users({ dataset, readRecord, users, unfolded }, rows);
  if (table === undefined) throw new Error('nothing is grouped');
  const csv = new CsvRows();
  expect(table.makeRows(csv, 0, table.size)).toBe(table.size);
  const header = table.columns.map(({ name }) => name).join(',');
  return [header, ...decodeUtf8(csv.rows).trimEnd().split('\n')];
}

describe('users that are exported', () => {
  it('have what the list of users shows, in its order', async () => {
    expect(await usersAfter(FEW)).toEqual([
      'user_id,sessions,event_count,duplicates,rejections,first_event,last_event',
      'dan,1,4,0,0,2024-07-10T11:00:00Z,2024-07-10T11:20:00Z',
      'cid,1,3,0,0,2024-07-10T10:00:00Z,2024-07-10T10:40:00Z',
      'Bob,1,2,0,0,2024-07-10T09:00:00Z,2024-07-10T09:30:00Z',
      'ann,1,1,0,0,2024-07-10T08:00:00Z,2024-07-10T08:00:00Z',
    ]);
    expect((await usersAfter(DAMAGED))[2]).toBe('2,1,1,0,1,2024-07-10T08:20:00Z,2024-07-10T08:20:00Z');
  });

  it('are those that a filter leaves, with their sessions that it leaves', async () => {
    const rows = await usersAfter(FEW, 'z', ...'20m', 'enter', '&', ...'event_count=2', 'enter');
    expect(rows.slice(1)).toEqual(['cid,1,2,0,0,2024-07-10T10:00:00Z,2024-07-10T10:05:00Z']);
  });

  it('have the counts of each type while these are unfolded, of the sessions that are left, without hidden columns', async () => {
    expect(await usersAfter(FEW + FEW, '+')).toEqual([
      'user_id,event_count,login,view,buy,logout',
      'dan,4,1,2,0,1',
      'cid,3,1,1,1,0',
      'Bob,2,1,1,0,0',
      'ann,1,1,0,0,0',
    ]);
    const narrowed = ['z', ...'20m', 'enter', '&', ...'event_count=2', 'enter'];
    expect(await usersAfter(FEW, ...narrowed, '+', 'right', 'H', 'right', 'H')).toEqual([
      'user_id,login,buy,logout',
      'cid,1,0,0',
    ]);
  });

  it('have no two columns of one name, whatever the types are called', async () => {
    const types = ['"user_id"', '""', '"(empty)"', '"a,b"'];
    const text = types.map((type) => eventLine('1', '2024-07-10T08:00:00Z', type)).join('');
    expect(await usersAfter(text, '+')).toEqual([
      'user_id,event_count,event_type=user_id,(empty),event_type=(empty),a,b',
      '1,4,1,1,1,1',
    ]);
  });
});
