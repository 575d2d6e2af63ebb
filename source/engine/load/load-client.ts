import type { Worker } from 'node:worker_threads';
import type { Begun } from '../../input/follow/followed-input.ts';
import type { ListedFile } from '../../input/listed-file.ts';
import type { ForeignCount } from '../../input/look/foreign-records.ts';
import type { ExplainedRejection } from '../../pipeline/reject/rejection.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { DatasetMirror } from '../../pipeline/result/dataset-delta.ts';
import { errorWithCode } from '../../pipeline/scan/read-failure.ts';
import { checkGap, type RunSettings } from '../../pipeline/settings.ts';
import type { Answer, Query } from '../../query/query.ts';
import type { InputDescription } from '../files/files-input.ts';
import { memoryLimit } from '../memory-limit.ts';
import type { PoolChoice } from '../pool/pool-options.ts';
import { startWorker } from '../start-worker.ts';
import type { LoadInit, LoadReport, LoadRequest } from './load-messages.ts';
import { ReplacedMemory } from './replaced-memory.ts';

const ENDED = 'the loading thread has ended';

interface OpenDescription {
  readonly resolve: (rejection: ExplainedRejection) => void;
  readonly reject: (error: Error) => void;
}

/** Receives what a load and its queries report. */
export interface LoadListener {
  /**
   * Called at once, about every 100 ms while there is more, after each regrouping, and at the end, when `dataset.state`
   * is no longer `loading`: if reading failed, it says why. Each dataset stays valid when the next one arrives.
   */
  onDataset(dataset: Dataset, bytesRead: number): void;
  /**
   * Called when all that can be read was read; the last dataset follows. `foreign`: the records that hold bytes which are
   * not UTF-8, or halves of characters.
   */
  onRead(foreign: ForeignCount | undefined): void;
  /** Called when the file that took the place of a followed one is read, before any dataset that has some of it. */
  onBegun(begun: Begun, name: string): void;
  /** Called when one of several followed files is new, or was renamed. */
  onListed(file: ListedFile, number: number): void;
  /** The worker died: no dataset follows, and queries fail. What was loaded stays valid. `code`: of a system error. */
  onDied(message: string, code: string | undefined): void;
  /** The answer is about the dataset that `onDataset` received last before it. */
  onAnswer(id: number, answer: Answer): void;
  /** `share`: how much is done, from 0 to 1. Only called for slow queries. */
  onProgress(id: number, share: number): void;
  /** Called, for slow cuts, with the share of the cut by another gap that is done, from 0 to 1. */
  onGapProgress(share: number): void;
  /** The query failed: it has no answer. */
  onQueryFailed(id: number, message: string): void;
}

/** A worker thread that loads a file and answers queries, meanwhile and afterwards. */
export class LoadClient {
  private readonly worker: Worker;
  private readonly mirror = new DatasetMirror();
  private readonly replaced = new ReplacedMemory();
  private readonly open = new Set<number>();
  private readonly descriptions = new Map<number, OpenDescription>();
  private lastDescription = 0;
  private over = false;

  /**
   * `workerUrl`: of the bundled load-worker. What `input` describes must stay open until `stop` resolves. `follow`: whether
   * the load waits for more of it, until `endFollowing`.
   */
  constructor(
    input: InputDescription,
    settings: RunSettings,
    workerUrl: URL,
    private readonly listener: LoadListener,
    pool: PoolChoice,
    follow = false,
  ) {
    const init: LoadInit = { input, settings, pool, follow, memory: memoryLimit(pool.maxMemoryBytes) };
    this.worker = startWorker(workerUrl, init);
    this.worker.on('message', (report: LoadReport) => this.take(report));
    this.worker.on('error', (error: NodeJS.ErrnoException) => this.fail(error.message, error.code));
    this.worker.on('exit', (exitCode) => this.fail(`the loading thread ended with ${exitCode}`, undefined));
  }

