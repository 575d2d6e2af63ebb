import type { Compression } from '../../input/look/kinds.ts';
import type { Source } from '../../input/source.ts';
import { WrappedSource } from '../../input/wrapped-source.ts';
import { errorWithCode } from '../../pipeline/scan/read-failure.ts';
import { type ByteSlots, END, FREE, setLength, slotOf } from './byte-slots.ts';
import { type DecompressThread, giveBack, takeThread } from './decompress-threads.ts';
import type { DecompressReport, DecompressTask } from './messages.ts';

/**
 * The decompressed bytes of a source. Another thread decompresses, beside the one that reads them, from the first read on.
 * Where the archive is cut off or damaged, reading fails with the codes of ArchiveError, after all bytes before that
 * place.
 */
export class DecompressedSource extends WrappedSource {
  private thread: DecompressThread | undefined;
  /** Whether the thread has reported that it has nothing more to do. */
  private isDone = false;
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
    // A read of nothing would wait for ever.
    if (into.length === 0) return 0;
    if (!this.closed) this.thread ??= this.start();
    for (;;) {
      const length = this.thread === undefined ? 0 : this.take(into, this.thread);
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
    const { thread } = this;
    this.thread = undefined;
    await (this.isDone && thread !== undefined ? giveBack(thread) : thread?.worker.terminate());
    await this.inner.close();
  }

  private start(): DecompressThread {
    const { compression, niceness } = this;
    const thread = takeThread(this.workerUrl, niceness);
    const { worker, compressed, decompressed } = thread;
    worker.on('message', (report: DecompressReport) => {
      if (report.kind === 'taken') {
        this.takenOfArchive += this.fedBytes.shift() ?? 0;
        this.onTaken();
      } else if (report.kind === 'filled') this.onNews();
      else {
        this.isDone = true;
        this.end(this.failureOf(report.failure));
      }
    });
    worker.on('error', (error) => this.end(error));
    worker.on('exit', () => this.end(new Error('the decompressing thread has ended')));
    const source = this.inner.sizeBytes === undefined ? undefined : this.inner.describe();
    const task: DecompressTask = { compression, compressed, source, decompressed };
    worker.postMessage(task);
    void this.feed(compressed);
    return thread;
  }

  /** Copies what was decompressed, as far as there is room. */
  private take(into: Uint8Array, { decompressed }: DecompressThread): number {
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
      this.slot = (this.slot + 1) % decompressed.lengths.length;
      this.takenBytes = 0;
    }
    return length;
  }

  /** Reads the compressed bytes as the thread takes them. */
  private async feed(compressed: ByteSlots): Promise<void> {
    const chunk = new Uint8Array(slotOf(compressed, 0).length);
    for (let slot = 0; ; slot = (slot + 1) % compressed.lengths.length) {
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
    return failure && errorWithCode(failure.message, failure.code);
  }

  private end(error: unknown): void {
    this.ended ??= { error };
    this.onNews();
  }
}
