import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Load } from '../../../source/engine/load/load.ts';
import type { LoadReport } from '../../../source/engine/load/load-messages.ts';
import { QueryScheduler } from '../../../source/engine/load/query-scheduler.ts';
import { memoryLimit } from '../../../source/engine/memory-limit.ts';
import { MemoryWatch } from '../../../source/engine/memory-watch.ts';
import { ParallelIngest } from '../../../source/engine/pool/parallel-ingest.ts';
import { PoolStart } from '../../../source/engine/pool/pool-start.ts';
import { PoolThread } from '../../../source/engine/pool/pool-thread.ts';
import { run } from '../../../source/engine/run.ts';
import { openFile } from '../../../source/input/open-source.ts';
import { CSV_ENCODER } from '../../../source/output/tables/csv-encoder.ts';
import { DifferenceTally } from '../../../source/pipeline/differ/difference-tally.ts';
import { group } from '../../../source/pipeline/group/grouping.ts';
import type { RunSettings } from '../../../source/pipeline/index.ts';
import type { Dataset } from '../../../source/pipeline/result/dataset.ts';
import { completeSettings } from '../../../source/pipeline/settings.ts';
import { messyInput } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';
import { someConformanceCases } from '../../helpers/conformance.ts';
import { eventLine } from '../../helpers/dataset.ts';
import { failingAt, workerWithFailingDisk } from '../../helpers/failing-input.ts';
import { bundleWorkers } from '../../helpers/loading.ts';

const TIMES = ['2024-07-10T10:00:00Z', '2024-07-10T11:00:00Z', '2024-07-11T10:00:00.5Z'];

let workers: Awaited<ReturnType<typeof bundleWorkers>>;
let folder: string;
beforeAll(async () => {
  workers = await bundleWorkers();
  folder = await mkdtemp(join(tmpdir(), 'event-sessions-tui-pool-'));
});
afterAll(async () => {
  await workers.remove();
  await rm(folder, { recursive: true });
});

interface Way {
  readonly workers: number;
  readonly chunkBytes: number;
  readonly isStartedAhead?: boolean;
}

/** All that a run writes and counts; one worker reads in order. `failsAt`: the first byte that cannot be read. */
async function outputsOf(bytes: Uint8Array, settings: Partial<RunSettings>, way: Way, failsAt?: number) {
  const path = join(folder, 'input.json');
  await writeFile(path, bytes);
  const file = await openFile(path);
  const source = failsAt === undefined || way.workers > 1 ? file : failingAt(file, failsAt);
  const worker =
    failsAt === undefined
      ? workers.pool
      : await workerWithFailingDisk(workers.pool, folder, 'input.json', failsAt);
  const written = { rejections: '', sessions: '', events: '', duplicates: '' };
  const take =
    (name: keyof typeof written) =>
    (rows: Uint8Array): void => {
      written[name] += Buffer.from(rows).toString('latin1');
    };
  const start = new PoolStart({ ...way, workerUrl: worker.href, leastSharedBytes: 1 });
  // As the command does while it makes its plan; the load worker has its threads started when they are needed.
  if (way.isStartedAhead) start.start(source.sizeBytes);
  const { choice } = start;
  const listener = { onRejectionRows: take('rejections'), onSessionRows: take('sessions') };
  const finished = await run(source, settings, choice, CSV_ENCODER, listener);
  const differences = new DifferenceTally();
  for (const table of ['events', 'duplicates'] as const) {
    for await (const rows of finished.rowsOf(table, differences)) take(table)(rows);
  }
  const { state, totals, reasons, strayBytes, inputBytes, imbalances, firstEvent, lastEvent } =
    finished.result;
  const { strays, strayRuns, strayPrefixes } = finished.result;
  const runs = Array.from({ length: strays.count }, (_, run) => [
    ...[strays.lineOf(run), strays.byteOffsetOf(run), strays.byteLengthOf(run), strays.isPrefix(run)],
  ]);
  await finished.close();
  await file.close();
  const stray = { strayBytes, strayRuns, strayPrefixes, runs };
  const counts = { totals, reasons, stray, inputBytes, imbalances, firstEvent, lastEvent };
  return { ...written, ...counts, state, differences };
}

async function expectSameAsAlone(bytes: Uint8Array, settings: Partial<RunSettings>, way: Way): Promise<void> {
  const alone = await outputsOf(bytes, settings, { ...way, workers: 1 });
  expect(await outputsOf(bytes, settings, way)).toEqual(alone);
}

