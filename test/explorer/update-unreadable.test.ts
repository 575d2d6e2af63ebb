import { describe, expect, it } from 'vitest';
import { infoRows } from '../../source/explorer/overlays/info-rows.ts';
import { eventsOf, FEW } from '../helpers/explored-files.ts';
import { datasetsOf, Explorer, failedAt } from '../helpers/explorer.ts';

/** The state of the load, as the info overlay has it. */
function infoOf({ model }: Explorer): string | undefined {
  return infoRows(model).find(({ name }) => name === 'state')?.value;
}

describe('a file in which there is nothing', () => {
  it('is reported as empty, with what to do', async () => {
    const explorer = await Explorer.of('');
    expect(explorer.message).toBe('events.json is empty; o opens another file');
    await explorer.press('1', 'enter', '2', 'enter', '3', 'enter', '4', 'G', 'enter');
    expect(explorer.message).toBe('no record begins here or before');
  });

  it('is not called empty where its files were left out', async () => {
    const [empty] = datasetsOf(['']);
    const fileTally = { ...empty.fileTally, recordless: 3, ownTables: 2 };
    const explorer = await new Explorer('').load({ ...empty, fileTally });
    expect(explorer.message).toBe(
      'no file of events.json is read: 3 without a record, 2 written by this program; o opens another',
    );
  });

  it('is reported as having no JSON object, with what to do', async () => {
    const explorer = await Explorer.of('a,b,c\n1,2,3\n');
    expect(explorer.message).toContain('no JSON object was found');
    expect(explorer.message).toContain('4 shows it, o opens another');
    await explorer.press('4');
    expect(explorer.original.rows).toEqual(['a,b,c', '1,2,3']);
  });

  it('that could not be read to its end says so, and what was read can be explored', async () => {
    const [first] = datasetsOf([FEW, FEW]);
    const explorer = new Explorer(FEW + FEW);
    await explorer.load(first);
    await explorer.load(failedAt(first, FEW.length, 'EIO: i/o error'));
    expect(explorer.message).toBe('EIO: i/o error; what was read before can be explored, r reads again');
    expect(infoOf(explorer)).toBe(`failed at byte ${FEW.length}: EIO: i/o error`);
    await explorer.press('down', 'enter');
    expect(explorer.rows).toHaveLength(1);
  });

  it('that became shorter while it was read keeps saying so, and not only that it has changed', async () => {
    const [first] = datasetsOf([FEW, FEW]);
    const explorer = new Explorer(FEW + FEW);
    await explorer.load(failedAt(first, FEW.length, 'it became shorter'));
    explorer.send({ kind: 'fileChanged', changed: true });
    expect(explorer.message).toBe('it became shorter; what was read before can be explored, r reads again');
  });

  it('that could not be read to its end says so once, though sessions are cut again afterwards', async () => {
    const [first] = datasetsOf([FEW, FEW]);
    const explorer = new Explorer(FEW + FEW);
    const failed = failedAt(first, FEW.length, 'EIO: i/o error');
    await explorer.load(failed);
    await explorer.press('down');
    await explorer.load(failed);
    expect(explorer.message).toBe('');
  });

  it('whose loading thread died says so, and what was read can be explored', async () => {
    const [first] = datasetsOf([FEW, FEW]);
    const explorer = new Explorer(FEW + FEW);
    await explorer.load(first);
    explorer.send({ kind: 'loaderDied', message: 'out of memory' });
    expect(explorer.message).toBe('out of memory; what was read before can be explored, r reads again');
    expect(infoOf(explorer)).toBe('failed: out of memory');
    await explorer.enter('/', 'zoe');
    expect(explorer.message).not.toContain('so far');
  });

  it('that changed on disk is reported once, with what to do', async () => {
    const explorer = await Explorer.of(FEW);
    explorer.send({ kind: 'fileChanged', changed: true });
    expect(explorer.message).toBe('events.json changed on disk; r reads it again');
    await explorer.press('down');
    explorer.send({ kind: 'fileChanged', changed: true });
    expect(explorer.message).toBe('');
  });

  it('no search says that there is no match in a file that is still being read', async () => {
    const [first, all] = datasetsOf([eventsOf([1, 2]), eventsOf([3])]);
    const explorer = new Explorer(eventsOf([1, 2]) + eventsOf([3]));
    const said = async (): Promise<string[]> => {
      const messages: string[] = [];
      for (const [tab, key, text] of [
        ['1', '/', 'zoe'],
        ['1', ':', '2025-01-01T00:00'],
        ['1', ':', '#99'],
        ['4', ':', '2025-01-01T00:00'],
        ['4', '/', 'zoe'],
        ['4', ':', '99'],
      ]) {
        await explorer.press(tab);
        await explorer.enter(key, text);
        messages.push(explorer.message);
      }
      return messages;
    };
    await explorer.load(first);
    const early = await said();
    expect(early.filter((text) => !text.includes(' so far'))).toEqual([]);
    await explorer.load(all);
    const late = await said();
    expect(late.filter((text) => text === '' || text.includes(' so far'))).toEqual([]);
  });
});
