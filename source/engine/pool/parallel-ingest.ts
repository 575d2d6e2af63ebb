import type { SourceDescription } from '../../input/source.ts';
import { checkBalance } from '../../pipeline/result/balance.ts';
import { type Dataset, endState, type Grouping, groupingOf } from '../../pipeline/result/dataset.ts';
import { type Result, resultOf } from '../../pipeline/result/result.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { Ingest } from '../ingest.ts';
import { groupInPool, type OnSessionRows } from './parallel-grouping.ts';
import { type PoolListener, type PoolOptions, WorkerPool } from './worker-pool.ts';

/** Reads a file with a worker pool. */
export class ParallelIngest implements Ingest {
  readonly pool: WorkerPool;
  private onChange: () => void = () => undefined;

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
        this.onChange();
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
        this.onChange = resolve;
      });
      await Promise.race([change, read]);
      yield;
    }
  }

  /** `onSessionRows` gets rows of CSV for the sessions. */
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
    // Rows are made while events are grouped.
    const grouping = (onSessionRows ? undefined : this.wholeGrouping) ?? (await this.regroup(onSessionRows));
    assembly.imbalances = checkBalance(assembly.checkpoint, grouping);
    assembly.state = endState(await this.pool.read);
    return resultOf(this.dataset(), grouping);
  }

  /** The last grouping, where it is of all events. */
  private get wholeGrouping(): Grouping | undefined {
    const { grouping, checkpoint } = this.pool.assembly;
    return grouping?.eventCount === checkpoint.validEvents ? grouping : undefined;
  }

  dataset(): Dataset {
    return this.pool.assembly.dataset();
  }

  close(): Promise<void> {
    return this.pool.stop();
  }
}
