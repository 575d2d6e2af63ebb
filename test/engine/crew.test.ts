import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../source/engine/run.ts';
import { openFile } from '../../source/input/open-source.ts';
import type { PipelineSettings } from '../../source/pipeline/index.ts';
import { messyInput } from '../helpers/arbitraries.ts';
import { conformanceCases } from '../helpers/conformance.ts';
import { bundleWorkers } from '../helpers/loading.ts';

let workers: Awaited<ReturnType<typeof bundleWorkers>>;
let folder: string;
beforeAll(async () => {
  workers = await bundleWorkers();
  folder = await mkdtemp(join(tmpdir(), 'event-sessions-tui-crew-'));
});
afterAll(async () => {
  await workers.remove();
  await rm(folder, { recursive: true });
});

interface Way {
  readonly workers: number;
  readonly pieceBytes: number;
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
  const choice = { ...way, workerUrl: workers.crew.href, leastSharedBytes: 1 };
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
    await expectTheSame(input, {}, { workers: 2, pieceBytes: 29 });
  });

  it('on random files, cut into pieces of any size, with and without a gap', async () => {
    const way = fc.record({ workers: fc.constantFrom(2, 3), pieceBytes: fc.integer({ min: 1, max: 400 }) });
    const settings = fc.constantFrom({}, { gapSeconds: 60 });
    await fc.assert(
      fc.asyncProperty(messyInput, way, settings, ({ bytes }, way, settings) =>
        expectTheSame(bytes, settings, way),
      ),
      { seed: 20240710, numRuns: 40 },
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
      await expectTheSame(Buffer.from(again), settings, { workers: 2, pieceBytes: 200_000 });
    }
  });
});
