import { describe, expect, it } from 'vitest';
import type { FileState } from '../../source/explorer/model/model.ts';
import { tabLabels } from '../../source/explorer/tabs/tab-labels.ts';
import { Pipeline } from '../../source/pipeline/index.ts';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import { headerLine } from '../../source/ui/header.ts';
import { bytesOf } from '../helpers/arbitraries.ts';
import { Explorer } from '../helpers/explorer.ts';
import { event } from '../helpers/several-files.ts';

/** The datasets of a file that is followed, after each part of it. */
function following(...parts: readonly string[]): Dataset[] {
  const pipeline = new Pipeline();
  return parts.map((part) => {
    pipeline.push(bytesOf(part));
    pipeline.caughtUp();
    pipeline.group();
    return pipeline.dataset();
  });
}

const FOLLOWED: Partial<FileState> = { isFollowed: true };
const users = (explorer: Explorer): string[] => explorer.rows.map(([user]) => user);
const message = (explorer: Explorer): string | undefined => explorer.model.message?.text;
const eventsOf = (...ids: readonly string[]): string => ids.map((id) => event(id, 1)).join('');

async function shown(dataset: Dataset, file = FOLLOWED): Promise<Explorer> {
  return new Explorer(eventsOf('a', 'c', 'e', 'f', 'g'), { file }).load(dataset);
}

describe('a file that is followed', () => {
  it('is shown as such once all that is there was read', async () => {
    const [dataset] = following(eventsOf('a'));
    const explorer = await shown(dataset);
    expect(headerLine(explorer.model)).toContain('following');
    expect(headerLine((await shown(dataset, {})).model)).not.toContain('following');
  });

  it('keeps a cursor on the last row at the end, and any other on the session that it is on', async () => {
    const [first, second] = following(eventsOf('a', 'c', 'e'), eventsOf('b', 'f'));
    const atEnd = await (await shown(first)).press('G');
    expect(atEnd.chosen[0]).toBe('e');
    await atEnd.load(second);
    expect(users(atEnd)).toEqual(['a', 'b', 'c', 'e', 'f']);
    expect(atEnd.chosen[0]).toBe('f');
    const between = await (await shown(first)).press('down');
    await between.load(second);
    expect(between.chosen[0]).toBe('c');
  });

  it('keeps the cursor on its session where that has grown, or joined the one before', async () => {
    const rows = (minutes: readonly number[]): string => minutes.map((minute) => event('a', minute)).join('');
    const settings = { gapSeconds: 300 };
    const pipeline = new Pipeline(settings);
    pipeline.push(bytesOf(rows([0, 20, 40]) + event('b', 1)));
    pipeline.group();
    const explorer = await new Explorer('', { file: FOLLOWED, settings }).load(pipeline.dataset());
    await explorer.press('down');
    expect(explorer.chosen[1]).toBe('2/3');
    pipeline.push(bytesOf(rows([5, 10, 15])));
    pipeline.group();
    await explorer.load(pipeline.dataset());
    expect(explorer.chosen[1]).toBe('1/2');
  });

  it('counts and lists rejections that come alone, where something is narrowed', async () => {
    const wrong = (user: string): string =>
      event(user, 1).replace(/"event_time": *"[^"]*"/, '"event_time": "never"');
    const [first, second] = following(eventsOf('a') + wrong('a'), wrong('b') + wrong('a'));
    const text = eventsOf('a') + wrong('a') + wrong('b') + wrong('a');
    const explorer = await new Explorer(text, { file: FOLLOWED }).load(first);
    await explorer.press('2', 'u', 'a', 'enter', 'g', 'enter');
    expect(explorer.rows).toHaveLength(1);
    await explorer.load({ ...second, grouping: first.grouping });
    expect(explorer.rows).toHaveLength(2);
    expect(explorer.reasons).toEqual([['invalid ISO-8601', 2]]);
    expect(tabLabels(explorer.model).join('')).toContain('Skipped 2 of 3');
  });

  it('ends being followed with f, and is followed again', async () => {
    const [dataset] = following(eventsOf('a'));
    const explorer = await (await shown(dataset)).press('f');
    expect(explorer.asked.at(-1)).toEqual({ kind: 'follow', on: false });
    expect(message(explorer)).toBe('no longer following');
    await explorer.press('f');
    expect(explorer.asked.at(-1)).toEqual({ kind: 'follow', on: true });
    expect(message(explorer)).toContain('following');
  });
});

describe('what cannot be followed', () => {
  it('is reported with the reason', async () => {
    const [dataset] = following(eventsOf('a'));
    const explorer = await shown(dataset, { notFollowable: 'it is compressed' });
    await explorer.press('f');
    expect(message(explorer)).toBe('it is compressed');
    expect(explorer.asked).toEqual([]);
  });

  it('is a pipe that has ended', async () => {
    const pipeline = new Pipeline();
    pipeline.push(bytesOf(eventsOf('a')));
    pipeline.finish();
    const explorer = await (await shown(pipeline.dataset(), { isPipe: true })).press('f');
    expect(message(explorer)).toBe('the pipe has ended: nothing more comes');
  });
});
