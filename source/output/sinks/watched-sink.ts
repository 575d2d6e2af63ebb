import type { Sink } from './sink.ts';
import { WrappedSink } from './wrapped-sink.ts';

/** An output that calls `onWrite` before each write with the number of bytes including it. */
export class WatchedSink extends WrappedSink {
  private bytesWritten = 0;

  constructor(
    sink: Sink,
    private readonly onWrite: (bytesWritten: number) => void,
  ) {
    super(sink);
  }

  override write(bytes: Uint8Array): Promise<void> {
    this.count(bytes);
    return super.write(bytes);
  }

  override writeNow(bytes: Uint8Array): void {
    this.count(bytes);
    super.writeNow(bytes);
  }

  private count(bytes: Uint8Array): void {
    this.bytesWritten += bytes.length;
    this.onWrite(this.bytesWritten);
  }
}
