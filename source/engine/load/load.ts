import { type Dataset, endState, FOLLOWING } from '../../pipeline/result/dataset.ts';
import { DatasetSender } from '../../pipeline/result/dataset-delta.ts';
import { type ReadFailure, readFailureOf } from '../../pipeline/scan/read-failure.ts';
import type { Ingest } from '../ingest.ts';
import type { MemoryWatch } from '../memory-watch.ts';
import type { LoadReport } from './load-messages.ts';
import type { QueryScheduler } from './query-scheduler.ts';
import { RegroupSchedule } from './regroup-schedule.ts';
import { ReplacedMemory } from './replaced-memory.ts';

/** How often a new dataset is reported while bytes arrive. */
const NEWS_MILLISECONDS = 100;
/** Shorter work shows no progress. */
const FIRST_SHARE_MILLISECONDS = 50;

/**
 * Reads an input to its end and reports datasets. Queries go first: no dataset is reported while one is open, so that its
 * answer is about `dataset`, the one reported last.
 */
export class Load {
  dataset: Dataset;
  /** What ended the load where the ingest itself did not report a failure. */
  private brokenBy: ReadFailure | undefined;
  private readonly sender = new DatasetSender();
  private readonly replaced = new ReplacedMemory();
  private readonly schedule = new RegroupSchedule(performance.now());

  constructor(
    private readonly ingest: Ingest,
    private readonly queries: QueryScheduler,
    private readonly report: (report: LoadReport) => void,
    private readonly memory: MemoryWatch,
  ) {
    this.dataset = ingest.dataset();
  }

  /**
   * Loads to the end. Never throws: the state of the last dataset says what failed, and the dataset holds what was loaded
   * before that, grouped.
   */
  async run(): Promise<void> {
    const { ingest, queries } = this;
    this.reportDataset();
    const timer = setInterval(() => this.reportNews(), NEWS_MILLISECONDS);
    try {
      await this.readToEnd();
      await ingest.finish();
      await queries.settled();
      this.reportEnd();
    } catch (error) {
      const failure = readFailureOf(error, ingest.bytesRead);
      await this.keepWhatIsThere();
      this.brokenBy = failure;
      this.reportEnd();
    } finally {
      clearInterval(timer);
      await ingest.close();
    }
  }

  /** Groups whenever that is due, even while no bytes arrive. */
  private async readToEnd(): Promise<void> {
    const { ingest, queries, schedule } = this;
    const steps = ingest.steps();
    // Until it resolves nothing is added to the store of this thread, so the events can be grouped.
    let next = steps.next();
    for (;;) {
      const milliseconds = schedule.dueIn(ingest.validEvents, performance.now(), ingest.isFollowing);
      const step = await withDeadline(next, milliseconds);
      if (step === TIMED_OUT) {
        await queries.settled();
        await this.regroup();
        continue;
      }
      if (step.done) return;
      this.memory.growing(ingest.validEvents);
      await queries.settled();
      // Not before: the thread reads nothing while it answers queries, which is not a pause of the input.
      schedule.inputCame(performance.now());
      next = steps.next();
    }
  }

  /** Cuts the sessions by another gap and reports the new dataset, after the answers to open queries. */
  async setGap(gapSeconds: number | undefined): Promise<void> {
    let reportedAt = performance.now() + FIRST_SHARE_MILLISECONDS - NEWS_MILLISECONDS;
    await this.ingest.setGap(gapSeconds, (share) => {
      const now = performance.now();
      if (now - reportedAt < NEWS_MILLISECONDS) return;
      reportedAt = now;
      this.report({ kind: 'gap-progress', share });
    });
    await this.queries.settled();
    this.reportDataset();
  }

  private async regroup(): Promise<void> {
    const beganAt = performance.now();
    const { eventCount } = await this.ingest.group();
    this.schedule.grouped(eventCount, beganAt, performance.now());
    await this.queries.settled();
    this.reportDataset();
  }

  /** Keeps what was loaded when something other than the input failed. */
  private async keepWhatIsThere(): Promise<void> {
    try {
      // A chunk that another thread had nearly read may arrive while the events are grouped.
      do await this.regroup();
      while (this.dataset.store.count > (this.dataset.grouping?.eventCount ?? 0));
    } catch {
      // Not enough memory, which may be what failed: keep the last grouping.
    }
  }

  private reportNews(): void {
    const { ingest, dataset } = this;
    const hasNews =
      ingest.bytesRead > dataset.inputBytes || ingest.isFollowing !== (dataset.state === FOLLOWING);
    const { changingNames } = ingest;
    const isRenamed = changingNames !== undefined && changingNames !== dataset.files.names;
    if (this.queries.idle && (hasNews || isRenamed)) this.reportDataset();
  }

  private reportEnd(): void {
    this.report({ kind: 'read', foreign: this.ingest.foreign });
    this.reportDataset();
  }

  private reportDataset(): void {
    const dataset = this.ingest.dataset();
    const { grouping } = dataset;
    if (grouping !== this.dataset.grouping) this.replaced.add(grouping?.byUser.events.byteLength ?? 0);
    this.dataset = this.brokenBy === undefined ? dataset : { ...dataset, state: endState(this.brokenBy) };
    this.report({ kind: 'news', news: this.sender.deltaTo(this.dataset) });
  }
}

const TIMED_OUT = Symbol('timed out');

/**
 * Resolves to what `awaited` resolves to, or TIMED_OUT if that takes longer. Waits without limit if `milliseconds` is
 * undefined.
 */
async function withDeadline<Value>(
  awaited: Promise<Value>,
  milliseconds: number | undefined,
): Promise<Value | typeof TIMED_OUT> {
  if (milliseconds === undefined) return awaited;
  // A timer would be postponed again and again by bytes that arrive faster than it fires.
  if (milliseconds === 0) return TIMED_OUT;
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<typeof TIMED_OUT>((resolve) => {
    timer = setTimeout(resolve, milliseconds, TIMED_OUT);
  });
  try {
    return await Promise.race([awaited, timedOut]);
  } finally {
    clearTimeout(timer);
  }
}
