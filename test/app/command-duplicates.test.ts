import { describe, expect, it } from 'vitest';
import { inFolder } from '../helpers/command.ts';
import { upTo } from '../helpers/dataset.ts';

/** Three purchases at one instant, and the first of them again, written in another way. */
const PURCHASES = `{"event_id": "p0", "user_id": "ana", "event_time": "2024-05-03T09:00:00", "event_type": "buy", "product": {"id": "a", "price": 10}}
{"event_id": "p1", "user_id": "ana", "event_time": "2024-05-03T09:00:00", "event_type": "buy", "product": {"id": "b", "price": 11}}
{"event_id": "p2", "user_id": "ana", "event_time": "2024-05-03T09:00:00", "event_type": "buy", "product": {"id": "c", "price": 12}, "a note": 1}
{ "product": {"price": 10.0, "id": "\\u0061"}, "event_type": "buy", "event_time": "2024-05-03T09:00:00", "user_id": "ana", "event_id": "p0" }
`;

const DUPLICATES = `event,duplicate_of,user_id,event_time,event_type,line,offset,differs
2,1,ana,2024-05-03T09:00:00Z,buy,2,132,event_id product
3,1,ana,2024-05-03T09:00:00Z,buy,3,264,"event_id product ""a note"""
4,1,ana,2024-05-03T09:00:00Z,buy,4,409,
`;

const WARNING =
  '3 duplicates removed, 2 of 3 looked at differ, in event_id, product and a note: --id-key event_id keeps them';

describe.concurrent('duplicates that hold other values', () => {
  it(
    'are counted apart from copies, with the keys that differ and the key that would keep them',
    inFolder(async (folder) => {
      await folder.write('buys.jsonl', PURCHASES);
      const ended = await folder.run(['buys.jsonl', '--dupes-out', 'd.csv']);
      expect(await folder.read('d.csv')).toBe(DUPLICATES);
      expect(ended.stderr).toContain(`warning: ${WARNING}`);
      expect(ended.code).toBe(0);
      const { stdout } = await folder.run(['buys.jsonl', '--plan', '--json']);
      await folder.write('plan.json', stdout);
      const planned = await folder.run(['buys.jsonl', '--plan-file', 'plan.json']);
      expect(planned.stderr).toContain(`warning: ${WARNING}`);
    }),
  );

  it(
    'are counted in --json, from a pipe too',
    inFolder(async (folder) => {
      await folder.write('buys.jsonl', PURCHASES);
      const fromFile = JSON.parse((await folder.run(['buys.jsonl', '--json'])).stdout);
      const { stdout } = await folder.run(['-', '--json', '--dupes-out', 'd.csv'], {
        stdin: { piped: PURCHASES },
      });
      expect(await folder.read('d.csv')).toBe(DUPLICATES);
      for (const { duplicates_that_differ, warnings } of [fromFile, JSON.parse(stdout)]) {
        expect(duplicates_that_differ).toEqual({
          ...{ count: 2, of: 3, exact: true },
          keys: [
            { key: 'event_id', count: 2 },
            { key: 'product', count: 2 },
            { key: 'a note', count: 1 },
          ],
        });
        expect(warnings).toEqual([WARNING]);
      }
    }),
  );

  it(
    'are estimated from a thousand where there are more, and counted where all are written',
    inFolder(async (folder) => {
      const count = 4000;
      const line = (i: number) =>
        `{"user_id": 7, "event_time": "2024-05-03T09:00:00Z", "event_type": "a", "uuid": "u${i}", "n": ${i % 2}}\n`;
      await folder.write('many.jsonl', upTo(count).map(line).join(''));
      const estimated = JSON.parse((await folder.run(['many.jsonl', '--json'])).stdout);
      expect(estimated.duplicates_that_differ).toMatchObject({ count: 1000, of: 1000, exact: false });
      expect(estimated.warnings).toEqual([
        '3,999 duplicates removed, 1,000 of 1,000 looked at differ, in uuid and n: --id-key uuid keeps them',
      ]);
      const counted = JSON.parse((await folder.run(['many.jsonl', '--json', '--dupes-out', 'd'])).stdout);
      expect(counted.duplicates_that_differ).toEqual({
        ...{ count: 3999, of: 3999, exact: true },
        keys: [
          { key: 'uuid', count: 3999 },
          { key: 'n', count: 2000 },
        ],
      });
    }),
  );

  it(
    'are reported as unknown if the input is too long to be kept and cannot be read again',
    inFolder(async (folder) => {
      const line = `{"user_id": 7, "event_time": "2024-05-03T09:00:00Z", "event_type": "a", "pad": "${'x'.repeat(1000)}"}\n`;
      const piped = line.repeat(16_000);
      const { stdout } = await folder.run(['-', '--json', '--dupes-out', 'd'], { stdin: { piped } });
      const { duplicates_that_differ, duplicates_removed, warnings } = JSON.parse(stdout);
      expect(duplicates_removed).toBe(15_999);
      expect(duplicates_that_differ).toBeUndefined();
      expect(warnings).toBeUndefined();
      expect((await folder.read('d')).split('\n')[1]).toMatch(/,\?$/);
    }),
  );

  it(
    'are not spoken of where all are copies, nor where there are none',
    inFolder(async (folder) => {
      const [copy, other] = PURCHASES.split('\n');
      await folder.write('copies.jsonl', `${copy}\n${copy}\n${copy}\n`);
      const copies = await folder.run(['copies.jsonl', '--json']);
      expect(JSON.parse(copies.stdout)).toMatchObject({
        duplicates_removed: 2,
        duplicates_that_differ: { count: 0, of: 2, exact: true, keys: [] },
      });
      expect(JSON.parse(copies.stdout)).not.toHaveProperty('warnings');
      await folder.write('none.jsonl', `${copy}\n${other.replace('09:00', '09:01')}\n`);
      expect((await folder.run(['none.jsonl', '--json'])).stdout).not.toContain('differ');
    }),
  );

  it(
    'have no key that would keep them where none is another in each',
    inFolder(async (folder) => {
      const lines = upTo(10).map(
        (i) =>
          `{"user_id": 7, "event_time": "2024-05-03T09:00:00Z", "event_type": "a", "session_id": "s${i}", "id": ${i % 2}}\n`,
      );
      await folder.write('some.jsonl', lines.join(''));
      expect((await folder.run(['some.jsonl'])).stderr).toBe(
        'warning: 9 duplicates removed, 9 of 9 looked at differ, in session_id and id\n',
      );
    }),
  );
});
