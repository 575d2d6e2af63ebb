import { describe, expect, it } from 'vitest';
import type { FileState } from '../../source/explorer/model/model.ts';
import { listedRowUnderCursor } from '../../source/explorer/tabs/skipped/panes.ts';
import { datasetsOf, Explorer } from '../helpers/explorer.ts';
import { event } from '../helpers/several-files.ts';

const FILE: FileState = {
  name: 'events.json',
  sizeBytes: 0,
  isPipe: false,
  isSample: false,
  changed: false,
};
const USERS = ['ann', 'bob', 'cid', 'dan', 'eve'];
const GOOD = USERS.map((user, minute) => event(user, minute)).join('');
const BAD = [1, 2, 3]
  .map((user) => `{"user_id": ${user}, "event_time": "never", "event_type": "a"}\n`)
  .join('');
const TEXT = BAD + GOOD;

/** The same file read again, with more at its end: in two parts, the first of which ends before what is looked for. */
async function readAgain(explorer: Explorer): Promise<Explorer> {
  const half = BAD.length + event('ann', 0).length;
  const again = TEXT + event('aaa', 9);
  explorer.send({ kind: 'opened', file: { ...FILE, sizeBytes: again.length } });
  for (const dataset of datasetsOf([again.slice(0, half), again.slice(half)])) await explorer.load(dataset);
  return explorer;
}

describe('a file that is read again', () => {
  it('has the cursor on the session that it was on, though others came before it', async () => {
    const explorer = await Explorer.of(TEXT, { keys: ['down', 'down', 'down'] });
    expect(explorer.chosen[0]).toBe('dan');
    await readAgain(explorer);
    expect(explorer.chosen[0]).toBe('dan');
    expect(explorer.rows[0][0]).toBe('aaa');
  });

  it('has the cursor on the event and the rejection that it was on, and the same tab', async () => {
    const explorer = await Explorer.of(TEXT, { keys: ['3', 'down', 'down', '2', 'w', 'down'] });
    await readAgain(explorer);
    expect(explorer.model.tab).toBe('skipped');
    expect(explorer.state.viewport.cursor).toBe(1);
    await explorer.press('3');
    expect(explorer.chosen).toContain('cid');
  });

  it('shows the place of Original that was shown', async () => {
    const explorer = await Explorer.of(TEXT, { keys: ['4', 'down', 'down'] });
    const { cursor } = explorer.original;
    await readAgain(explorer);
    expect(explorer.original.cursor).toBe(cursor);
  });

  it('has the cursor on the reason that it was on, which was not as frequent at first', async () => {
    const explorer = await Explorer.of('{}\n{"a"}\n{"a"}\n', { keys: ['2'] });
    explorer.send({ kind: 'opened', file: FILE });
    const parts = datasetsOf(['{}\n{}\n{"a"}\n', '{"a"}\n{"a"}\n']);
    const cursors: unknown[] = [];
    for (const dataset of parts) {
      await explorer.load(dataset);
      cursors.push(listedRowUnderCursor(explorer.model)?.name);
    }
    expect(cursors).toEqual(['json_decode_error', 'json_decode_error']);
    expect(explorer.reasons[0]).toEqual(['json_decode_error', 3]);
  });

  it('leaves a cursor alone that was moved since', async () => {
    const explorer = await Explorer.of(TEXT, { keys: ['down', 'down', 'down'] });
    explorer.send({ kind: 'opened', file: FILE });
    const [first, second] = datasetsOf([TEXT.slice(0, BAD.length) + event('ann', 0), event('bob', 1)]);
    await explorer.load(first);
    await explorer.press('g');
    await explorer.load(second);
    expect(explorer.chosen[0]).toBe('ann');
  });
});
