import type { Worker } from 'node:worker_threads';
import type { Compression } from '../../input/look/kinds.ts';
import type { Source } from '../../input/source.ts';
import { WrappedSource } from '../../input/wrapped-source.ts';
import { startWorker } from '../start-worker.ts';
import { END, FREE, newSlots, setLength, slotOf } from './byte-slots.ts';
import type { DecompressInit, DecompressReport } from './messages.ts';

/** What of the compressed and of the decompressed bytes is held, whatever the size of the archive. */
const COMPRESSED_SLOTS = 4;
const COMPRESSED_SLOT_BYTES = 64 * 1024;
const DECOMPRESSED_SLOTS = 8;
const DECOMPRESSED_SLOT_BYTES = 256 * 1024;

/**
 * The decompressed bytes of a source. A thread of its own decompresses, beside the one that reads them; it is started at
 * the first read. Where the archive is cut off or damaged, reading fails with the codes of ArchiveError, after all bytes
 * before that place.
 */
export class DecompressedSource extends WrappedSource {
  private readonly compressed = newSlots(COMPRESSED_SLOTS, COMPRESSED_SLOT_BYTES);
  private readonly decompressed = newSlots(DECOMPRESSED_SLOTS, DECOMPRESSED_SLOT_BYTES);
  private worker: Worker | undefined;
  /** The slot to be taken next, and how much of it was. */
  private slot = 0;
  private takenBytes = 0;
  /** `undefined`: more may come. `error`: undefined at the end of the archive. */
  private ended: { readonly error: unknown } | undefined;
  /** Why the compressed bytes end early, if they do: that explains what then looks like a cut. */
  private inputFailure: { readonly error: unknown } | undefined;
  /** The lengths of the filled slots of compressed bytes, and how many bytes were in those that are taken. */
  private readonly fedBytes: number[] = [];
  private takenOfArchive = 0;
  private closed = false;
  private onNews: () => void = () => undefined;
  private onTaken: () => void = () => undefined;

  /** `workerUrl`: of the bundled decompress-worker. */
  constructor(
    source: Source,
    private readonly compression: Compression,
    private readonly workerUrl: URL,
    private readonly niceness = 0,
  ) {
    super(source);
  }

  override async read(into: Uint8Array): Promise<number> {
    // There is always room for more than nothing: it would wait for ever.
    if (into.length === 0) return 0;
    this.worker ??= this.start();
    for (;;) {
      const length = this.take(into);
      if (length > 0) return length;
      if (this.ended !== undefined) {
        if (this.ended.error !== undefined) throw this.ended.error;
        return 0;
      }
      await new Promise<void>((resolve) => {
        this.onNews = resolve;
      });
    }
  }

  /** The compressed bytes that the thread has taken, which is at most 64 KiB of them, and 2.3 MiB of text, ahead. */
  override shareRead(): number | undefined {
    const { sizeBytes } = this.inner;
    return sizeBytes ? Math.min(1, this.takenOfArchive / sizeBytes) : super.shareRead();
  }

  override async close(): Promise<void> {
    this.closed = true;
    this.end(undefined);
    this.onTaken();
    await this.worker?.terminate();
    await this.inner.close();
  }

  private start(): Worker {
    const { compression, compressed, decompressed, niceness } = this;
    const source = this.inner.sizeBytes === undefined ? undefined : this.inner.describe();
    const workerData: DecompressInit = { compression, compressed, source, decompressed, niceness };
    const worker = startWorker(this.workerUrl, workerData);
    worker.on('message', (report: DecompressReport) => {
      if (report.kind === 'taken') {
        this.takenOfArchive += this.fedBytes.shift() ?? 0;
        this.onTaken();
      } else if (report.kind === 'filled') this.onNews();
      else this.end(this.failureOf(report.failure));
    });
    worker.on('error', (error) => this.end(error));
    worker.on('exit', () => this.end(new Error('the decompressing thread has ended')));
    void this.feed();
    return worker;
  }

  /** Copies what was decompressed, as far as there is room. */
  private take(into: Uint8Array): number {
    const { decompressed } = this;
    let length = 0;
    while (length < into.length) {
      const filled = Atomics.load(decompressed.lengths, this.slot);
      if (filled === FREE) break;
      const part = slotOf(decompressed, this.slot).subarray(
        this.takenBytes,
        Math.min(filled, this.takenBytes + into.length - length),
      );
      into.set(part, length);
      length += part.length;
      this.takenBytes += part.length;
      if (this.takenBytes < filled) break;
      setLength(decompressed, this.slot, FREE);
      this.slot = (this.slot + 1) % DECOMPRESSED_SLOTS;
      this.takenBytes = 0;
    }
    return length;
  }

  /** Reads the compressed bytes as the thread takes them. */
  private async feed(): Promise<void> {
    const { compressed } = this;
    const chunk = new Uint8Array(COMPRESSED_SLOT_BYTES);
    for (let slot = 0; ; slot = (slot + 1) % COMPRESSED_SLOTS) {
      const length = await this.readCompressed(chunk);
      while (!this.closed && Atomics.load(compressed.lengths, slot) !== FREE) {
        await new Promise<void>((resolve) => {
          this.onTaken = resolve;
        });
      }
      if (this.closed) return;
      slotOf(compressed, slot).set(chunk.subarray(0, length));
      setLength(compressed, slot, length === 0 ? END : length);
      if (length === 0) return;
      this.fedBytes.push(length);
    }
  }

  private async readCompressed(into: Uint8Array): Promise<number> {
    try {
      return await this.readInner(into);
    } catch (error) {
      this.inputFailure = { error };
      return 0;
    }
  }

  private failureOf(failure: Extract<DecompressReport, { kind: 'ended' }>['failure']): unknown {
    if (this.inputFailure !== undefined) return this.inputFailure.error;
    return failure && Object.assign(new Error(failure.message), { code: failure.code });
  }

  private end(error: unknown): void {
    this.ended ??= { error };
    this.onNews();
  }
}
