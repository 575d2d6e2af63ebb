import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOpening } from '../../../source/app/file-opening.ts';
import { feedFiles } from '../../../source/engine/files/feed-files.ts';
import { runFiles } from '../../../source/engine/run.ts';
import { listFiles } from '../../../source/input/list-files.ts';
import { CSV_ENCODER } from '../../../source/output/tables/csv-encoder.ts';
import { DifferenceTally } from '../../../source/pipeline/differ/difference-tally.ts';
import { Pipeline } from '../../../source/pipeline/pipeline.ts';
import type { PlanSearch } from '../../../source/pipeline/plan/file-plans.ts';
import { completeSettings, type RunSettings } from '../../../source/pipeline/settings.ts';
import { FREE_CHOICE } from '../../../source/pipeline/table/find-table.ts';
import { messyInput, structuralInput, tidyInput } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';
import { conformanceCases } from '../../helpers/conformance.ts';
import { bundleWorkers } from '../../helpers/loading.ts';
import { type Outcome, outcomeOf, outcomeOfDataset } from '../../helpers/outcome.ts';

/*
 * An input that is cut at the ends of records, each part a file of its own, some of them compressed, some without a final
 * line feed, is the same input: but for lines and offsets, which are those of the files.
 */

let folder = '';
let folders = 0;

let workers: Awaited<ReturnType<typeof bundleWorkers>>;

