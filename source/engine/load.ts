import type { Source } from '../input/source.ts';
import type { Dataset } from '../pipeline/dataset.ts';
import { DatasetSender } from '../pipeline/dataset-transfer.ts';
import { Pipeline } from '../pipeline/pipeline.ts';
import type { PipelineSettings } from '../pipeline/settings.ts';
import { chunksOf } from './chunks.ts';
import type { LoadReport } from './load-messages.ts';
import type { QueryTurns } from './query-turns.ts';

/** How often it is told what is new. */
const NEWS_MILLISECONDS = 50;
/** Events are grouped for the first time when there are so many, then each time there are twice as many. */
const FIRST_REGROUPING = 1000;

/**
 * Runs the pipeline over a source and reports datasets. Queries go first: while one is open nothing is read on and no
 * dataset told, so that its answer is of `dataset`, the one told last.
 */
export class Load {
  dataset: Dataset;
  private readonly pipeline: Pipeline;
  private readonly sender = new DatasetSender();
  private nextRegrouping = FIRST_REGROUPING;

  constructor(
    private readonly source: Source,
    settings: PipelineSettings,
    private readonly turns: QueryTurns,
    private readonly report: (report: LoadReport) => void,
  ) {
    this.pipeline = new Pipeline(settings);
    this.dataset = this.pipeline.dataset();
  }

  /** Loads to the end. Never throws: what breaks is reported, and what was loaded by then stays. */
  async run(): Promise<void> {
    this.tell();
    const timer = setInterval(() => this.tellNews(), NEWS_MILLISECONDS);
    try {
      for await (const chunk of chunksOf(this.source)) {
        await this.turns.settled();
        this.pipeline.push(chunk);
        if (this.pipeline.counted.validEvents >= this.nextRegrouping) this.regroup();
      }
      await this.turns.settled();
      this.pipeline.finish();
      this.tell();
      if ((await this.source.change()) === 'shorter')
        this.tellFailure(new Error('it became shorter while it was read'));
    } catch (error) {
      await this.turns.settled();
      this.keepWhatIsThere();
      this.tellFailure(error);
    } finally {
      clearInterval(timer);
    }
  }

  private regroup(): void {
    this.nextRegrouping = 2 * this.pipeline.regroup().eventCount;
    this.tell();
  }

  private keepWhatIsThere(): void {
    try {
      this.regroup();
    } catch {
      // Not enough memory, which may be what broke: the grouping before stands.
    }
  }

  private tellNews(): void {
    if (this.turns.idle && this.pipeline.counted.inputBytes > this.dataset.inputBytes) this.tell();
  }

  private tell(): void {
    this.dataset = this.pipeline.dataset();
    this.report({ kind: 'news', news: this.sender.newsOf(this.dataset) });
  }

  private tellFailure(error: unknown): void {
    const { message, code } = error as NodeJS.ErrnoException;
    this.report({ kind: 'failed', message, code });
  }
}
