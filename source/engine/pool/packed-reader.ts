import type { Checkpoint } from '../../pipeline/scan/checkpoint.ts';
import { PackedScan } from '../../pipeline/scan/packed-scan.ts';
import type { InputChunk } from './file-chunks.ts';
import { PackedFiles } from './packed-files.ts';
import type { PieceReader } from './piece-reader.ts';
import type { Join, ReaderParts } from './reader-parts.ts';
import type { Reporter } from './rejection-texts.ts';

/** Reads chunks of small files on one thread of a pool. */
export class PackedReader {
  private readonly scan: PackedScan;
  private readonly files: PackedFiles;
  private readonly reporter: Reporter;

  /** `pieces`: reads the files of which not everything can wait. */
  constructor(
    private readonly parts: ReaderParts,
    private readonly pieces: PieceReader,
  ) {
    const { settings, dictionaries, chunkBytes, texts, rejectionTexts } = parts;
    this.scan = new PackedScan(settings, dictionaries, chunkBytes, 'both');
    this.files = new PackedFiles(this.scan, texts.planChooser(settings));
    this.reporter = rejectionTexts.reporterOf(settings, this.scan.scanner);
  }

  /** Reads small files ahead; returns what joins them. */
  read({ first, count }: Extract<InputChunk, { kind: 'packed' }>): Join {
    const { scan } = this;
    const { texts, segments, found } = this.parts;
    const late = this.files.read(first, count, texts, (tally) => found.leaveOut(tally));
    return (before) => {
      let checkpoint: Checkpoint = { ...scan.join(before), file: first + count };
      scan.scanner.rows.moveTo(scan.start);
      segments.reserve(scan.eventsBefore, scan.scanner.rows);
      found.files.push(...scan.starts);
      if (late.length === 0) return { checkpoint, failure: undefined, give: () => this.give() };
      this.give();
      for (const file of late) checkpoint = this.pieces.readLate(file, checkpoint);
      return {
        checkpoint: { ...checkpoint, file: first + count },
        failure: undefined,
        give: () => undefined,
      };
    };
  }

  private give(): void {
    const { found, segments, texts, settings, rejectionTexts } = this.parts;
    const { reporter } = this;
    const { scanner, window, rejections, eventsBefore, start } = this.scan;
    const { rows, rejected, strays } = scanner;
    found.look(rows, rejected, window, settings, start.byteBase);
    segments.write(eventsBefore, rows);
    found.addStrays(strays);
    if (rejected.count === 0) return;
    if (reporter !== undefined) {
      for (const part of rejections) {
        reporter.file = texts.nameOf(part.start.file);
        reporter.report(rejected, window, part);
      }
      rejectionTexts.keep();
    }
    found.addRejections(rejected, start);
  }
}
