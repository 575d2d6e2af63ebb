import type { Source } from '../../input/source.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { DatasetSender } from '../../pipeline/result/dataset-delta.ts';
import type { Ingest } from '../ingest.ts';
import type { LoadReport } from './load-messages.ts';
import type { QueryScheduler } from './query-scheduler.ts';

/** How often it is told what is new. */
const NEWS_MILLISECONDS = 100;
/** Events are grouped for the first time when there are so many, then each time there are twice as many. */
const FIRST_REGROUPING = 1000;

/**
 * Has a source read and reports datasets. Queries go first: while one is open no dataset is told, so that its answer is
 * of `dataset`, the one told last.
 */
export class Load {
  dataset: Dataset;
  private readonly sender = new DatasetSender();
  private nextRegrouping = FIRST_REGROUPING;

  constructor(
    private readonly source: Source,
    private readonly reading: Ingest,
    private readonly turns: QueryScheduler,
    private readonly report: (report: LoadReport) => void,
  ) {
    this.dataset = reading.dataset();
  }

  /** Loads to the end. Never throws: what breaks is reported, and what was loaded by then stays. */
  async run(): Promise<void> {
    const { reading, turns } = this;
    this.tell();
    const timer = setInterval(() => this.tellNews(), NEWS_MILLISECONDS);
    try {
      for await (const _ of reading.steps()) {
        await turns.settled();
        if (reading.validEvents >= this.nextRegrouping) await this.regroup();
      }
      await reading.finish();
      await turns.settled();
      this.tell();
      if ((await this.source.change()) === 'shorter')
        this.tellFailure(new Error('it became shorter while it was read'));
    } catch (error) {
      await this.keepWhatIsThere();
      this.tellFailure(error);
    } finally {
      clearInterval(timer);
      await reading.close();
    }
  }

  private async regroup(): Promise<void> {
    const { eventCount } = await this.reading.regroup();
    this.nextRegrouping = 2 * eventCount;
    await this.turns.settled();
    this.tell();
  }

  private async keepWhatIsThere(): Promise<void> {
    try {
      // A chunk that another thread had nearly read comes while the events are grouped.
      do await this.regroup();
      while (this.dataset.store.count > (this.dataset.grouping?.eventCount ?? 0));
    } catch {
      // Not enough memory, which may be what broke: the grouping before stands.
    }
  }

  private tellNews(): void {
    if (this.turns.idle && this.reading.bytesRead > this.dataset.inputBytes) this.tell();
  }

  private tell(): void {
    this.dataset = this.reading.dataset();
    this.report({ kind: 'news', news: this.sender.newsOf(this.dataset) });
  }

  private tellFailure(error: unknown): void {
    const { message, code } = error as NodeJS.ErrnoException;
    this.report({ kind: 'failed', message, code });
  }
}
