import type { RejectionEncoder, RowEncoder } from '../../output/row-encoder.ts';
import type { StringInterner } from '../../pipeline/columns/interner.ts';
import { type RejectionListener, RejectionReporter } from '../../pipeline/reject/rejection-reporter.ts';
import { BySettings } from '../../pipeline/scan/by-settings.ts';
import { type Checkpoint, inputBytesAt, nextFile } from '../../pipeline/scan/checkpoint.ts';
import { PackedScan } from '../../pipeline/scan/packed-scan.ts';
import type { ReadFailure } from '../../pipeline/scan/read-failure.ts';
import type { RecordScanner } from '../../pipeline/scan/record-scanner.ts';
import { SpeculativeScan } from '../../pipeline/scan/speculative-scan.ts';
import type { Window } from '../../pipeline/scan/window-buffer.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { Dictionaries } from '../../pipeline/store/dictionaries.ts';
import { FIRST_FILE, type FileStart } from '../../pipeline/store/file-table.ts';
import { Users } from '../../pipeline/store/users.ts';
import { areFiles, type TextsOf } from '../files/files-input.ts';
import { failed } from '../files/whole-text.ts';
import type { InputChunk } from './file-chunks.ts';
import { buffersOf, FoundInChunk } from './found-in-chunk.ts';
import { InputTexts } from './input-texts.ts';
import { MemoryBroadcast } from './memory-broadcast.ts';
import { type LateFile, PackedFiles } from './packed-files.ts';
import { PoolControl } from './pool-control.ts';
import { type ChunkResult, textBytesOf, type WorkerInit } from './pool-messages.ts';
import { sharedInterner } from './shared-interner.ts';
import { SharedSegments } from './shared-segments.ts';

/** A chunk that was joined. `give` hands over its rows, when other threads may already continue. */
interface Joined {
  readonly checkpoint: Checkpoint;
  readonly failure: ReadFailure | undefined;
  readonly give: () => void;
}

/** Joins a chunk that was read ahead to what precedes it. */
type Join = (before: Checkpoint) => Joined;

/** A scan of files in their order, with what makes rows of its rejections. */
interface Reading {
  readonly settings: PipelineSettings;
  readonly scan: SpeculativeScan;
  readonly reporter: Reporter;
}

/** Makes the bytes of rejections into rows. One for each scan: it works in the memory of its kernel. */
type Reporter = RejectionReporter | undefined;

/** Reads chunks of the input on one thread of a pool and writes their events into the memory that the threads share. */
export class ChunkReader {
  private readonly control: PoolControl;
  private readonly segments: SharedSegments;
  /** That of the users, then one for each dimension. */
  private readonly interners: readonly StringInterner[];
  private readonly dictionaries: Dictionaries;
  private readonly texts: InputTexts;
  private readonly readings: BySettings<Reading>;
  /** Reads small files; made for the first of them. */
  private packed: PackedFiles | undefined;
  private readonly encodedRejections: RejectionEncoder;
  /** How many texts of each interner were reported. */
  private readonly reported: number[];
  private readonly found: FoundInChunk;
  /** Where the file begins that `scan` reads. */
  private start: FileStart = FIRST_FILE;
  /** Whether the rows that wait in `scan` were given their places. */
  private isPlaced = false;

  /** `textsOf`: how several files are opened. `ask`: see InputTexts. */
  constructor(
    private readonly init: WorkerInit,
    encoder: RowEncoder,
    textsOf: TextsOf | undefined,
    ask: (file: number) => void,
    private readonly report: (result: ChunkResult, owned: readonly ArrayBuffer[]) => void,
  ) {
    const { input, settings, interners, peers } = init;
    this.control = new PoolControl(init.control);
    const broadcast = new MemoryBroadcast(peers);
    this.segments = new SharedSegments(this.control, broadcast);
    this.interners = interners.map(({ control, memory }, number) =>
      sharedInterner(number, settings.hashSeed, control, memory, broadcast),
    );
    this.found = new FoundInChunk(settings);
    this.reported = interners.map(() => 0);
    const [users, ...dimensions] = this.interners;
    this.dictionaries = { users: new Users(settings.hashSeed, users), dimensions };
    const opening = areFiles(input) ? textsOf?.(input.container) : undefined;
    this.texts = new InputTexts(input, opening, this.control, init.texts, ask);
    this.encodedRejections = encoder.rejections();
    this.readings = new BySettings(settings, (own) => this.newReading(own));
  }

