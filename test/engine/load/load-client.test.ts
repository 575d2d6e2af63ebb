import { open, truncate } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { openFile } from '../../../source/input/open-source.ts';
import type { Source } from '../../../source/input/source.ts';
import { seekable } from '../../../source/input/spooled-source.ts';
import type { Query } from '../../../source/query/query.ts';
import { bytesOf } from '../../helpers/arbitraries.ts';
import { breakingAfterFirstRead } from '../../helpers/breaking-source.ts';
import { BAD_LINE, type Folder, GOOD_LINE, inFolder } from '../../helpers/command.ts';
import { type ConformanceCase, conformanceCases } from '../../helpers/conformance.ts';
import { eventLine } from '../../helpers/dataset.ts';
import { bundleWorkers, Loading, type Pooled } from '../../helpers/loading.ts';
import { outcomeOf, outcomeOfDataset } from '../../helpers/outcome.ts';

let workers: Awaited<ReturnType<typeof bundleWorkers>>;
beforeAll(async () => {
  workers = await bundleWorkers();
});
afterAll(() => workers.remove());

const ALL_SESSIONS: Query = {
  kind: 'sessions',
  sort: { column: 'event_count', descending: true },
  filter: undefined,
};

/** Events of users 0, 1, ... below `count`, one each. */
function events(count: number): string {
  return Array.from({ length: count }, (_, i) => eventLine(String(i), '2024-07-10T10:00:00Z', '"view"')).join(
    '',
  );
}

/** A pipe with someone at its other end. */
async function openPipe(
  folder: Folder,
): Promise<{ source: Source; write: (text: string) => Promise<void>; end: () => Promise<void> }> {
  const [pipe, writer] = await Promise.all([openFile(folder.fifo('pipe')), open(folder.at('pipe'), 'w')]);
  return {
    source: await seekable(pipe),
    write: (text) => writer.writeFile(text),
    end: () => writer.close(),
  };
}

/** A test that a case of the contract, loaded, is what batch finds. */
const comesOutTheSame =
  (pooled?: Pooled) =>
  ({ input }: ConformanceCase, context: TestContext): Promise<void> =>
    inFolder(async (folder) => {
      const source = await openFile(await folder.write('data', input));
      const loading = new Loading(source, workers, {}, pooled);
      expect(outcomeOfDataset(await loading.untilFinished())).toEqual(outcomeOf(input));
      expect(loading.failures).toEqual([]);
      await loading.loader.stop();
      await source.close();
    })(context);

describe('a file loaded by another thread', () => {
  it.for(conformanceCases)('ends as batch finds it: $name', comesOutTheSame());

  it(
    'is there at once and counts up, in what was told earlier too',
    inFolder(async (folder) => {
      const text = (events(2_000) + BAD_LINE).repeat(40);
      const source = await openFile(await folder.write('data', text));
      const loading = new Loading(source, workers);
      const finished = await loading.untilFinished();
      const counts = loading.datasets.map(({ totalEvents }) => totalEvents);
      expect(counts[0]).toBe(0);
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
      expect(finished.totalEvents).toBe(40 * 2_001);
      expect(finished.inputBytes).toBe(text.length);
      for (const { store, grouping } of loading.datasets) {
        for (let event = 0; event < store.count; event += 997) {
          expect(store.users.textOf(store.userOf(event))).toBe(String(event % 2_000));
        }
        if (grouping) expect(grouping.byUser.events).toHaveLength(grouping.eventCount);
      }
      await source.close();
    }),
  );

  it(
    'keeps to its settings',
    inFolder(async (folder) => {
      const source = await openFile(await folder.write('data', GOOD_LINE.replaceAll('user_id', 'u')));
      const { store, settings } = await new Loading(source, workers, { userKey: 'u' }).untilFinished();
      expect(store.count).toBe(1);
      expect(settings.userKey).toBe('u');
      await source.close();
    }),
  );

  it(
    'that became shorter is told, and what is left of it is there',
    inFolder(async (folder) => {
      const source = await openFile(await folder.write('data', GOOD_LINE.repeat(10)));
      await truncate(source.name, 3 * GOOD_LINE.length);
      const loading = new Loading(source, workers);
      await loading.until(() => loading.failures.length > 0, 'the failure');
      expect(loading.failures).toEqual([{ message: expect.stringContaining('shorter'), code: undefined }]);
      expect(loading.last.store.count).toBe(3);
      await source.close();
    }),
  );
});

describe('a file loaded by several threads', () => {
  const pooled = { workers: 2, chunkBytes: 16 * 1024 };

  it.for(conformanceCases)('ends as batch finds it: $name', comesOutTheSame({ workers: 2, chunkBytes: 100 }));

  it(
    'that cannot be read is told, and queries are answered all the same',
    inFolder(async (folder) => {
      const path = await folder.write('data', events(1000));
      const source = await openFile(path);
      const onlyToWrite = await open(path, 'a');
      const describe = () => ({ ...source.describe(), descriptor: onlyToWrite.fd });
      const loading = new Loading({ ...source, describe }, workers, {}, pooled);
      await loading.until(() => loading.failures.length > 0, 'the failure');
      expect(loading.failures).toEqual([{ message: expect.anything(), code: 'EBADF' }]);
      expect(loading.last).toMatchObject({ finished: false, grouping: { eventCount: 0 } });
      expect(await loading.answerTo(ALL_SESSIONS)).toMatchObject({ kind: 'rows', rowCount: 0 });
      await onlyToWrite.close();
      await source.close();
    }),
  );
});

