/** More than is ever pasted into a line of text; the rest is dropped. */
export const MAX_PASTE_BYTES = 65_536;

const ESC = 0x1b;
const END = new TextEncoder().encode('\u001b[201~');

/** Reads a bracketed paste, from after its start to its end, byte by byte. */
export class PasteReader {
  private bytes: number[] = [];
  /** How many bytes of the end marker were just seen. */
  private matched = 0;

  /** Returns the text when this byte ends the paste. Bytes that are not UTF-8 become U+FFFD. */
  push(byte: number): string | undefined {
    if (byte === END[this.matched]) {
      this.matched++;
      return this.matched === END.length ? this.take() : undefined;
    }
    for (let at = 0; at < this.matched; at++) this.keep(END[at]);
    this.matched = byte === ESC ? 1 : 0;
    if (this.matched === 0) this.keep(byte);
    return undefined;
  }

  private keep(byte: number): void {
    if (this.bytes.length < MAX_PASTE_BYTES) this.bytes.push(byte);
  }

  private take(): string {
    // As a stream, so that a character that was cut at the limit is left out.
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(this.bytes), {
      stream: true,
    });
    this.bytes = [];
    this.matched = 0;
    return text;
  }
}
