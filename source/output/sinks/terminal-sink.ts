import { safeLines } from '../../format/safe-text.ts';
import { decodeUtf8, encodeUtf8 } from '../../pipeline/text/bytes.ts';
import type { Sink } from './sink.ts';

/** An output that is a terminal: no control character from the data reaches it (spec section 11). */
export class TerminalSink implements Sink {
  readonly name: string;

  /** Each write holds whole lines. */
  constructor(private readonly sink: Sink) {
    this.name = sink.name;
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.sink.write(safeBytes(bytes));
  }

  writeNow(bytes: Uint8Array): void {
    this.sink.writeNow(safeBytes(bytes));
  }

  close(): Promise<void> {
    return this.sink.close();
  }

  publish(): Promise<void> {
    return this.sink.publish();
  }

  discard(): Promise<void> {
    return this.sink.discard();
  }
}

function safeBytes(bytes: Uint8Array): Uint8Array {
  return encodeUtf8(safeLines(decodeUtf8(bytes)));
}
