import { open, truncate } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { openFile } from '../../../source/input/open-source.ts';
import type { Source } from '../../../source/input/source.ts';
import { seekable } from '../../../source/input/spooled-source.ts';
import type { Query } from '../../../source/query/query.ts';
import { WHOLE_SCOPE } from '../../../source/query/scope.ts';
import { bytesOf } from '../../helpers/arbitraries.ts';
import { BAD_LINE, type Folder, GOOD_LINE, inFolder } from '../../helpers/command.ts';
import { type ConformanceCase, conformanceCases, someConformanceCases } from '../../helpers/conformance.ts';
import { eventLine } from '../../helpers/dataset.ts';
import { failingAt } from '../../helpers/failing-input.ts';
import { bundleWorkers, Loading, type Pooled } from '../../helpers/loading.ts';
import { outcomeOf, outcomeOfDataset } from '../../helpers/outcome.ts';
import { scopeWith, wordFilter } from '../../helpers/scopes.ts';

let workers: Awaited<ReturnType<typeof bundleWorkers>>;
beforeAll(async () => {
  workers = await bundleWorkers();
});
afterAll(() => workers.remove());

const ALL_SESSIONS: Query = {
  kind: 'sessions',
  sort: { column: 'event_count', descending: true },
  scope: WHOLE_SCOPE,
};

/** Events of users 0, 1, ... below `count`, one each. */
function events(count: number): string {
  return Array.from({ length: count }, (_, i) => eventLine(String(i), '2024-07-10T10:00:00Z', '"view"')).join(
    '',
  );
}

/** A named pipe that is open at both ends. */
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

/** A test that loading a case of the contract finds what batch finds. */
const loadsAsBatch =
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
  it.for(someConformanceCases)('has the result of batch: $name', loadsAsBatch());

  it.for([undefined, { workers: 2, chunkBytes: 64 * 1024 }])(
    'has counted to its end what is not UTF-8, with the workers %j',
    async (pooled, context) => {
      await inFolder(async (folder) => {
        const foreign = Buffer.from(GOOD_LINE.replace('login', 'l\u00f6gin'), 'latin1');
        const text = Buffer.concat([
          Buffer.from(events(2_000)),
          foreign,
          Buffer.from(events(2_000)),
          foreign,
        ]);
        const source = await openFile(await folder.write('data', text));
        const loading = new Loading(source, workers, {}, pooled);
        await loading.untilFinished();
        expect(loading.counts).toMatchObject([{ records: 2, halves: 0 }]);
        await source.close();
      })(context);
    },
  );

  it(
    'is reported at once and counts up, and earlier datasets stay valid',
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
    'is read with the given settings',
    inFolder(async (folder) => {
      const source = await openFile(await folder.write('data', GOOD_LINE.replaceAll('user_id', 'u')));
      const { store, settings } = await new Loading(source, workers, { userKey: 'u' }).untilFinished();
      expect(store.count).toBe(1);
      expect(settings.userKey).toBe('u');
      await source.close();
    }),
  );

  it(
    'is reported as failed if it became shorter, with what is left of it loaded',
    inFolder(async (folder) => {
      const source = await openFile(await folder.write('data', GOOD_LINE.repeat(10)));
      await truncate(source.name, 3 * GOOD_LINE.length);
      const loading = new Loading(source, workers);
      await loading.until(() => loading.failures.length > 0, 'the failure');
      expect(loading.failures).toEqual([{ message: expect.stringContaining('shorter'), code: 'ESHORTER' }]);
      expect(loading.last).toMatchObject({ store: { count: 3 }, grouping: { eventCount: 3 } });
      await source.close();
    }),
  );
});

