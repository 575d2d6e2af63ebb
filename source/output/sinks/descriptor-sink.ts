import { write as writeCallback, writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Sink } from './sink.ts';

const writeDescriptor = promisify(writeCallback);

/** How long to wait for a reader when the pipe is full and another process has made it non-blocking. */
const RETRY_MILLISECONDS = 5;

/**
 * An open descriptor as an output: a file, a device or a pipe. Subclasses define how it ends; this class leaves the
 * descriptor open, as for standard output.
 */
export class DescriptorSink implements Sink {
  constructor(
    readonly name: string,
    private readonly descriptor: number,
  ) {}

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      try {
        at += (await writeDescriptor(this.descriptor, bytes, at, bytes.length - at)).bytesWritten;
      } catch (error) {
        if (!isFull(error)) throw error;
        await wait(RETRY_MILLISECONDS);
      }
    }
  }

  writeNow(bytes: Uint8Array): void {
    const neverNotified = new Int32Array(new SharedArrayBuffer(4));
    for (let at = 0; at < bytes.length; ) {
      try {
        at += writeSync(this.descriptor, bytes, at, bytes.length - at);
      } catch (error) {
        if (!isFull(error)) throw error;
        Atomics.wait(neverNotified, 0, 0, RETRY_MILLISECONDS);
      }
    }
  }

  async close(): Promise<void> {}

  async publish(): Promise<void> {}

  async discard(): Promise<void> {}
}

/** Standard output or error. A reader that has closed its end is not an error: what is left is dropped silently. */
export class StandardSink extends DescriptorSink {
  private readerIsGone = false;

  override async write(bytes: Uint8Array): Promise<void> {
    if (this.readerIsGone) return;
    await super.write(bytes).catch((error) => this.dropIfUnread(error));
  }

  override writeNow(bytes: Uint8Array): void {
    if (this.readerIsGone) return;
    try {
      super.writeNow(bytes);
    } catch (error) {
      this.dropIfUnread(error);
    }
  }

  private dropIfUnread(error: unknown): void {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
    this.readerIsGone = true;
  }
}

function isFull(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EAGAIN';
}