  /** Sends a query; `id` is the caller's, unique. `onAnswer` or `onQueryFailed` follows, unless it is cancelled. */
  query(id: number, query: Query): void {
    if (this.over) {
      this.listener.onQueryFailed(id, ENDED);
      return;
    }
    this.open.add(id);
    this.send({ kind: 'query', id, query });
  }

  /** Cancels a query: the listener receives nothing more about it. */
  cancel(id: number): void {
    if (this.open.delete(id)) this.send({ kind: 'cancel', id });
  }

  /**
   * Cuts the sessions by another gap, now and in later groupings. `onDataset` is called with the new sessions:
   * `dataset.grouping.gapSeconds` is the gap that they are cut by. Throws RangeError for an invalid gap.
   */
  setGap(gapSeconds: number | undefined): void {
    checkGap(gapSeconds);
    if (!this.over) this.send({ kind: 'setGap', gapSeconds });
  }

  /**
   * Describes rejection `rejection` (its index in the store) on the worker's thread: for records so long that parsing
   * them would block this one. Rejects with a system error, or when the worker has ended.
   */
  describe(rejection: number): Promise<ExplainedRejection> {
    if (this.over) return Promise.reject(new Error(ENDED));
    const id = ++this.lastDescription;
    return new Promise((resolve, reject) => {
      this.descriptions.set(id, { resolve, reject });
      this.send({ kind: 'describe', id, rejection });
    });
  }

  /** Ends the wait for more: the load reads what is there by now, and the state of its last dataset is `done`. */
  endFollowing(): void {
    if (!this.over) this.send({ kind: 'endFollowing' });
  }

  /** Ends the worker, whatever it is doing. The listener is not called any more; pending descriptions reject. */
  async stop(): Promise<void> {
    this.over = true;
    this.open.clear();
    this.rejectDescriptions(ENDED);
    await this.worker.terminate();
  }

  private send(request: LoadRequest): void {
    this.worker.postMessage(request);
  }

  private take(report: LoadReport): void {
    if (this.over) return;
    const { listener } = this;
    if (report.kind === 'news') {
      const dataset = this.mirror.take(report.news);
      if (report.news.grouping !== 'same') {
        this.replaced.add(dataset.grouping?.byUser.events.byteLength ?? 0);
      }
      listener.onDataset(dataset, dataset.inputBytes);
    } else if (report.kind === 'begun') {
      listener.onBegun(report.begun, report.name);
    } else if (report.kind === 'listed') {
      listener.onListed(report.file, report.number);
    } else if (report.kind === 'read') {
      listener.onRead(report.foreign);
    } else if (report.kind === 'gap-progress') {
      listener.onGapProgress(report.share);
    } else if (report.kind === 'described' || report.kind === 'describe-failed') {
      this.takeDescription(report);
    } else if (!this.open.has(report.id)) {
      // The query was cancelled while its report was on the way.
    } else if (report.kind === 'progress') {
      listener.onProgress(report.id, report.share);
    } else {
      this.open.delete(report.id);
      if (report.kind === 'answer') listener.onAnswer(report.id, report.answer);
      else listener.onQueryFailed(report.id, report.message);
    }
  }

  private takeDescription(report: Extract<LoadReport, { kind: 'described' | 'describe-failed' }>): void {
    const description = this.descriptions.get(report.id);
    this.descriptions.delete(report.id);
    if (report.kind === 'described') description?.resolve(report.rejection);
    else description?.reject(errorWithCode(report.message, report.code));
  }

  private rejectDescriptions(message: string): void {
    for (const { reject } of this.descriptions.values()) reject(new Error(message));
    this.descriptions.clear();
  }

  private fail(message: string, code: string | undefined): void {
    if (this.over) return;
    this.over = true;
    this.listener.onDied(message, code);
    for (const id of this.open) this.listener.onQueryFailed(id, message);
    this.open.clear();
    this.rejectDescriptions(message);
  }
}
