import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ForeignCount, ForeignRecords, joinForeign } from '../input/look/foreign-records.ts';
import type { Source } from '../input/source.ts';
import { runCooperatively } from '../pipeline/columns/cooperative.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import { Pipeline } from '../pipeline/pipeline.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { ReadFailure } from '../pipeline/scan/read-failure.ts';
import type { RunSettings } from '../pipeline/settings.ts';
import { chunksOf } from './chunks.ts';
import type { Ingest } from './ingest.ts';

/** Reads a source on this thread: small files, and pipes. */
export class SerialIngest implements Ingest {
  private readonly pipeline: Pipeline;
  private failure: ReadFailure | undefined;
  private readonly records: ForeignRecords;
  private foreignBefore: ForeignCount | undefined;

  constructor(
    private readonly source: Source,
    settings: RunSettings,
  ) {
    this.records = new ForeignRecords(settings);
    this.pipeline = new Pipeline(settings, undefined, 'both', {
      onTaken: (rows, rejected, window) => this.records.look(rows, rejected, window),
    });
  }

  get bytesRead(): number {
    return this.pipeline.counted.inputBytes;
  }

  get validEvents(): number {
    return this.pipeline.counted.validEvents;
  }

  get foreign(): ForeignCount | undefined {
    this.foreignBefore = joinForeign(this.foreignBefore, this.records.take());
    return this.foreignBefore;
  }

  async *steps(): AsyncGenerator<void> {
    const onFailure = (failure: ReadFailure): void => {
      this.failure = failure;
    };
    for await (const chunk of chunksOf(this.source, onFailure)) {
      yield;
      this.pipeline.push(chunk);
      yield;
    }
  }

  async group(): Promise<Grouping> {
    return runCooperatively(this.pipeline.groupInSteps(), nextTurn);
  }

  async setGap(gapSeconds: number | undefined): Promise<void> {
    await runCooperatively(this.pipeline.setGapInSteps(gapSeconds), nextTurn);
  }

  async finish(): Promise<void> {
    await runCooperatively(this.pipeline.finishInSteps(this.failure), nextTurn);
  }

  dataset(): Dataset {
    return this.pipeline.dataset();
  }

  async close(): Promise<void> {}
}
