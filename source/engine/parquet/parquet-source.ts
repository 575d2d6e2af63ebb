import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { Source } from '../../input/source.ts';
import { WrappedSource } from '../../input/wrapped-source.ts';
import { errorWithCode } from '../../pipeline/scan/read-failure.ts';
import { startWorker } from '../start-worker.ts';
import type { HeldBytes, ParquetInit, ParquetReport } from './messages.ts';

/**
 * The rows of a Parquet file as JSON Lines, which a thread of its own makes: the next lines while the last ones are read. A
 * row group that cannot be read ends the source with an error of the code EDAMAGED.
 */
export class ParquetSource extends WrappedSource {
  private lines: Uint8Array = new Uint8Array(0);
  private coming: Promise<Uint8Array | undefined>;
  private share = 0;

  private constructor(
    source: Source,
    private readonly worker: Worker,
  ) {
    super(source);
    this.coming = this.request();
    this.coming.catch(() => undefined);
  }

  /**
   * `workerUrl`: of the bundled parquet-worker. `held`: the bytes of a source that can only be read in order. Throws what is
   * wrong with the metadata.
   */
  static async open(source: Source, workerUrl: URL, niceness = 0, held?: HeldBytes): Promise<ParquetSource> {
    const workerData: ParquetInit = { source: held ?? source.describe(), niceness };
    const worker = startWorker(workerUrl, workerData);
    const [report]: ParquetReport[] = await once(worker, 'message');
    if (report.kind !== 'failed') return new ParquetSource(source, worker);
    await worker.terminate();
    throw errorWithCode(report.failure.message, report.failure.code);
  }

  override async read(into: Uint8Array): Promise<number> {
    while (this.lines.length === 0) {
      const lines = await this.coming;
      if (lines === undefined) return 0;
      this.lines = lines;
      this.coming = this.request();
      // Its failure is met when it is awaited.
      this.coming.catch(() => undefined);
    }
    const taken = this.lines.subarray(0, into.length);
    into.set(taken);
    this.lines = this.lines.subarray(taken.length);
    return taken.length;
  }

  /** That of the rows. */
  override shareRead(): number {
    return this.share;
  }

  override async close(): Promise<void> {
    await this.worker.terminate();
    await this.inner.close();
  }

  private async request(): Promise<Uint8Array | undefined> {
    const answer: Promise<ParquetReport[]> = once(this.worker, 'message');
    this.worker.postMessage(undefined);
    const [report] = await answer;
    if (report.kind === 'failed') throw errorWithCode(report.failure.message, report.failure.code);
    if (report.kind !== 'lines') return undefined;
    this.share = report.share;
    return report.bytes;
  }
}
