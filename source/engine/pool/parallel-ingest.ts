import type { SourceDescription } from '../../input/source.ts';
import { checkBalance } from '../../pipeline/result/balance.ts';
import { type Dataset, type Grouping, groupingOf } from '../../pipeline/result/dataset.ts';
import { type Result, resultOf } from '../../pipeline/result/result.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { Ingest } from '../ingest.ts';
import { groupInPool, type OnSessionRows } from './parallel-grouping.ts';
import { type PoolListener, type PoolOptions, WorkerPool } from './worker-pool.ts';

/** A file that several threads read together. */
export class ParallelIngest implements Ingest {
  readonly pool: WorkerPool;
  private tellChange: () => void = () => undefined;

  constructor(
    source: SourceDescription,
    private readonly settings: PipelineSettings,
    options: PoolOptions,
    listener: PoolListener = {},
  ) {
    this.pool = new WorkerPool(source, settings, options, {
      ...listener,
      onChunk: () => {
        listener.onChunk?.();
        this.tellChange();
      },
    });
  }

  get bytesRead(): number {
    return this.pool.assembly.checkpoint.byteOffset;
  }

  get validEvents(): number {
    return this.pool.assembly.checkpoint.validEvents;
  }

  async *steps(): AsyncGenerator<void> {
    const { pool } = this;
    let isRead = false;
    const read = pool.read.then(() => {
      isRead = true;
    });
    while (!isRead) {
      const change = new Promise<void>((resolve) => {
        this.tellChange = resolve;
      });
      await Promise.race([change, read]);
      yield;
    }
  }

  async regroup(onSessionRows?: OnSessionRows): Promise<Grouping> {
    const { pool, settings } = this;
    const { store } = this.dataset();
    const analysis = await groupInPool(pool, store, settings.gapSeconds, onSessionRows);
    const grouping = groupingOf(store.count, analysis);
    pool.assembly.grouping = grouping;
    return grouping;
  }

  async finish(onSessionRows?: OnSessionRows): Promise<Result> {
    const { assembly } = this.pool;
    const grouping = await this.regroup(onSessionRows);
    assembly.imbalances = checkBalance(assembly.checkpoint, grouping);
    assembly.finished = true;
    return resultOf(this.dataset(), grouping);
  }

  dataset(): Dataset {
    return this.pool.assembly.dataset();
  }

  close(): Promise<void> {
    return this.pool.stop();
  }
}
