import { parentPort, workerData } from 'node:worker_threads';
import { readRecordNow, sourceOf } from '../../input/described-source.ts';
import { FollowedFile } from '../../input/follow/followed-file.ts';
import type { Begun } from '../../input/follow/followed-input.ts';
import { FollowedPipe } from '../../input/follow/followed-pipe.ts';
import type { SourceDescription } from '../../input/source.ts';
import { type ReadRecord, rereadRejection } from '../../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { RunSettings } from '../../pipeline/settings.ts';
import { readsInAnyOrder } from '../../pipeline/validate/outer-keys.ts';
import { type Answer, isInBackground } from '../../query/query.ts';
import { runQuery } from '../../query/run-query.ts';
import { filesFeed, followFeed, followFilesFeed, sourceFeed } from '../feeds.ts';
import { FileReads } from '../files/file-reads.ts';
import { areFiles, type FileOpening, type FilesInput, type OpeningOf } from '../files/files-input.ts';
import { largeFilesArePlain } from '../files/large-files.ts';
import { openWhole } from '../files/open-whole.ts';
import { FollowControl, type Following } from '../follow/follow-control.ts';
import type { FollowedFiles, FollowedOf } from '../follow/follow-files.ts';
import type { Ingest } from '../ingest.ts';
import { MemoryWatch } from '../memory-watch.ts';
import { ParallelIngest } from '../pool/parallel-ingest.ts';
import { type PoolChoice, poolFor, weightOf } from '../pool/pool-options.ts';
import { lowerPriority } from '../priority.ts';
import { SerialIngest } from '../serial-ingest.ts';
import { Load } from './load.ts';
import type { LoadInit, LoadReport, LoadRequest } from './load-messages.ts';
import { QueryScheduler } from './query-scheduler.ts';

/** nice values, 0 (normal) to 19 (lowest): the drawing thread runs first, then this one, then the readers. */
const NICENESS = 10;
const POOL_NICENESS = 19;

/**
 * The program of the load worker, which LoadClient starts: loads an input, then answers queries about it. `openingOf`: how
 * several files are opened; `followedOf`: how they are followed.
 */
export function runLoadWorker(openingOf: OpeningOf, followedOf: (container: object) => FollowedOf): void {
  lowerPriority(NICENESS);
  const { input, settings, pool, follow, memory }: LoadInit = workerData;
  const report = (report: LoadReport): void => parentPort?.postMessage(report);
  const queries = new QueryScheduler(report);
  const control = new FollowControl();
  const following = {
    control,
    onBegun: (begun: Begun, name: string) => report({ kind: 'begun', begun, name }),
  };
  const loading = (): Loading => {
    if (!areFiles(input)) {
      return follow ? followedIngest(input, settings, following) : sourceIngest(input, settings, pool);
    }
    const opening = openingOf(input.container);
    if (!follow) return filesIngest(input, opening, settings, pool);
    const onListed: FollowedFiles['onListed'] = (file, number) => report({ kind: 'listed', file, number });
    return followedFilesIngest(followedOf(input.container)(input, opening, onListed), settings, following);
  };
  const { ingest, readerOf } = loading();
  const load = new Load(ingest, queries, report, new MemoryWatch(memory));
  const readRecord = readerOf(() => load.dataset);
  parentPort?.on('message', (request: LoadRequest) => {
    if (request.kind === 'cancel') queries.cancel(request.id);
    else if (request.kind === 'describe') report(describe(request, load.dataset, readRecord));
    else if (request.kind === 'endFollowing') control.end();
    else if (request.kind === 'setGap') void load.setGap(request.gapSeconds);
    else {
      const { dataset } = load;
      const start = (): Generator<number, Answer> => runQuery(dataset, request.query, readRecord);
      queries.add(request.id, start, isInBackground(request.query));
    }
  });
  void load.run();
}

/** How an input is read, and what reads records of it again. */
interface Loading {
  readonly ingest: Ingest;
  readerOf(dataset: () => Dataset): ReadRecord;
}

/** This thread alone reads a followed source: nothing says how much of it there will be. */
function followedIngest(source: SourceDescription, settings: RunSettings, following: Following): Loading {
  const isPipe = source.spool !== undefined;
  const input = isPipe ? new FollowedPipe(sourceOf(source)) : new FollowedFile(source);
  return {
    ingest: new SerialIngest(settings, followFeed(input, following, false)),
    readerOf: (dataset) => (byteOffset, byteLength) =>
      input instanceof FollowedFile
        ? input.reads.read(dataset().files, byteOffset, byteLength)
        : readRecordNow(source, byteOffset, byteLength),
  };
}

/** It alone reads several followed files, too. */
function followedFilesIngest(followed: FollowedFiles, settings: RunSettings, following: Following): Loading {
  const { growing } = followed;
  return {
    ingest: new SerialIngest(settings, followFilesFeed(followed, following)),
    readerOf: (dataset) => (byteOffset, byteLength) => growing.read(dataset().files, byteOffset, byteLength),
  };
}

function sourceIngest(source: SourceDescription, settings: RunSettings, pool: PoolChoice): Loading {
  const isDivisible = source.spool === undefined && readsInAnyOrder(settings);
  const choice = isDivisible ? poolFor(source.sizeBytes, pool) : undefined;
  return {
    ingest:
      choice === undefined
        ? new SerialIngest(settings, sourceFeed(sourceOf(source)))
        : new ParallelIngest(source, settings, { ...choice, niceness: POOL_NICENESS }),
    readerOf: () => (byteOffset, byteLength) => readRecordNow(source, byteOffset, byteLength),
  };
}

function filesIngest(
  input: FilesInput,
  opening: FileOpening,
  settings: RunSettings,
  pool: PoolChoice,
): Loading {
  const choice = readsInAnyOrder(settings) ? poolFor(weightOf(input.files), pool) : undefined;
  const reads = new FileReads(input, opening);
  const listener = { openText: (file: number) => openWhole(input, file, opening) };
  return {
    ingest:
      choice === undefined || !largeFilesArePlain(input, opening, settings)
        ? new SerialIngest(settings, filesFeed(input, opening))
        : new ParallelIngest(input, settings, { ...choice, niceness: POOL_NICENESS }, listener),
    readerOf: (dataset) => (byteOffset, byteLength) => reads.read(dataset().files, byteOffset, byteLength),
  };
}

/** Runs at once, between slices of queries: parsing a record takes about 10 ms per MiB. */
function describe(
  { id, rejection }: Extract<LoadRequest, { kind: 'describe' }>,
  dataset: Dataset,
  readRecord: ReadRecord,
): LoadReport {
  try {
    return { kind: 'described', id, rejection: rereadRejection(dataset, readRecord, rejection) };
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    return { kind: 'describe-failed', id, message, code };
  }
}
