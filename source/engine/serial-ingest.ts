import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ForeignCount, ForeignRecords, joinForeign } from '../input/look/foreign-records.ts';
import { runCooperatively } from '../pipeline/columns/cooperative.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import { Pipeline } from '../pipeline/pipeline.ts';
import type { PipelineWatch } from '../pipeline/pipeline-watch.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { RunSettings } from '../pipeline/settings.ts';
import type { Feed } from './feeds.ts';
import type { Ingest } from './ingest.ts';

/** Reads an input on this thread: small files, pipes, and archives. */
export class SerialIngest implements Ingest {
  private readonly pipeline: Pipeline;
  private readonly records: ForeignRecords;
  private foreignBefore: ForeignCount | undefined;

  constructor(
    settings: RunSettings,
    private readonly feed: Feed,
  ) {
    this.records = new ForeignRecords(settings);
    const watch: PipelineWatch = {
      onTaken: (rows, rejected, window, own) => this.records.look(rows, rejected, window, own),
    };
    this.pipeline = new Pipeline(settings, undefined, 'both', watch, feed.fileNames);
  }

  get bytesRead(): number {
    return this.pipeline.counted.inputBytes;
  }

  get validEvents(): number {
    return this.pipeline.counted.validEvents;
  }

  get isFollowing(): boolean {
    return this.pipeline.isFollowing;
  }

  get changingNames(): readonly string[] | undefined {
    return this.pipeline.fileNames;
  }

  get foreign(): ForeignCount | undefined {
    this.foreignBefore = joinForeign(this.foreignBefore, this.records.take());
    return this.foreignBefore;
  }

  steps(): AsyncGenerator<void> {
    return this.feed.steps(this.pipeline);
  }

  async group(): Promise<Grouping> {
    return runCooperatively(this.pipeline.groupInSteps(), nextTurn);
  }

  async setGap(gapSeconds: number | undefined, onShare: (share: number) => void): Promise<void> {
    await runCooperatively(this.pipeline.setGapInSteps(gapSeconds), (share) => {
      onShare(share);
      return nextTurn();
    });
  }

  async finish(): Promise<void> {
    await runCooperatively(this.pipeline.finishInSteps(this.feed.failure), nextTurn);
  }

  dataset(): Dataset {
    return this.pipeline.dataset();
  }

  async close(): Promise<void> {}
}
