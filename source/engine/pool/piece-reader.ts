import { BySettings } from '../../pipeline/scan/by-settings.ts';
import { type Checkpoint, inputBytesAt, nextFile } from '../../pipeline/scan/checkpoint.ts';
import { SpeculativeScan } from '../../pipeline/scan/speculative-scan.ts';
import type { Window } from '../../pipeline/scan/window-buffer.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import { FIRST_FILE, type FileStart } from '../../pipeline/store/file-table.ts';
import { failed } from '../files/whole-text.ts';
import type { InputChunk } from './file-chunks.ts';
import type { LateFile } from './packed-files.ts';
import type { Join, Joined, ReaderParts } from './reader-parts.ts';
import type { Reporter } from './rejection-texts.ts';

/** A scan of files in their order, with what makes rows of its rejections. */
interface Reading {
  readonly settings: PipelineSettings;
  readonly scan: SpeculativeScan;
  readonly reporter: Reporter;
}

/** Reads pieces of large files on one thread of a pool, and files that cannot be read ahead. */
export class PieceReader {
  private readonly readings: BySettings<Reading>;
  /** Where the file begins that is being joined. */
  private start: FileStart = FIRST_FILE;
  /** Whether the rows that wait in the scan were given their places. */
  private isPlaced = false;

  constructor(private readonly parts: ReaderParts) {
    this.readings = new BySettings(parts.settings, (own) => this.newReading(own));
  }

  /** Reads a piece of a large file ahead; returns what joins it. */
  read({ file, from, to }: Extract<InputChunk, { kind: 'piece' }>): Join {
    const { texts, found } = this.parts;
    const { common } = this.readings;
    texts.beginPiece(file);
    common.scan.speculate(from, to);
    return (before) => {
      if (!texts.areFiles) return this.join(before, common);
      // It ended before this piece, where it could not be read any further.
      if (before.file > file) return { checkpoint: before, failure: undefined, give: () => undefined };
      const { checkpoint, failure, give } = this.join({ ...before, file }, common);
      const isLast = to === Number.POSITIVE_INFINITY || failure !== undefined;
      if (from === 0 && inputBytesAt(checkpoint) > inputBytesAt(before)) found.files.push(this.start);
      if (failure !== undefined) found.leaveOut(failed(file, failure));
      return { checkpoint: isLast ? nextFile(checkpoint) : checkpoint, failure: undefined, give };
    };
  }

  /** Reads a file of which not everything could wait, now that all before it is known. Returns the checkpoint after it. */
  readLate({ file, text, failure, own }: LateFile, before: Checkpoint): Checkpoint {
    const { texts, found } = this.parts;
    const reading = this.readings.of(own);
    const strayBatches = found.strays.length;
    texts.beginText(text, failure);
    reading.scan.speculate(0, Number.POSITIVE_INFINITY);
    const { checkpoint, give } = this.join({ ...before, file }, reading);
    give();
    const hasRecords = checkpoint.records > before.records;
    if (failure !== undefined) found.leaveOut(failed(file, failure));
    else if (!hasRecords) {
      found.leaveOut(texts.recordless(file, checkpoint.strayBytes - before.strayBytes, text));
    }
    if (!hasRecords) {
      found.strays.length = strayBatches;
      return before;
    }
    found.files.push({ ...this.start, own });
    return nextFile(checkpoint);
  }

  private newReading(settings: PipelineSettings): Reading {
    const { chunkBytes, dictionaries, texts, rejectionTexts } = this.parts;
    const scan = new SpeculativeScan(settings, dictionaries, chunkBytes, 'both', texts.readAt, {
      take: (_, window) => this.take(window, reading),
      onTooLongRecord: (beginning, window, from) =>
        reading.reporter?.onTooLongRecord(beginning, window, from),
    });
    const reading = { settings, scan, reporter: rejectionTexts.reporterOf(settings, scan.scanner) };
    return reading;
  }

  /** Joins what a scan has read, in the file that the checkpoint is in. */
  private join(before: Checkpoint, { scan, reporter }: Reading): Joined {
    const { file, byteBase, lineBase } = before;
    this.start = { file, byteBase, lineBase };
    this.isPlaced = false;
    if (reporter !== undefined) reporter.file = this.parts.texts.nameOf(file);
    const checkpoint = scan.join(before);
    scan.scanner.rows.moveTo(this.start);
    this.isPlaced = true;
    this.parts.segments.reserve(scan.eventsBefore, scan.scanner.rows);
    return { checkpoint, failure: scan.failure, give: () => scan.give() };
  }

  private take(window: Window, { settings, scan, reporter }: Reading): void {
    const { found, segments, rejectionTexts } = this.parts;
    const { rows, rejected, strays } = scan.scanner;
    found.look(rows, rejected, window, settings, this.isPlaced ? this.start.byteBase : 0);
    strays.moveTo(this.start);
    found.addStrays(strays);
    if (!this.isPlaced) rows.moveTo(this.start);
    segments.write(scan.eventsBefore, rows);
    if (rejected.count === 0) return;
    if (reporter !== undefined) {
      reporter.report(rejected, window);
      rejectionTexts.keep();
    }
    found.addRejections(rejected, this.start);
  }
}