  private newReading(settings: PipelineSettings): Reading {
    const { chunkBytes } = this.init;
    const scan = new SpeculativeScan(settings, this.dictionaries, chunkBytes, 'both', this.texts.readAt, {
      take: (scan, window) => this.take(scan, window, reading),
      onTooLongRecord: (beginning, window, from) => reporter?.onTooLongRecord(beginning, window, from),
    });
    const reporter = this.newReporter(settings, scan.scanner);
    const reading = { settings, scan, reporter };
    return reading;
  }

  private newReporter(settings: PipelineSettings, { fastPath }: RecordScanner): Reporter {
    return this.init.wantsRejectionRows
      ? new RejectionReporter(settings, this.listener(), fastPath)
      : undefined;
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
   * Reads the next chunk; returns whether there was one. A single file that cannot be read to its end ends the reading of
   * the pool: what precedes the failure is reported, together with it.
   */
  readChunk(): boolean {
    const { control } = this;
    const { chunks } = this.init;
    const number = control.claimChunk(chunks.length);
    if (number === undefined) return false;
    const chunk = chunks[number];
    const join = chunk.kind === 'piece' ? this.readPiece(chunk) : this.readPacked(chunk);
    const before = control.waitForTurn(number);
    if (before === undefined) return false;
    const { checkpoint, failure, give } = join(before);
    if (failure === undefined) control.passTurn(checkpoint);
    else control.stop();
    // The next thread goes on: the rows that wait here have their places in the segments.
    give();
    const found = this.found.take();
    const result: ChunkResult = {
      kind: 'chunk',
      chunk: number,
      checkpoint,
      failure,
      ...found,
      segments: this.segments.takeNew(),
      interners: this.newInInterners(),
    };
    control.addWaiting(textBytesOf(result));
    this.report(result, buffersOf(found));
    return true;
  }

  /** Reads a piece of a large file ahead; returns what joins it. */
  private readPiece({ file, from, to }: Extract<InputChunk, { kind: 'piece' }>): Join {
    this.texts.beginPiece(file);
    const { common } = this.readings;
    common.scan.speculate(from, to);
    return (before) => {
      if (!areFiles(this.init.input)) return this.joinPiece(before, common);
      // It ended before this piece, where it could not be read any further.
      if (before.file > file) return { checkpoint: before, failure: undefined, give: () => undefined };
      const { checkpoint, failure, give } = this.joinPiece({ ...before, file }, common);
      const isLast = to === Number.POSITIVE_INFINITY || failure !== undefined;
      if (from === 0 && inputBytesAt(checkpoint) > inputBytesAt(before)) this.found.files.push(this.start);
      if (failure !== undefined) this.found.leaveOut(failed(file, failure));
      return { checkpoint: isLast ? nextFile(checkpoint) : checkpoint, failure: undefined, give };
    };
  }

  /** Joins what a scan has read, in the file that the checkpoint is in. */
  private joinPiece(before: Checkpoint, { scan, reporter }: Reading): Joined {
    const { segments } = this;
    const { file, byteBase, lineBase } = before;
    this.start = { file, byteBase, lineBase };
    this.isPlaced = false;
    if (reporter !== undefined) reporter.file = this.nameOf(file);
    const checkpoint = scan.join(before);
    scan.scanner.rows.moveTo(this.start);
    this.isPlaced = true;
    segments.reserve(scan.eventsBefore, scan.scanner.rows);
    return { checkpoint, failure: scan.failure, give: () => scan.give() };
  }

  /** Reads small files ahead; returns what joins them. */
  private readPacked({ first, count }: Extract<InputChunk, { kind: 'packed' }>): Join {
    this.packed ??= this.newPackedFiles();
    const { packed, texts } = this;
    const late = packed.read(first, count, texts, (tally) => this.found.leaveOut(tally));
    return (before) => {
      const { scan } = packed;
      let checkpoint: Checkpoint = { ...scan.join(before), file: first + count };
      scan.scanner.rows.moveTo(scan.start);
      this.segments.reserve(scan.eventsBefore, scan.scanner.rows);
      this.found.files.push(...scan.starts);
      const give = (): void => this.givePacked(packed);
      if (late.length === 0) return { checkpoint, failure: undefined, give };
      give();
      for (const file of late) checkpoint = this.readLate(file, checkpoint);
      return {
        checkpoint: { ...checkpoint, file: first + count },
        failure: undefined,
        give: () => undefined,
      };
    };
  }

  private newPackedFiles(): PackedFiles {
    const { settings, chunkBytes } = this.init;
    const scan = new PackedScan(settings, this.dictionaries, chunkBytes, 'both');
    return new PackedFiles(scan, this.texts.planChooser(settings), this.newReporter(settings, scan.scanner));
  }

  private givePacked({ scan, reporter }: PackedFiles): void {
    const { scanner, window, rejections, eventsBefore, start } = scan;
    const { rows, rejected, strays } = scanner;
    this.found.look(rows, rejected, window, this.init.settings, start.byteBase);
    this.segments.write(eventsBefore, rows);
    this.found.addStrays(strays);
    if (rejected.count === 0) return;
    if (reporter !== undefined) {
      for (const part of rejections) {
        reporter.file = this.nameOf(part.start.file);
        reporter.report(rejected, window, part);
      }
      this.keepRejectionRows();
    }
    rejected.moveTo(start);
    this.found.rejections.push(rejected.toRows());
  }

  /** Reads a file of which not everything could wait, now that all before it is known. */
  private readLate({ file, text, failure, own }: LateFile, before: Checkpoint): Checkpoint {
    const reading = this.readings.of(own);
    const strayBatches = this.found.strays.length;
    this.texts.beginText(text, failure);
    reading.scan.speculate(0, Number.POSITIVE_INFINITY);
    const joined = this.joinPiece({ ...before, file }, reading);
    joined.give();
    const { checkpoint } = joined;
    const hasRecords = checkpoint.records > before.records;
    if (failure !== undefined) this.found.leaveOut(failed(file, failure));
    else if (!hasRecords) {
      const strayBytes = checkpoint.strayBytes - before.strayBytes;
      this.found.leaveOut(this.texts.recordless(file, strayBytes, text));
    }
    if (!hasRecords) {
      this.found.strays.length = strayBatches;
      return before;
    }
    this.found.files.push({ ...this.start, own });
    return nextFile(checkpoint);
  }

  private nameOf(file: number): string | undefined {
    const { input } = this.init;
    return areFiles(input) ? input.files[file].path : undefined;
  }

  private take(
    { scanner, eventsBefore }: SpeculativeScan,
    window: Window,
    { settings, reporter }: Omit<Reading, 'scan'>,
  ): void {
    const { rows, rejected, strays } = scanner;
    this.found.look(rows, rejected, window, settings, this.isPlaced ? this.start.byteBase : 0);
    strays.moveTo(this.start);
    this.found.addStrays(strays);
    if (!this.isPlaced) rows.moveTo(this.start);
    this.segments.write(eventsBefore, rows);
    if (rejected.count === 0) return;
    if (reporter !== undefined) {
      reporter.report(rejected, window);
      this.keepRejectionRows();
    }
    rejected.moveTo(this.start);
    this.found.rejections.push(rejected.toRows());
  }

  /** In buffers of a few hundred kilobytes: a single one would be copied again and again as it grows. */
  private keepRejectionRows(): void {
    this.found.rejectionRows.push(this.encodedRejections.rows.slice());
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
