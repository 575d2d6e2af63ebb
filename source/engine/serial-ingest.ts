import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FollowedInput } from '../input/follow/followed-input.ts';
import { type ForeignCount, ForeignRecords, joinForeign } from '../input/look/foreign-records.ts';
import type { Source } from '../input/source.ts';
import { runCooperatively } from '../pipeline/columns/cooperative.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import { Pipeline } from '../pipeline/pipeline.ts';
import type { PipelineWatch } from '../pipeline/pipeline-watch.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { ReadFailure } from '../pipeline/scan/read-failure.ts';
import type { RunSettings } from '../pipeline/settings.ts';
import { chunksOf } from './chunks.ts';
import type { Following } from './follow/follow-control.ts';
import { followSteps } from './follow/follow-steps.ts';
import type { Ingest } from './ingest.ts';

/** How bytes come to a pipeline on this thread. */
export interface Feed {
  /** The names of several files. */
  readonly fileNames?: readonly string[];
  /** Adds all bytes, and yields before and after it adds any: while a step is awaited nothing is added. */
  steps(pipeline: Pipeline): AsyncGenerator<void>;
  /** After all steps: why the bytes ended early, if they did. */
  readonly failure?: ReadFailure | undefined;
}

/** Feeds the bytes of a source. */
export function sourceFeed(source: Source): Feed {
  let failure: ReadFailure | undefined;
  return {
    async *steps(pipeline) {
      const onFailure = (found: ReadFailure): void => {
        failure = found;
      };
      for await (const chunk of chunksOf(source, onFailure)) {
        yield;
        pipeline.push(chunk);
        yield;
      }
    },
    get failure() {
      return failure;
    },
  };
}

/** Feeds a followed input, until following ends. A look that finds nothing is no step. */
export function followedFeed(input: FollowedInput, { control, onBegun }: Following): Feed {
  let failure: ReadFailure | undefined;
  const onFailure = (found: ReadFailure): void => {
    failure = found;
  };
  return {
    steps: (pipeline) => followSteps(pipeline, input, control, false, { onBegun, onFailure }),
    get failure() {
      return failure;
    },
  };
}

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