beforeAll(async () => {
  workers = await bundleWorkers();
  folder = mkdtempSync(join(tmpdir(), 'event-sessions-tui-'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await workers.remove();
});

/** How a part is written. */
const WAYS: readonly ((bytes: Uint8Array) => Uint8Array)[] = [
  (bytes) => bytes,
  (bytes) => gzipSync(bytes),
  (bytes) => {
    const half = bytes.length >> 1;
    return Buffer.concat([gzipSync(bytes.subarray(0, half)), gzipSync(bytes.subarray(half))]);
  },
  (bytes) => (bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes),
];

const ways = fc.array(fc.nat(WAYS.length - 1), { minLength: 1, maxLength: 8 });

describe('an input cut at the ends of records', () => {
  it('comes out the same, whatever the parts are', async () => {
    await check(
      fc.asyncProperty(
        tidyInput,
        fc.array(fc.nat(), { maxLength: 6 }),
        ways,
        async ({ bytes }, picks, ways) => {
          const cuts = recordCuts(bytes);
          const chosen = cuts.filter((_, i) => picks.some((pick) => pick % cuts.length === i));
          await expectSame(bytes, chosen, ways);
        },
      ),
      20,
    );
  });

  it.each(conformanceCases.filter(({ input }) => recordCuts(input).length > 0))(
    'comes out the same for the file of the contract $name',
    async ({ input }) => {
      await expectSame(input, recordCuts(input), [0, 1, 3]);
    },
  );
});

describe('files fed to a pipeline', () => {
  it('add their events before the promise of a step is there, since events are grouped while it is awaited', async () => {
    const at = mkdtempSync(join(folder, 'steps-'));
    const event = (user: number): string =>
      `{"user_id": ${user}, "event_time": "2024-07-10T10:00:00Z", "event_type": "view"}\n`;
    const many = Array.from({ length: 20_000 }, (_, user) => event(user)).join('');
    const texts = [event(1), event(2), gzipSync(many), event(3), event(4), many, event(5), event(6)];
    for (const [i, text] of texts.entries()) writeFileSync(join(at, `${i}.json`), text);
    const { files } = listFiles([at], () => false);
    const pipeline = new Pipeline(
      {},
      undefined,
      'both',
      {},
      files.map(({ path }) => path),
    );
    const container = { compression: undefined, format: undefined, encoding: undefined };
    const steps = feedFiles({ name: 'steps', files, container }, fileOpening(container), pipeline);
    for (let done = false; !done; ) {
      const step = steps.next();
      const { totalEvents } = pipeline.counted;
      done = (await step).done === true;
      expect(pipeline.counted.totalEvents).toBe(totalEvents);
    }
    expect(pipeline.finish().totals.totalEvents).toBe(40_006);
  });

  it.each([
    ['small', (text: string) => text],
    ['compressed', (text: string) => gzipSync(text)],
    // Read a chunk at a time.
    ['large', (text: string) => text.repeat(20_000)],
  ])(
    'are not blamed for a fault of the program: one in adding a %s file ends the run',
    async (name, write) => {
      const at = mkdtempSync(join(folder, `${name}-`));
      writeFileSync(
        join(at, 'a.json'),
        write('{"user_id": 1, "event_time": "2024-07-10", "event_type": "view"}\n'),
      );
      const { files } = listFiles([at], () => false);
      const pipeline = new Pipeline({}, undefined, 'both', {}, [files[0].path]);
      pipeline.push = () => {
        throw new RangeError('out of memory');
      };
      const container = { compression: undefined, format: undefined, encoding: undefined };
      const steps = feedFiles({ name, files, container }, fileOpening(container), pipeline);
      const run = async (): Promise<void> => {
        for await (const _ of steps);
      };
      await expect(run()).rejects.toThrow('out of memory');
    },
  );
});

describe('files read by several threads', () => {
  it('come out as by one, in whatever chunks they are packed', async () => {
    const bytesOf = fc
      .oneof(tidyInput, messyInput, structuralInput)
      .map(({ bytes }) => new Uint8Array(bytes));
    const anyFile = fc.tuple(bytesOf, fc.nat(WAYS.length - 1)).map(([bytes, way]) => WAYS[way](bytes));
    await check(
      fc.asyncProperty(
        fc.array(anyFile, { minLength: 1, maxLength: 12 }),
        fc.record({ maxRecordBytes: fc.constantFrom(60, 400, 2 ** 24), gapSeconds: fc.constant(undefined) }),
        fc.record({ workers: fc.integer({ min: 2, max: 3 }), chunkBytes: fc.constantFrom(1, 300, 5000) }),
        async (files, settings, way) => {
          const alone = await readFiles(files, settings, { ...way, workers: 1 });
          expect(await readFiles(files, settings, way)).toEqual(alone);
        },
      ),
      8,
    );
  });
});

describe('files of several formats', () => {
  const HEADER = 'user_id,event_time,event_type';
  const table = {
    ...{ delimiter: ',', columns: HEADER.split(','), hasHeaderLine: true, headerBytes: HEADER.length + 1 },
  };
  const search: PlanSearch = {
    ...{ named: {}, base: completeSettings({}), isFixed: false, tables: FREE_CHOICE },
  };
  const times = fc.nat(99).map((second) => `2024-07-10T10:00:${String(second % 60).padStart(2, '0')}Z`);
  const rows = fc.array(fc.tuple(fc.nat(5), times, fc.constantFrom('a', 'b', '"c\nd"')), { maxLength: 9 });
  const bom = fc.constantFrom('', '\ufeff');
  const damage = fc.constantFrom('', '', 'broken\n', '1,"open,x\n');
  const end = fc.constantFrom('', '\n', '\r\n\r\n');
  const json = ([user, time]: readonly [number, string, string]): string =>
    JSON.stringify({ user_id: user, event_time: time, event_type: 'a' });
  const otherJson = ([user, time]: readonly [number, string, string]): string =>
    JSON.stringify({ userId: user, timestamp: time, event: 'a' });
  const NO_ROW = [1, '2024-07-10', 'a'] as const;
  const anyFile = fc
    .tuple(rows, bom, damage, end, fc.nat(7))
    .map(([rows, bom, damage, end, kind]) => {
      const cells = rows.map((row) => row.join(','));
      if (kind < 2) return `${bom}${HEADER}\n${damage}${cells.join('\n')}${end}`;
      if (kind === 2) return `# other\n${HEADER},more\r\n${cells.map((row) => `${row},1\r\n`).join('')}`;
      if (kind === 3) return `${bom}${rows.map(json).join(' stray\n')}${end}`;
      if (kind === 4) return `{"n":1,"Records":[${rows.map(json).join(',')}]}`;
      if (kind === 5) return rows.map((row) => `{"create":{}}\n${json(row)}\n`).join('');
      // A plan of its own fits it better, by which its last record is no event.
      if (kind === 6) return `${rows.map(otherJson).join('\n')}\n${json(rows[0] ?? NO_ROW)}`;
      return 'words, and no more\nthan two lines';
    })
    .map((text) => new Uint8Array(Buffer.from(text)));

  it('come out by several threads as by one, whichever of them the plan of all fits', async () => {
    await check(
      fc.asyncProperty(
        fc.array(anyFile, { minLength: 1, maxLength: 12 }),
        fc.constantFrom({ table }, {}),
        fc.record({ workers: fc.integer({ min: 2, max: 3 }), chunkBytes: fc.constantFrom(1, 300, 5000) }),
        async (files, settings, way) => {
          const alone = await readFiles(files, settings, { ...way, workers: 1 }, search);
          expect(alone.outcome.imbalances).toEqual([]);
          expect(await readFiles(files, settings, way, search)).toEqual(alone);
        },
      ),
      8,
    );
  });
});

/** Returns the line ends between records of an input, none if a record of it is damaged: that may reach beyond a cut. */
function recordCuts(bytes: Uint8Array): number[] {
  const { skipped, events } = outcomeOf(bytes);
  if (skipped.some(([, code]) => code === 'json_decode_error' || code === 'record_too_long')) return [];
  const starts = [...events.map((event) => event[5]), ...skipped.map((rejection) => rejection[3])].sort(
    (a, b) => a - b,
  );
  return starts.filter((start) => start > 3 && bytes[start - 1] === 0x0a);
}

async function expectSame(
  bytes: Uint8Array,
  cuts: readonly number[],
  ways: readonly number[],
): Promise<void> {
  const several = await readParts(bytes, cuts, ways);
  expect(withoutPlaces(several)).toEqual(withoutPlaces(outcomeOf(bytes)));
}

/** Also without stray text, since a part without a record is left out with all that it holds. */
function withoutPlaces({ skipped, events, strayBytes, strayRuns, ...rest }: Outcome): unknown {
  return {
    ...rest,
    skipped: skipped.map(([number, code, , , length]) => [number, code, length]),
    events: events.map(([number, user, time, type]) => [number, user, time, type]),
  };
}

async function readParts(
  bytes: Uint8Array,
  cuts: readonly number[],
  ways: readonly number[],
): Promise<Outcome> {
  const parts = [0, ...cuts].map((from, i) => WAYS[ways[i % ways.length]](bytes.subarray(from, cuts[i])));
  return (await readFiles(parts, {}, { workers: 1, chunkBytes: 1 })).outcome;
}

/** All that a run over files counts and writes. */
async function readFiles(
  files: readonly Uint8Array[],
  settings: Partial<RunSettings>,
  way: { readonly workers: number; readonly chunkBytes: number },
  search?: PlanSearch,
) {
  const run = folders++;
  const paths = files.map((bytes, i) => {
    const path = join(folder, `${run}-${i}.json`);
    writeFileSync(path, bytes);
    return path;
  });
  const container = { compression: undefined, format: undefined, encoding: undefined };
  const input = { name: 'parts', files: listFiles(paths, () => false).files, container, search };
  const choice = { ...way, workerUrl: workers.filesPool.href, leastSharedBytes: 1 };
  let rejections = '';
  const finished = await runFiles(input, fileOpening(container), settings, choice, CSV_ENCODER, {
    wantsStrayTexts: true,
    onRejectionRows: (rows) => {
      rejections += Buffer.from(rows).toString('latin1');
    },
  });
  const { result: found } = finished;
  const strays = Array.from({ length: found.strays.count }, (_, run) => finished.rawOfStray(run));
  let duplicates = '';
  for await (const rows of finished.rowsOf('duplicates', new DifferenceTally())) {
    duplicates += Buffer.from(rows).toString('latin1');
  }
  const { result } = finished;
  await finished.close();
  const { fileTally, inputBytes, files: table } = result;
  const starts = Array.from({ length: table.readCount }, (_, row) => table.startAt(row));
  const name = (text: string): string => text.replaceAll(join(folder, `${run}-`), '');
  return {
    outcome: outcomeOfDataset(result),
    ...{ fileTally, inputBytes, starts },
    rejections: name(rejections),
    duplicates: name(duplicates),
    strays,
  };
}
