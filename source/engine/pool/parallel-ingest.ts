import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ForeignCount } from '../../input/look/foreign-records.ts';
import { runCooperatively } from '../../pipeline/columns/cooperative.ts';
import { CurrentGrouping } from '../../pipeline/group/current-grouping.ts';
import type { Grouping } from '../../pipeline/group/grouping.ts';
import { checkBalance } from '../../pipeline/result/balance.ts';
import { type Dataset, endState, LOADING } from '../../pipeline/result/dataset.ts';
import { type Result, resultOf } from '../../pipeline/result/result.ts';
import { inputBytesAt } from '../../pipeline/scan/checkpoint.ts';
import type { RunSettings } from '../../pipeline/settings.ts';
import type { InputDescription } from '../files/files-input.ts';
import type { Ingest } from '../ingest.ts';
import { groupInPool, type OnSessionRows } from './parallel-grouping.ts';
import { type PoolListener, type PoolOptions, WorkerPool } from './worker-pool.ts';

/** Reads a file with a worker pool. */
export class ParallelIngest implements Ingest {
  readonly pool: WorkerPool;
  private readonly grouping: CurrentGrouping;
  private onChange: () => void = () => undefined;

  constructor(
    input: InputDescription,
    settings: RunSettings,
    options: PoolOptions,
    listener: PoolListener = {},
  ) {
    const { gapSeconds, ...reading } = settings;
    this.grouping = new CurrentGrouping(gapSeconds);
    this.pool = new WorkerPool(input, reading, options, {
      ...listener,
      onChunk: () => {
        listener.onChunk?.();
        this.onChange();
      },
    });
  }

  get bytesRead(): number {
    return inputBytesAt(this.pool.assembly.checkpoint);
  }

  get validEvents(): number {
    return this.pool.assembly.checkpoint.validEvents;
  }

  readonly isFollowing = false;

  readonly changingNames = undefined;

  get foreign(): ForeignCount | undefined {
    return this.pool.assembly.foreign;
  }

  async *steps(): AsyncGenerator<void> {
    const { pool } = this;
    let isRead = false;
    const read = pool.read.then(() => {
      isRead = true;
    });
    while (!isRead) {
      const change = new Promise<void>((resolve) => {
        this.onChange = resolve;
      });
      await Promise.race([change, read]);
      yield;
    }
  }

  /** `onSessionRows` receives the encoded rows of the sessions. */
  async group(onSessionRows?: OnSessionRows): Promise<Grouping> {
    const { pool, grouping } = this;
    const { store, settings } = this.dataset();
    const newer = await groupInPool(pool, store, grouping.gapSeconds, settings.idDecides, onSessionRows);
    return runCooperatively(grouping.replace(store, newer), nextTurn);
  }

  async setGap(gapSeconds: number | undefined, onShare: (share: number) => void): Promise<void> {
    await runCooperatively(this.grouping.setGap(this.dataset().store, gapSeconds), (share) => {
      onShare(share);
      return nextTurn();
    });
    if (this.pool.assembly.state !== LOADING) this.checkBalance();
  }

  async finish(onSessionRows?: OnSessionRows): Promise<Result> {
    const { assembly } = this.pool;
    // Rows are made while events are grouped.
    const grouping = (onSessionRows ? undefined : this.wholeGrouping) ?? (await this.group(onSessionRows));
    this.checkBalance();
    assembly.state = endState(await this.pool.read);
    return resultOf(this.dataset(), grouping);
  }

  /** The last grouping, if it covers all events. */
  private get wholeGrouping(): Grouping | undefined {
    const { latest } = this.grouping;
    return latest?.eventCount === this.pool.assembly.checkpoint.validEvents ? latest : undefined;
  }

  dataset(): Dataset {
    return { ...this.pool.assembly.dataset(), grouping: this.grouping.latest };
  }

  private checkBalance(): void {
    const { assembly } = this.pool;
    const { latest } = this.grouping;
    assembly.imbalances = latest === undefined ? [] : checkBalance(assembly.checkpoint, latest);
  }

  close(): Promise<void> {
    return this.pool.stop();
  }
}
