import { readInto } from '../../input/described-source.ts';
import type { RejectionRows, RowEncoder } from '../../output/row-encoder.ts';
import type { StringInterner } from '../../pipeline/columns/interner.ts';
import { type RejectionListener, RejectionReporter } from '../../pipeline/reject/rejection-reporter.ts';
import { SpeculativeScan } from '../../pipeline/scan/speculative-scan.ts';
import type { ReadAt, Window } from '../../pipeline/scan/window-buffer.ts';
import { EMPTY_STATS, joinStats, statsOfRows } from '../../pipeline/store/column-stats.ts';
import type { RejectionRows as RejectionColumns } from '../../pipeline/store/rejection-batch.ts';
import { Users } from '../../pipeline/store/users.ts';
import { MemoryBroadcast } from './memory-broadcast.ts';
import { PoolControl } from './pool-control.ts';
import { type ChunkResult, textBytesOf, type WorkerInit } from './pool-messages.ts';
import { sharedInterner } from './shared-interner.ts';
import { SharedSegments } from './shared-segments.ts';

/** Reads chunks of the input on one thread of a pool and writes their events into the memory that the threads share. */
export class ChunkReader {
  private readonly control: PoolControl;
  private readonly segments: SharedSegments;
  /** That of the users, then one for each dimension. */
  private readonly interners: readonly StringInterner[];
  private readonly scan: SpeculativeScan;
  private readonly encodedRejections: RejectionRows;
  private readonly reporter: RejectionReporter | undefined;
  /** How many texts of each interner were reported. */
  private readonly reported: number[];
  private columnStats = EMPTY_STATS;
  private rejections: RejectionColumns[] = [];
  private rejectionRows: Uint8Array<ArrayBuffer>[] = [];

  constructor(
    private readonly init: WorkerInit,
    encoder: RowEncoder,
    private readonly report: (result: ChunkResult, owned: readonly ArrayBuffer[]) => void,
  ) {
    const { source, settings, chunkBytes, interners, peers } = init;
    this.control = new PoolControl(init.control);
    const broadcast = new MemoryBroadcast(peers);
    this.segments = new SharedSegments(this.control, broadcast);
    this.interners = interners.map(({ control, memory }, number) =>
      sharedInterner(number, settings.hashSeed, control, memory, broadcast),
    );
    this.reported = interners.map(() => 0);
    const [users, ...dimensions] = this.interners;
    const dictionaries = { users: new Users(settings.hashSeed, users), dimensions };
    const readAt: ReadAt = (into, byteOffset) => readInto(source, into, byteOffset);
    this.scan = new SpeculativeScan(settings, dictionaries, chunkBytes, 'both', readAt, {
      take: (scan, window) => this.take(scan, window),
      onTooLongRecord: (beginning, window, from) => this.reporter?.onTooLongRecord(beginning, window, from),
    });
    this.encodedRejections = encoder.rejections();
    if (init.wantsRejectionRows) {
      this.reporter = new RejectionReporter(settings, this.listener(), this.scan.scanner.fastPath);
    }
  }

  private listener(): Required<RejectionListener> {
    const { encodedRejections } = this;
    return {
      onRejection: (rejection) => {
        if (encodedRejections.isFull) this.keepRejectionRows();
        encodedRejections.onRejection(rejection);
      },
      onKernelRow: (row, file) => {
        if (encodedRejections.isFull) this.keepRejectionRows();
        encodedRejections.onKernelRow(row, file);
      },
    };
  }

  /**
   * Reads the next chunk; returns whether there was one. A chunk that cannot be read to its end ends the reading of the
   * pool: what precedes the failure is reported, together with it.
   */
  readChunk(): boolean {
    const { control, scan, segments } = this;
    const { chunkBytes, chunkCount } = this.init;
    const chunk = control.claimChunk(chunkCount);
    if (chunk === undefined) return false;
    // Bytes that are appended to the file in the meantime belong to the last chunk.
    const isLast = chunk === chunkCount - 1;
    scan.speculate(chunk * chunkBytes, isLast ? Number.POSITIVE_INFINITY : (chunk + 1) * chunkBytes);
    const before = control.waitForTurn(chunk);
    if (before === undefined) return false;
    const checkpoint = scan.join(before);
    segments.reserve(scan.eventsBefore, scan.scanner.rows);
    const { failure } = scan;
    if (failure === undefined) control.passTurn(checkpoint);
    else control.stop();
    // The next thread goes on: the rows that wait here have their places in the segments.
    scan.give();
    const { columnStats, rejections, rejectionRows } = this;
    const result: ChunkResult = {
      ...{ kind: 'chunk', chunk, checkpoint, failure, columnStats, rejections, rejectionRows },
      segments: segments.takeNew(),
      interners: this.newInInterners(),
    };
    control.addWaiting(textBytesOf(result));
    this.report(result, [
      ...rejections.flatMap((rows) => Object.values(rows).map(({ buffer }) => buffer)),
      ...rejectionRows.map(({ buffer }) => buffer),
    ]);
    this.columnStats = EMPTY_STATS;
    this.rejections = [];
    this.rejectionRows = [];
    return true;
  }

  private take({ scanner, eventsBefore }: SpeculativeScan, window: Window): void {
    const { rows, rejected } = scanner;
    this.segments.write(eventsBefore, rows);
    this.columnStats = joinStats(this.columnStats, statsOfRows(rows));
    if (rejected.count === 0) return;
    this.rejections.push(rejected.toRows());
    if (this.reporter === undefined) return;
    this.reporter.report(rejected, window);
    this.keepRejectionRows();
  }

  /** In buffers of a few hundred kilobytes: a single one would be copied again and again as it grows. */
  private keepRejectionRows(): void {
    this.rejectionRows.push(this.encodedRejections.rows.slice());
    this.encodedRejections.clear();
  }

  private newInInterners(): ChunkResult['interners'] {
    const { interners, reported } = this;
    return interners.map((interner, number) => {
      if (interner.count === reported[number]) return undefined;
      reported[number] = interner.count;
      return interner.columns();
    });
  }
}
