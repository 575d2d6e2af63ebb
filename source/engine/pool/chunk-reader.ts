import { readInto } from '../../input/described-source.ts';
import { CsvRows } from '../../output/formats/csv-rows.ts';
import { FastRejectionRows } from '../../output/tables/kernel-rejection-rows.ts';
import { rejectionRow } from '../../output/tables/rejections-table.ts';
import type { ByteTable } from '../../pipeline/columns/interner.ts';
import { RejectionTeller } from '../../pipeline/reject/rejection-reporter.ts';
import { PieceScan } from '../../pipeline/scan/speculative-scan.ts';
import type { Window } from '../../pipeline/scan/window-buffer.ts';
import { EMPTY_SURVEY, joinSurveys, surveyRows } from '../../pipeline/store/column-stats.ts';
import type { RejectionRows } from '../../pipeline/store/rejection-batch.ts';
import { Users } from '../../pipeline/store/users.ts';
import { Announcements, SHARED_TABLES, type SharedTableName } from './memory-broadcast.ts';
import { CrewControl } from './pool-control.ts';
import { type CrewOrder, type PieceNews, textBytesOf } from './pool-messages.ts';
import { sharedByteTable } from './shared-interner.ts';
import { SharedSegments } from './shared-segments.ts';

/** Reads pieces of the input for a crew, on a thread of its own, and puts what it finds into the memory they share. */
export class PieceReader {
  private readonly control: CrewControl;
  private readonly segments: SharedSegments;
  private readonly tables: Readonly<Record<SharedTableName, ByteTable>>;
  private readonly scan: PieceScan;
  private readonly rejectionCsv = new CsvRows();
  private readonly teller: RejectionTeller | undefined;
  private readonly told: Record<SharedTableName, number> = { users: 0, types: 0 };
  private survey = EMPTY_SURVEY;
  private rejections: RejectionRows[] = [];
  private rejectionRows: Uint8Array<ArrayBuffer>[] = [];

  constructor(
    private readonly order: CrewOrder,
    private readonly report: (news: PieceNews, owned: readonly ArrayBuffer[]) => void,
  ) {
    const { source, settings, pieceBytes, tables, colleagues } = order;
    this.control = new CrewControl(order.control);
    const announcements = new Announcements(colleagues);
    this.segments = new SharedSegments(this.control, announcements);
    const table = (name: SharedTableName): ByteTable =>
      sharedByteTable(name, settings.hashSeed, tables[name].control, tables[name].memory, announcements);
    this.tables = { users: table('users'), types: table('types') };
    const names = { users: new Users(settings.hashSeed, this.tables.users), types: this.tables.types };
    const readAt = (into: Uint8Array, byteOffset: number): number => readInto(source, into, byteOffset);
    this.scan = new PieceScan(settings, names, pieceBytes, 'both', readAt, {
      take: (scan, window) => this.take(scan, window),
      meetTooLong: (beginning, window, from) => this.teller?.meetTooLong(beginning, window, from),
    });
    if (order.wantsRejectionRows) {
      const lane = this.scan.scanner.fastLane;
      const fast = lane && new FastRejectionRows(settings, lane, this.rejectionCsv);
      this.teller = new RejectionTeller(
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

  /** Reads the next piece; answers whether there was one to be read. Throws what reading throws. */
  readPiece(): boolean {
    const { control, scan, segments } = this;
    const { pieceBytes, pieceCount } = this.order;
    const piece = control.claimPiece(pieceCount);
    if (piece === undefined) return false;
    // Whatever comes to be behind the last piece, while it is read, belongs to it.
    const isLast = piece === pieceCount - 1;
    scan.speculate(piece * pieceBytes, isLast ? Number.POSITIVE_INFINITY : (piece + 1) * pieceBytes);
    const before = control.waitForTurn(piece);
    if (before === undefined) return false;
    const mark = scan.join(before);
    segments.reserve(scan.eventsBefore, scan.scanner.rows);
    control.passTurn(mark);
    // The next one goes on; what waits has its places and gets there meanwhile.
    scan.give();
    const { survey, rejections, rejectionRows } = this;
    const news: PieceNews = {
      ...{ kind: 'piece', piece, mark, survey, rejections, rejectionRows },
      segments: segments.takeNew(),
      tables: this.newInTables(),
    };
    control.addWaiting(textBytesOf(news));
    this.report(news, [
      ...rejections.flatMap((rows) => Object.values(rows).map(({ buffer }) => buffer)),
      ...rejectionRows.map(({ buffer }) => buffer),
    ]);
    this.survey = EMPTY_SURVEY;
    this.rejections = [];
    this.rejectionRows = [];
    return true;
  }

  private take({ scanner, eventsBefore }: PieceScan, window: Window): void {
    const { rows, rejected } = scanner;
    this.segments.write(eventsBefore, rows);
    this.survey = joinSurveys(this.survey, surveyRows(rows));
    if (rejected.count === 0) return;
    this.rejections.push(rejected.toRows());
    if (this.teller === undefined) return;
    this.teller.tell(rejected, window);
    this.keepRejectionRows();
  }

  /** In parts of a few hundred kilobytes: one buffer for all would be copied again and again as it grows. */
  private keepRejectionRows(): void {
    this.rejectionRows.push(this.rejectionCsv.rows.slice());
    this.rejectionCsv.clear();
  }

  private newInTables(): PieceNews['tables'] {
    const { tables, told } = this;
    const news: Partial<Record<SharedTableName, ReturnType<ByteTable['columns']>>> = {};
    for (const name of SHARED_TABLES) {
      if (tables[name].count === told[name]) continue;
      told[name] = tables[name].count;
      news[name] = tables[name].columns();
    }
    return news;
  }
}
