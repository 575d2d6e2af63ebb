import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import { leanDecompression } from '../../scripts/lean-packages.mjs';
import { LoadClient } from '../../source/engine/load/load-client.ts';
import type { ForeignCount } from '../../source/input/look/foreign-records.ts';
import type { Source } from '../../source/input/source.ts';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import { completeSettings, type RunSettings } from '../../source/pipeline/settings.ts';
import type { Answer, Query } from '../../source/query/query.ts';
import { Watchers } from './watchers.ts';

/** The workers of source/, bundled as they are in dist/. */
export interface Workers {
  readonly load: URL;
  readonly pool: URL;
  readonly filesPool: URL;
  readonly decompress: URL;
  readonly remove: () => Promise<void>;
}

export async function bundleWorkers(): Promise<Workers> {
  const folder = await mkdtemp(join(tmpdir(), 'event-sessions-tui-worker-'));
  const entry = (name: string): string => fileURLToPath(new URL(`../../source/${name}.ts`, import.meta.url));
  await build({
    entryPoints: [
      entry('app/workers/load-worker'),
      entry('app/workers/pool-worker'),
      entry('app/workers/files-pool-worker'),
      entry('engine/decompress/decompress-worker'),
    ],
    plugins: [leanDecompression],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    minifySyntax: true,
  });
  const url = (name: string): URL => pathToFileURL(join(folder, `${name}.mjs`));
  return {
    load: url('app/workers/load-worker'),
    pool: url('app/workers/pool-worker'),
    filesPool: url('app/workers/files-pool-worker'),
    decompress: url('engine/decompress/decompress-worker'),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** How several threads read the small input of a test. */
export interface Pooled {
  readonly workers: number;
  readonly chunkBytes: number;
}

/** A load in a real worker thread, all that it reported, and ways to wait for it. Stopped when the test ends. */
export class Loading {
  readonly datasets: Dataset[] = [];
  /** Why reading failed, or the worker died. */
  readonly failures: { message: string; code: string | undefined }[] = [];
  /** What of it was not UTF-8, each time that all was read. */
  readonly counts: (ForeignCount | undefined)[] = [];
  readonly answers = new Map<number, Answer>();
  readonly failedQueries = new Map<number, string>();
  readonly loader: LoadClient;
  private readonly watchers = new Watchers();
  private lastQuery = 0;

  constructor(source: Source, workers: Workers, settings: Partial<RunSettings> = {}, pooled?: Pooled) {
    const noticed =
      <Values extends unknown[]>(take: (...values: Values) => void) =>
      (...values: Values): void => {
        take(...values);
        this.watchers.look();
      };
    const listener = {
      onDataset: noticed((dataset: Dataset) => this.take(dataset)),
      onRead: (foreign: ForeignCount | undefined) => this.counts.push(foreign),
      onBegun: () => undefined,
      onListed: () => undefined,
      onDied: noticed((message: string, code: string | undefined) => this.failures.push({ message, code })),
      onAnswer: noticed((id: number, answer: Answer) => this.answers.set(id, answer)),
      onProgress: () => undefined,
      onGapProgress: () => undefined,
      onQueryFailed: noticed((id: number, message: string) => this.failedQueries.set(id, message)),
    };
    const pool = { workerUrl: workers.pool.href, ...(pooled && { ...pooled, leastSharedBytes: 1 }) };
    this.loader = new LoadClient(source.describe(), completeSettings(settings), workers.load, listener, pool);
    onTestFinished(() => this.loader.stop());
  }

  private take(dataset: Dataset): void {
    this.datasets.push(dataset);
    const { state } = dataset;
    if (state.kind !== 'failed' || this.failures.length > 0) return;
    const { message, code } = state.failure;
    this.failures.push({ message, code });
  }

  get last(): Dataset {
    const dataset = this.datasets.at(-1);
    if (dataset === undefined) throw new Error('no dataset was reported yet');
    return dataset;
  }

  /** Resolves to the first dataset from now on for which `isSo` holds. Rejects when loading fails. */
  async untilDataset(isSo: (dataset: Dataset) => boolean, awaited: string): Promise<Dataset> {
    await this.until(() => {
      if (this.failures.length > 0) throw new Error(this.failures[0].message);
      return this.datasets.length > 0 && isSo(this.last);
    }, awaited);
    return this.last;
  }

  untilFinished(): Promise<Dataset> {
    return this.untilDataset(({ state }) => state.kind === 'done', 'the end of the load');
  }

  until(isSo: () => boolean, awaited: string): Promise<void> {
    return this.watchers.until(isSo, awaited);
  }

  async answerTo(query: Query): Promise<Answer> {
    const id = this.ask(query);
    await this.until(() => this.answers.has(id) || this.failedQueries.has(id), 'an answer');
    const answer = this.answers.get(id);
    if (answer === undefined) throw new Error(this.failedQueries.get(id));
    return answer;
  }

  /** Sends a query and returns its id. */
  ask(query: Query): number {
    this.loader.query(++this.lastQuery, query);
    return this.lastQuery;
  }
}
