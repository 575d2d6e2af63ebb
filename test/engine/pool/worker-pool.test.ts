import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Load } from '../../../source/engine/load/load.ts';
import type { LoadReport } from '../../../source/engine/load/load-messages.ts';
import { QueryScheduler } from '../../../source/engine/load/query-scheduler.ts';
import { ParallelIngest } from '../../../source/engine/pool/parallel-ingest.ts';
import { run } from '../../../source/engine/run.ts';
import { openFile } from '../../../source/input/open-source.ts';
import { analyse, countUsers } from '../../../source/pipeline/group/grouping.ts';
import type { PipelineSettings } from '../../../source/pipeline/index.ts';
import type { Dataset } from '../../../source/pipeline/result/dataset.ts';
import { completeSettings } from '../../../source/pipeline/settings.ts';
import { messyInput } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';
import { conformanceCases } from '../../helpers/conformance.ts';
import { eventLine } from '../../helpers/dataset.ts';
import { bundleWorkers } from '../../helpers/loading.ts';

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
}

/** All that a run writes and counts; with one worker it is read on one thread, in order. */
async function outputsOf(bytes: Uint8Array, settings: Partial<PipelineSettings>, way: Way) {
  const path = join(folder, 'input.json');
  await writeFile(path, bytes);
  const source = await openFile(path);
  const written = { rejections: '', sessions: '', events: '', duplicates: '' };
  const take =
    (name: keyof typeof written) =>
    (rows: Uint8Array): void => {
      written[name] += Buffer.from(rows).toString('latin1');
    };
  const choice = { ...way, workerUrl: workers.pool.href, leastSharedBytes: 1 };
  const listener = { onRejectionRows: take('rejections'), onSessionRows: take('sessions') };
  const finished = await run(source, settings, choice, listener);
  for (const table of ['events', 'duplicates'] as const) {
    for await (const rows of finished.rowsOf(table)) take(table)(rows);
  }
  const { totals, reasons, strayBytes, inputBytes, imbalances, firstEvent, lastEvent } = finished.result;
  await finished.close();
  await source.close();
  return { ...written, totals, reasons, strayBytes, inputBytes, imbalances, firstEvent, lastEvent };
}

async function expectTheSame(
  bytes: Uint8Array,
  settings: Partial<PipelineSettings>,
  way: Way,
): Promise<void> {
  const alone = await outputsOf(bytes, settings, { ...way, workers: 1 });
  expect(await outputsOf(bytes, settings, way)).toEqual(alone);
}

describe('several workers give the same bytes in every output as one', () => {
  it.each(conformanceCases.map((one) => [one.name, one] as const))('%s', async (_, { input }) => {
    await expectTheSame(input, {}, { workers: 2, chunkBytes: 29 });
  });

  it('on random files, cut into chunks of any size, with and without a gap', async () => {
    const way = fc.record({ workers: fc.constantFrom(2, 3), chunkBytes: fc.integer({ min: 1, max: 400 }) });
    const settings = fc.constantFrom({}, { gapSeconds: 60 });
    await check(
      fc.asyncProperty(messyInput, way, settings, ({ bytes }, way, settings) =>
        expectTheSame(bytes, settings, way),
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
      await expectTheSame(Buffer.from(again), settings, { workers: 2, chunkBytes: 200_000 });
    }
  });
});

describe('what is known while several workers read', () => {
  it('holds all users and types that its events name, and is grouped as these events are', async () => {
    const users = Array.from({ length: 100_000 }, (_, i) => `u-${Math.floor(i / 40) + ((i * 7919) % 40)}`);
    const lines = users.map((user, i) =>
      eventLine(`"${user}"`, `2024-07-10T10:00:${10 + (i % 50)}Z`, `"t${Math.floor(i / 500)}"`),
    );
    const path = join(folder, 'names.json');
    await writeFile(path, lines.join(''));
    const source = await openFile(path);
    const options = { workers: 2, workerUrl: workers.pool, chunkBytes: 32 * 1024, niceness: 0 };
    const datasets: Dataset[] = [];
    const reading = new ParallelIngest(source.describe(), completeSettings({}), options, {
      onChunk: () => datasets.push(reading.dataset()),
    });
    await reading.pool.read;
    await reading.close();
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
      expect(countUsers(analyse(store, undefined))).toBe(new Set(users.slice(0, store.count)).size);
    }
  });
});

/** A reading that breaks when some of the file is read, while the threads go on. */
class BreakingReading extends ParallelIngest {
  override async *steps(): AsyncGenerator<void> {
    for await (const step of super.steps()) {
      if (this.validEvents > 0) throw new Error('the disk failed');
      yield step;
    }
  }
}

it('what several workers have read when reading breaks is grouped whole', async () => {
  const path = join(folder, 'breaking.json');
  await writeFile(path, eventLine('1', '2024-07-10T10:00:00Z', '"view"').repeat(20_000));
  const source = await openFile(path);
  const options = { workers: 2, workerUrl: workers.pool, chunkBytes: 32 * 1024, niceness: 0 };
  const reading = new BreakingReading(source.describe(), completeSettings({}), options);
  const reports: LoadReport[] = [];
  const turns = new QueryScheduler((report) => reports.push(report));
  const load = new Load(source, reading, turns, (report) => reports.push(report));
  await load.run();
  expect(reports.at(-1)).toEqual({ kind: 'failed', message: 'the disk failed', code: undefined });
  const { finished, store, grouping } = load.dataset;
  expect(store.count).toBeGreaterThan(0);
  expect({ finished, eventCount: grouping?.eventCount }).toEqual({
    finished: false,
    eventCount: store.count,
  });
  await source.close();
});
