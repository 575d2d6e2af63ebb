import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Source } from '../input/source.ts';
import { Pipeline } from '../pipeline/pipeline.ts';
import type { Dataset, Grouping } from '../pipeline/result/dataset.ts';
import type { PipelineSettings } from '../pipeline/settings.ts';
import { chunksOf } from './chunks.ts';
import type { Ingest } from './ingest.ts';

/** A source read on this thread: what is small, and what comes through a pipe. */
export class SerialIngest implements Ingest {
  private readonly pipeline: Pipeline;

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
    for await (const chunk of chunksOf(this.source)) {
      yield;
      this.pipeline.push(chunk);
      yield;
    }
  }

  async regroup(): Promise<Grouping> {
    return runCooperatively(this.pipeline.regroupInSteps());
  }

  async finish(): Promise<void> {
    await runCooperatively(this.pipeline.finishInSteps());
  }

  dataset(): Dataset {
    return this.pipeline.dataset();
  }

  async close(): Promise<void> {}
}

/** Goes through the steps, others on this thread having their turns in between. */
async function runCooperatively<Found>(steps: Generator<unknown, Found>): Promise<Found> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}