describe('several workers give the same bytes in every output as one', () => {
  it.each(someConformanceCases.map((one) => [one.name, one] as const))('%s', async (_, { input }) => {
    await expectSameAsAlone(input, {}, { workers: 2, chunkBytes: 29 });
  });

  it('on random files, cut into chunks of any size, with and without a gap', async () => {
    const way = fc.record({
      workers: fc.constantFrom(2, 3),
      chunkBytes: fc.integer({ min: 1, max: 400 }),
      isStartedAhead: fc.boolean(),
    });
    const settings = fc.constantFrom({}, { gapSeconds: 60 });
    await check(
      fc.asyncProperty(messyInput, way, settings, ({ bytes }, way, settings) =>
        expectSameAsAlone(bytes, settings, way),
      ),
      40,
    );
  });

  it.each([
    ['of integers', (i: number) => String((i * 7919) % 1000)],
    ['of integers and texts', (i: number) => (i % 3 === 0 ? `"u-${i % 500}"` : String(-(i % 700)))],
  ])('on a file with users %s that is large enough for every kernel', async (_, user) => {
    const lines = Array.from({ length: 40_000 }, (_, i) => {
      const day = 1 + (i % 28);
      const time = `${String(1 + ((i * 31) % 9998)).padStart(4, '0')}-02-${String(day).padStart(2, '0')}`;
      if (i % 101 === 0) return `{"user_id": ${user(i)}, "event_time": "${time}T10:00`;
      return `{"user_id": ${user(i)}, "event_time": "${time}T10:00:${10 + (i % 50)}Z", "event_type": "t${i % 5}"}`;
    });
    const again = [...lines, ...lines.slice(0, 500), ''].join('\n');
    for (const settings of [{}, { gapSeconds: 86_400 }]) {
      await expectSameAsAlone(Buffer.from(again), settings, { workers: 2, chunkBytes: 200_000 });
    }
  });
});

describe('stray runs', () => {
  it('are the same, and as many are kept, for any number of workers', async () => {
    const lines = Array.from({ length: 205_000 }, (_, i) =>
      i % 2 === 0 ? `x ${i}\n` : `p ${eventLine(String(i % 9), TIMES[i % 3], '"t"')}`,
    );
    const way = { workers: 3, chunkBytes: 100_003 };
    const bytes = Buffer.from(lines.join(''));
    const { stray } = await outputsOf(bytes, {}, { ...way, workers: 1 });
    expect([stray.runs.length, stray.strayRuns, stray.strayPrefixes]).toEqual([200_000, 205_000, 102_500]);
    expect((await outputsOf(bytes, {}, way)).stray).toEqual(stray);
  });
});

describe('duplicates by ids', () => {
  it('are the same for any number of workers, with what differs in them', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => {
      const id = i % 5 === 0 ? '' : `, "id": "e${(i * 7919) % 20_011}"`;
      return `{"user_id": ${i % 400}, "event_time": "${TIMES[i % 3]}", "event_type": "t"${id}, "n": ${i % 2}}\n`;
    });
    const bytes = Buffer.from(lines.join(''));
    for (const idDecides of [false, true]) {
      const settings = { idKey: 'id', idDecides, gapSeconds: 60 };
      const way = { workers: 2, chunkBytes: 100_000 };
      const alone = await outputsOf(bytes, settings, { ...way, workers: 1 });
      const { totals, differences, imbalances } = alone;
      expect(imbalances).toEqual([]);
      expect(differences.compared).toBe(totals.duplicatesRemoved);
      expect(totals.duplicatesRemoved).toBeGreaterThan(4000);
      expect(await outputsOf(bytes, settings, way)).toEqual(alone);
    }
  });
});

describe('an input with an unreadable byte', () => {
  const lines = Array.from({ length: 3000 }, (_, i) =>
    i % 10 === 9
      ? '{"user_id": 1, "event_time": "never"}\n'
      : eventLine(`"u${i % 70}"`, TIMES[i % 3], '"view"'),
  );
  const bytes = new TextEncoder().encode(lines.join(''));

  it('gives the same bytes in every output for any number of workers', async () => {
    const chunkBytes = 16 * 1024;
    // At the very beginning, within a record, where a chunk begins, and a few bytes after that.
    for (const failsAt of [0, 40, 100_001, 5 * chunkBytes, 5 * chunkBytes + 9, bytes.length - 1]) {
      const alone = await outputsOf(bytes, {}, { workers: 1, chunkBytes }, failsAt);
      expect(alone.state).toMatchObject({ kind: 'failed', failure: { code: 'EIO', byteOffset: failsAt } });
      expect(alone.totals.totalEvents).toBe(
        // The last line is whole without its line feed.
        new TextDecoder().decode(bytes.subarray(0, failsAt)).split('}').length - 1,
      );
      for (const workers of [2, 3]) {
        const together = await outputsOf(bytes, {}, { workers, chunkBytes }, failsAt);
        expect({ ...together, state: undefined }).toEqual({ ...alone, state: undefined });
        expect(together.state).toMatchObject({
          kind: 'failed',
          failure: { code: 'EIO', byteOffset: failsAt },
        });
      }
    }
  });
});