describe('a pipe loaded by another thread', () => {
  it(
    'ends as batch finds it',
    inFolder(async (folder) => {
      const { source, write, end } = await openPipe(folder);
      const loading = new Loading(source, workers);
      const parts = conformanceCases.map(({ input }) => new TextDecoder().decode(input));
      for (const part of parts) await write(part);
      await end();
      expect(outcomeOfDataset(await loading.untilFinished())).toEqual(outcomeOf(bytesOf(parts.join(''))));
      await source.close();
    }),
  );

  it(
    'is shown as far as it came, grouped as of when the events had last doubled',
    inFolder(async (folder) => {
      const { source, write, end } = await openPipe(folder);
      const loading = new Loading(source, workers);
      await write(events(10));
      const few = await loading.untilDataset(({ store }) => store.count === 10, '10 events');
      expect(few.grouping).toBeUndefined();
      await write(events(1_500));
      await loading.untilDataset(({ store }) => store.count === 1_510, '1,510 events');
      await write(events(100));
      const { grouping, finished } = await loading.untilDataset(
        ({ store }) => store.count === 1_610,
        '1,610 events',
      );
      expect(finished).toBe(false);
      expect(grouping?.eventCount).toBeGreaterThanOrEqual(1_000);
      expect(grouping?.eventCount).toBeLessThanOrEqual(1_510);
      await end();
      expect((await loading.untilFinished()).grouping).toMatchObject({
        eventCount: 1_610,
        uniqueUsers: 1_500,
      });
      await source.close();
    }),
  );

  it(
    'answers queries while nothing comes, about what was told last',
    inFolder(async (folder) => {
      const { source, write, end } = await openPipe(folder);
      const loading = new Loading(source, workers);
      await write(events(2_000));
      await loading.untilDataset(
        ({ store, grouping }) => store.count === 2_000 && grouping !== undefined,
        'events',
      );
      const answer = await loading.answerTo(ALL_SESSIONS);
      expect(loading.last.finished).toBe(false);
      expect(answer).toMatchObject({ kind: 'rows', rowCount: loading.last.grouping?.sessions.count });
      await write(BAD_LINE);
      await loading.untilDataset(({ rejections }) => rejections.count === 1, 'a rejection');
      const rejected: Query = {
        kind: 'rejections',
        code: undefined,
        sort: { column: 'event', descending: false },
        filter: { text: 'invalid-timestamp', leaveOut: false },
      };
      // Its text is read from the pipe's bytes.
      expect(await loading.answerTo(rejected)).toMatchObject({ kind: 'rows', rowCount: 1 });
      await end();
      await source.close();
    }),
  );

  it(
    'can be stopped while nothing comes',
    inFolder(async (folder) => {
      const { source, end } = await openPipe(folder);
      const loading = new Loading(source, workers);
      await loading.untilDataset(() => true, 'a first dataset');
      await loading.loader.stop();
      expect(loading.failures).toEqual([]);
      await end();
      await source.close();
    }),
  );

  it(
    'that breaks keeps what came, grouped, and answers queries about it',
    inFolder(async (folder) => {
      const file = await openFile(await folder.write('data', events(3)));
      const source = await seekable(breakingAfterFirstRead(file));
      const loading = new Loading(source, workers);
      await loading.until(() => loading.failures.length > 0, 'the failure');
      expect(loading.failures).toEqual([{ message: 'the disk failed', code: 'EIO' }]);
      expect(loading.last.finished).toBe(false);
      expect(loading.last.grouping).toMatchObject({ eventCount: 3, uniqueUsers: 3 });
      expect(await loading.answerTo(ALL_SESSIONS)).toMatchObject({ kind: 'rows', rowCount: 3 });
      await source.close();
    }),
  );
});

describe('queries', () => {
  it(
    'that were cancelled are not answered; later ones are',
    inFolder(async (folder) => {
      const source = await openFile(await folder.write('data', events(5)));
      const loading = new Loading(source, workers);
      await loading.untilFinished();
      const cancelled = loading.ask(ALL_SESSIONS);
      loading.loader.cancel(cancelled);
      await loading.answerTo(ALL_SESSIONS);
      expect([...loading.answers.keys()]).not.toContain(cancelled);
      await source.close();
    }),
  );

  it(
    'fail, and loading with them, when the thread breaks',
    inFolder(async (folder) => {
      const source = await openFile(await folder.write('data', events(5)));
      const broken = new URL(`data:text/javascript,${encodeURIComponent('throw new Error("it broke")')}`);
      const loading = new Loading(source, { ...workers, load: broken });
      const id = loading.ask(ALL_SESSIONS);
      await loading.until(() => loading.failures.length > 0, 'the failure');
      expect(loading.failures).toEqual([{ message: 'it broke', code: undefined }]);
      expect(loading.failedQueries.get(id)).toBe('it broke');
      expect(loading.failedQueries.has(loading.ask(ALL_SESSIONS))).toBe(true);
      await source.close();
    }),
  );
});
