import { safeLines } from '../../format/safe-text.ts';
import { decodeUtf8, encodeUtf8 } from '../../pipeline/text/bytes.ts';
import { WrappedSink } from './wrapped-sink.ts';

/** An output that is a terminal: no control character from the data reaches it (spec section 11). */
export class TerminalSink extends WrappedSink {
  /** `bytes`: whole lines. */
  override write(bytes: Uint8Array): Promise<void> {
    return super.write(safeBytes(bytes));
  }

  override writeNow(bytes: Uint8Array): void {
    super.writeNow(safeBytes(bytes));
  }
}

function safeBytes(bytes: Uint8Array): Uint8Array {
  return encodeUtf8(safeLines(decodeUtf8(bytes)));
}
