import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFile } from '../../../source/input/open-source.ts';
import { seekable } from '../../../source/input/spooled-source.ts';
import type { Dataset } from '../../../source/pipeline/result/dataset.ts';
import { WHOLE_SCOPE } from '../../../source/query/scope.ts';
import { bytesOf } from '../../helpers/arbitraries.ts';
import { inFolder } from '../../helpers/command.ts';
import { eventLine, upTo } from '../../helpers/dataset.ts';
import { failingAt } from '../../helpers/failing-input.ts';
import { bundleWorkers, Loading, type Pooled } from '../../helpers/loading.ts';
import { outcomeOf, outcomeOfDataset } from '../../helpers/outcome.ts';

let workers: Awaited<ReturnType<typeof bundleWorkers>>;
beforeAll(async () => {
  workers = await bundleWorkers();
});
afterAll(() => workers.remove());

/** Ten events for each of 300 users, the more minutes apart the later they are. */
const TEXT = upTo(3000)
  .map((i) => {
    const minutes = Math.floor(i / 300) ** 2;
    return eventLine(
      String(i % 300),
      new Date((1_720_000_000 + 60 * minutes) * 1000).toISOString(),
      '"view"',
    );
  })
  .join('');

const isCutBy =
  (gapSeconds: number | undefined) =>
  ({ grouping }: Dataset): boolean =>
    grouping !== undefined && grouping.gapSeconds === gapSeconds;

describe('the gap of a file that is being explored', () => {
  it.for<{ threads: string; pooled?: Pooled }>([
    { threads: 'one thread' },
    { threads: 'several threads', pooled: { workers: 2, chunkBytes: 16 * 1024 } },
  ])(
    'can be changed again and again after $threads read it, as if it was read with that gap',
    ({ pooled }, context) =>
      inFolder(async (folder) => {
        const source = await openFile(await folder.write('data', TEXT));
        const loading = new Loading(source, workers, {}, pooled);
        const loaded = await loading.untilFinished();
        for (const gapSeconds of [300, 60, 1200, undefined]) {
          loading.loader.setGap(gapSeconds);
          const dataset = await loading.untilDataset(
            isCutBy(gapSeconds),
            `sessions by a gap of ${gapSeconds}`,
          );
          expect(dataset).toMatchObject({
            state: { kind: 'done' },
            grouping: { eventCount: 3000, uniqueUsers: 300 },
          });
          expect(dataset.grouping?.byUser).toEqual(loaded.grouping?.byUser);
          const options = gapSeconds === undefined ? {} : { settings: { gapSeconds } };
          expect(outcomeOfDataset(dataset)).toEqual(outcomeOf(bytesOf(TEXT), options));
        }
        await source.close();
      })(context),
  );

  it(
    'can be changed during the load, and applies to later groupings',
    inFolder(async (folder) => {
      const source = await openFile(await folder.write('data', TEXT));
      const loading = new Loading(source, workers);
      loading.loader.setGap(60);
      loading.loader.setGap(300);
      const dataset = await loading.untilDataset(
        (dataset) => dataset.state.kind === 'done' && isCutBy(300)(dataset),
        'the end of the load, with sessions by the last gap',
      );
      expect(outcomeOfDataset(dataset)).toEqual(outcomeOf(bytesOf(TEXT), { settings: { gapSeconds: 300 } }));
      await source.close();
    }),
  );

  it(
    'can be changed after reading failed',
    inFolder(async (folder) => {
      const file = await openFile(await folder.write('data', TEXT));
      const source = await seekable(failingAt(file, TEXT.length / 2));
      const loading = new Loading(source, workers);
      await loading.until(() => loading.failures.length > 0, 'the failure');
      const before = loading.last.grouping?.sessions.count;
      loading.loader.setGap(1);
      await loading.until(() => isCutBy(1)(loading.last), 'sessions by the gap');
      expect(loading.last.grouping?.sessions.count).toBeGreaterThan(before ?? 0);
      await source.close();
    }),
  );

  it(
    'leaves answers about the sessions reported last valid',
    inFolder(async (folder) => {
      const source = await openFile(await folder.write('data', TEXT));
      const loading = new Loading(source, workers);
      await loading.untilFinished();
      loading.loader.setGap(60);
      await loading.untilDataset(isCutBy(60), 'sessions by the gap');
      const sort = { column: 'session_start', descending: false } as const;
      const answer = await loading.answerTo({ kind: 'sessions', sort, scope: WHOLE_SCOPE });
      expect(answer).toMatchObject({ rowCount: loading.last.grouping?.sessions.count });
      await source.close();
    }),
  );

  it(
    'is refused unless it is a whole number of seconds',
    inFolder(async (folder) => {
      const source = await openFile(await folder.write('data', TEXT));
      const loading = new Loading(source, workers);
      expect(() => loading.loader.setGap(0)).toThrow(RangeError);
      await source.close();
    }),
  );
});