describe('a file loaded by several threads', () => {
  const pooled = { workers: 2, chunkBytes: 16 * 1024 };

  it.for(someConformanceCases)(
    'has the result of batch: $name',
    loadsAsBatch({ workers: 2, chunkBytes: 100 }),
  );

  it(
    'is reported as failed if it cannot be read, and queries still work',
    inFolder(async (folder) => {
      const path = await folder.write('data', events(1000));
      const source = await openFile(path);
      const onlyToWrite = await open(path, 'a');
      const describe = () => ({ ...source.describe(), descriptor: onlyToWrite.fd });
      const loading = new Loading({ ...source, describe }, workers, {}, pooled);
      await loading.until(() => loading.failures.length > 0, 'the failure');
      expect(loading.failures).toEqual([{ message: expect.anything(), code: 'EBADF' }]);
      expect(loading.last).toMatchObject({
        state: { kind: 'failed', failure: { code: 'EBADF', byteOffset: 0 } },
        grouping: { eventCount: 0 },
      });
      expect(await loading.answerTo(ALL_SESSIONS)).toMatchObject({ kind: 'rows', rowCount: 0 });
      await onlyToWrite.close();
      await source.close();
    }),
  );
});

describe('a pipe loaded by another thread', () => {
  it(
    'has the result of batch',
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
    'shows the session of each event without waiting for the next, if events are slow',
    inFolder(async (folder) => {
      const { source, write, end } = await openPipe(folder);
      const loading = new Loading(source, workers);
      for (let user = 0; user < 5; user++) {
        await write(eventLine(String(user), '2024-07-10T10:00:00Z', '"view"'));
        // The third and the fifth do not double the number of events.
        const { grouping, state } = await loading.untilDataset(
          ({ grouping }) => grouping?.eventCount === user + 1,
          `${user + 1} events in sessions`,
        );
        expect(grouping?.sessions.count).toBe(user + 1);
        expect(state).toEqual({ kind: 'loading' });
      }
      await end();
      expect((await loading.untilFinished()).grouping).toMatchObject({ eventCount: 5, uniqueUsers: 5 });
      await source.close();
    }),
  );

  it(
    'answers queries while it pauses, about the dataset reported last',
    inFolder(async (folder) => {
      const { source, write, end } = await openPipe(folder);
      const loading = new Loading(source, workers);
      await write(events(2_000));
      await loading.untilDataset(
        ({ store, grouping }) => store.count === 2_000 && grouping !== undefined,
        'events',
      );
      const answer = await loading.answerTo(ALL_SESSIONS);
      expect(loading.last.state).toEqual({ kind: 'loading' });
      expect(answer).toMatchObject({ kind: 'rows', rowCount: loading.last.grouping?.sessions.count });
      await write(BAD_LINE);
      await loading.untilDataset(({ rejections }) => rejections.count === 1, 'a rejection');
      const rejected: Query = {
        kind: 'rejections',
        sort: { column: 'event', descending: false },
        scope: scopeWith({ filter: wordFilter('invalid-timestamp') }),
      };
      // Its text is read from the pipe's bytes.
      expect(await loading.answerTo(rejected)).toMatchObject({ kind: 'rows', rowCount: 1 });
      await end();
      await source.close();
    }),
  );

  it(
    'can be stopped while it pauses',
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
    'keeps what was read before a failure, grouped, and answers queries about it',
    inFolder(async (folder) => {
      const file = await openFile(await folder.write('data', events(5)));
      const source = await seekable(failingAt(file, events(3).length + 10));
      const loading = new Loading(source, workers);
      await loading.until(() => loading.failures.length > 0, 'the failure');
      expect(loading.failures).toEqual([{ message: 'the disk failed', code: 'EIO' }]);
      expect(loading.last.state).toEqual({
        kind: 'failed',
        failure: { message: 'the disk failed', code: 'EIO', byteOffset: events(3).length + 10 },
      });
      // The record that is cut off may be whole in the file: it is not rejected.
      expect(loading.last.rejections.count).toBe(0);
      expect(loading.last.grouping).toMatchObject({ eventCount: 3, uniqueUsers: 3 });
      expect(await loading.answerTo(ALL_SESSIONS)).toMatchObject({ kind: 'rows', rowCount: 3 });
      await source.close();
    }),
  );
});

describe('queries about a loaded file', () => {
  it(
    'get no answer if they were cancelled; later ones do',
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
    'fail, as does loading, when the thread crashes',
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
