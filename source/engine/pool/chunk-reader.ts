import { readInto } from '../../input/described-source.ts';
import { CsvRows } from '../../output/formats/csv-rows.ts';
import { KernelRejectionRows } from '../../output/tables/kernel-rejection-rows.ts';
import { rejectionRow } from '../../output/tables/rejections-table.ts';
import type { StringInterner } from '../../pipeline/columns/interner.ts';
import { RejectionReporter } from '../../pipeline/reject/rejection-reporter.ts';
import { SpeculativeScan } from '../../pipeline/scan/speculative-scan.ts';
import type { Window } from '../../pipeline/scan/window-buffer.ts';
import { EMPTY_STATS, joinStats, statsOfRows } from '../../pipeline/store/column-stats.ts';
import type { RejectionRows } from '../../pipeline/store/rejection-batch.ts';
import { Users } from '../../pipeline/store/users.ts';
import { MemoryBroadcast, SHARED_INTERNERS, type SharedInternerName } from './memory-broadcast.ts';
import { PoolControl } from './pool-control.ts';
import { type ChunkResult, textBytesOf, type WorkerInit } from './pool-messages.ts';
import { sharedInterner } from './shared-interner.ts';
import { SharedSegments } from './shared-segments.ts';

/** Reads chunks of the input for a pool, on a thread of its own, and puts what it finds into the memory they share. */
export class ChunkReader {
  private readonly control: PoolControl;
  private readonly segments: SharedSegments;
  private readonly tables: Readonly<Record<SharedInternerName, StringInterner>>;
  private readonly scan: SpeculativeScan;
  private readonly rejectionCsv = new CsvRows();
  private readonly reporter: RejectionReporter | undefined;
  private readonly told: Record<SharedInternerName, number> = { users: 0, types: 0 };
  private columnStats = EMPTY_STATS;
  private rejections: RejectionRows[] = [];
  private rejectionRows: Uint8Array<ArrayBuffer>[] = [];

  constructor(
    private readonly order: WorkerInit,
    private readonly report: (news: ChunkResult, owned: readonly ArrayBuffer[]) => void,
  ) {
    const { source, settings, chunkBytes, tables, peers } = order;
    this.control = new PoolControl(order.control);
    const broadcast = new MemoryBroadcast(peers);
    this.segments = new SharedSegments(this.control, broadcast);
    const table = (name: SharedInternerName): StringInterner =>
      sharedInterner(name, settings.hashSeed, tables[name].control, tables[name].memory, broadcast);
    this.tables = { users: table('users'), types: table('types') };
    const names = { users: new Users(settings.hashSeed, this.tables.users), types: this.tables.types };
    const readAt = (into: Uint8Array, byteOffset: number): number => readInto(source, into, byteOffset);
    this.scan = new SpeculativeScan(settings, names, chunkBytes, 'both', readAt, {
      take: (scan, window) => this.take(scan, window),
      onTooLongRecord: (beginning, window, from) => this.reporter?.onTooLongRecord(beginning, window, from),
    });
    if (order.wantsRejectionRows) {
      const lane = this.scan.scanner.fastPath;
      const fast = lane && new KernelRejectionRows(lane, this.rejectionCsv);
      this.reporter = new RejectionReporter(
        settings,
        (rejection) => {
          rejectionRow(this.rejectionCsv, rejection);
          if (this.rejectionCsv.full) this.keepRejectionRows();
        },
        (place, code) => {
          if (this.rejectionCsv.full) this.keepRejectionRows();
          return fast?.write(place, code) ?? false;
        },
      );
    }
  }

  /** Reads the next chunk; answers whether there was one to be read. Throws what reading throws. */
  readChunk(): boolean {
    const { control, scan, segments } = this;
    const { chunkBytes, chunkCount } = this.order;
    const chunk = control.claimChunk(chunkCount);
    if (chunk === undefined) return false;
    // Whatever comes to be behind the last chunk, while it is read, belongs to it.
    const isLast = chunk === chunkCount - 1;
    scan.speculate(chunk * chunkBytes, isLast ? Number.POSITIVE_INFINITY : (chunk + 1) * chunkBytes);
    const before = control.waitForTurn(chunk);
    if (before === undefined) return false;
    const checkpoint = scan.join(before);
    segments.reserve(scan.eventsBefore, scan.scanner.rows);
    control.passTurn(checkpoint);
    // The next one goes on; what waits has its places and gets there meanwhile.
    scan.give();
    const { columnStats, rejections, rejectionRows } = this;
    const news: ChunkResult = {
      ...{ kind: 'chunk', chunk, checkpoint, columnStats, rejections, rejectionRows },
      segments: segments.takeNew(),
      tables: this.newInTables(),
    };
    control.addWaiting(textBytesOf(news));
    this.report(news, [
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
    this.reporter.tell(rejected, window);
    this.keepRejectionRows();
  }

  /** In parts of a few hundred kilobytes: one buffer for all would be copied again and again as it grows. */
  private keepRejectionRows(): void {
    this.rejectionRows.push(this.rejectionCsv.rows.slice());
    this.rejectionCsv.clear();
  }

  private newInTables(): ChunkResult['tables'] {
    const { tables, told } = this;
    const news: Partial<Record<SharedInternerName, ReturnType<StringInterner['columns']>>> = {};
    for (const name of SHARED_INTERNERS) {
      if (tables[name].count === told[name]) continue;
      told[name] = tables[name].count;
      news[name] = tables[name].columns();
    }
    return news;
  }
}
