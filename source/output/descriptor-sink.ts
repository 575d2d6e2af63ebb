import { write as writeCallback } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Sink } from './sink.ts';

const writeDescriptor = promisify(writeCallback);

/** How long to wait for a reader when the pipe is full and somebody has made it non-blocking. */
const RETRY_MILLISECONDS = 5;

/** Writes all of `bytes` to an open descriptor, however many calls that takes. */
export async function writeAll(descriptor: number, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    try {
      const { bytesWritten } = await writeDescriptor(descriptor, bytes, at, bytes.length - at);
      at += bytesWritten;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      await wait(RETRY_MILLISECONDS);
    }
  }
}

/** Standard output or error. A reader that has closed its end is no error: what is left is dropped, quietly. */
export class StandardSink implements Sink {
  private closed = false;

  /** `transform`: what the bytes become before they are written, for a terminal. Each write holds whole lines. */
  constructor(
    readonly name: string,
    private readonly descriptor: number,
    private readonly transform: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes,
  ) {}

  async write(bytes: Uint8Array): Promise<void> {
    if (this.closed) return;
    try {
      await writeAll(this.descriptor, this.transform(bytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
      this.closed = true;
    }
  }

  async finish(): Promise<void> {}
}