it('threads that were started ahead end when the plan wants the input read in order', async () => {
  const path = join(folder, 'in-order.json');
  await writeFile(path, `{"day":"2024-07-10","data":[${eventLine('1', TIMES[0], '"view"').trim()}]}`);
  const source = await openFile(path);
  const start = new PoolStart({ workers: 2, workerUrl: workers.pool.href, leastSharedBytes: 1 });
  // As of several files, which are listed one by one: with the first that is enough they start, once.
  start.add({ sizeBytes: 1 });
  start.add({ sizeBytes: 1 });
  start.start(source.sizeBytes);
  const { threads = [] } = start.choice;
  expect(threads).toHaveLength(2);
  const ends = vi.spyOn(PoolThread.prototype, 'end');
  const inOrder = { records: 'data', typeKey: '^.day' };
  const finished = await run(source, inOrder, start.choice, CSV_ENCODER);
  expect(ends.mock.contexts).toEqual(threads);
  ends.mockRestore();
  await finished.close();
  await source.close();
});

describe('a dataset while several workers read', () => {
  it('holds every user and type of its events, and is grouped as these events are', async () => {
    const users = Array.from({ length: 100_000 }, (_, i) => `u-${Math.floor(i / 40) + ((i * 7919) % 40)}`);
    const lines = users.map((user, i) =>
      eventLine(`"${user}"`, `2024-07-10T10:00:${10 + (i % 50)}Z`, `"t${Math.floor(i / 500)}"`),
    );
    const path = join(folder, 'names.json');
    await writeFile(path, lines.join(''));
    const source = await openFile(path);
    const options = { workers: 2, workerUrl: workers.pool, chunkBytes: 32 * 1024, niceness: 0 };
    const datasets: Dataset[] = [];
    const ingest = new ParallelIngest(source.describe(), completeSettings({}), options, {
      onChunk: () => datasets.push(ingest.dataset()),
    });
    await ingest.pool.read;
    await ingest.close();
    await source.close();
    expect(datasets.at(-1)?.store.count).toBe(users.length);
    for (const { store } of datasets) {
      let mostUser = -1;
      let mostType = -1;
      for (let event = 0; event < store.count; event++) {
        mostUser = Math.max(mostUser, store.users.textNumberOf(store.userOf(event)));
        mostType = Math.max(mostType, store.typeOf(event));
      }
      expect(mostUser).toBeLessThan(store.users.texts.count);
      expect(mostType).toBeLessThan(store.types.count);
    }
    for (const { store } of datasets.filter((_, i) => i % 20 === 0)) {
      expect(group(store, undefined).uniqueUsers).toBe(new Set(users.slice(0, store.count)).size);
    }
  });
});

/** Fails for a reason other than the input when some of the file is read, while the threads go on. */
class FailingIngest extends ParallelIngest {
  override async *steps(): AsyncGenerator<void> {
    for await (const step of super.steps()) {
      if (this.validEvents > 0) throw new Error('out of memory');
      yield step;
    }
  }
}

it('a failed load keeps and groups what several workers have read', async () => {
  const path = join(folder, 'failing.json');
  await writeFile(path, eventLine('1', '2024-07-10T10:00:00Z', '"view"').repeat(20_000));
  const source = await openFile(path);
  const options = { workers: 2, workerUrl: workers.pool, chunkBytes: 32 * 1024, niceness: 0 };
  const ingest = new FailingIngest(source.describe(), completeSettings({}), options);
  const reports: LoadReport[] = [];
  const queries = new QueryScheduler((report) => reports.push(report));
  const load = new Load(
    ingest,
    queries,
    (report) => reports.push(report),
    new MemoryWatch(memoryLimit(undefined)),
  );
  await load.run();
  expect(reports.at(-1)).toMatchObject({ kind: 'news', news: { state: load.dataset.state } });
  const { state, store, grouping } = load.dataset;
  expect(store.count).toBeGreaterThan(0);
  expect(state).toMatchObject({ kind: 'failed', failure: { message: 'out of memory' } });
  expect(grouping?.eventCount).toBe(store.count);
  await source.close();
});
