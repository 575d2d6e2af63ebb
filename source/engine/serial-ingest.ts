import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Source } from '../input/source.ts';
import { Pipeline } from '../pipeline/pipeline.ts';
import type { Dataset, Grouping } from '../pipeline/result/dataset.ts';
import type { ReadFailure } from '../pipeline/scan/read-failure.ts';
import type { PipelineSettings } from '../pipeline/settings.ts';
import { chunksOf } from './chunks.ts';
import type { Ingest } from './ingest.ts';

/** Reads a source on this thread: small files, and what comes through a pipe. */
export class SerialIngest implements Ingest {
  private readonly pipeline: Pipeline;
  private failure: ReadFailure | undefined;

  constructor(
    private readonly source: Source,
    settings: PipelineSettings,
  ) {
    this.pipeline = new Pipeline(settings);
  }

  get bytesRead(): number {
    return this.pipeline.counted.inputBytes;
  }

  get validEvents(): number {
    return this.pipeline.counted.validEvents;
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

  async regroup(): Promise<Grouping> {
    return runCooperatively(this.pipeline.regroupInSteps());
  }

  async finish(): Promise<void> {
    await runCooperatively(this.pipeline.finishInSteps(this.failure));
  }

  dataset(): Dataset {
    return this.pipeline.dataset();
  }

  async close(): Promise<void> {}
}

/** Runs the steps to their end; between two of them the event loop of this thread goes round once. */
async function runCooperatively<Found>(steps: Generator<unknown, Found>): Promise<Found> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}
