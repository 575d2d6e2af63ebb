/** More than is ever pasted into a line of text; the rest is dropped. */
export const MAX_PASTE_BYTES = 65_536;

const ESC = 0x1b;
const END = new TextEncoder().encode('\u001b[201~');

/** Reads a bracketed paste, from after its start to its end, byte by byte. */
export class PasteReader {
  private bytes: number[] = [];
  /** How many bytes of the end marker were just seen. */
  private matched = 0;
  /** Whether the text became too long and was returned, so that the rest is dropped. */
  private isFull = false;

  /** Whether it has ended; the next byte begins another. */
  isOver = false;

  /**
   * Takes a byte. Returns the text if it ends the paste, or is one more than a paste may have; bytes that are not UTF-8
   * become U+FFFD.
   */
  push(byte: number): string | undefined {
    this.isOver = false;
    if (byte === END[this.matched]) {
      this.matched++;
      return this.matched === END.length ? this.end() : undefined;
    }
    for (let at = 0; at < this.matched; at++) this.bytes.push(END[at]);
    this.matched = byte === ESC ? 1 : 0;
    if (this.matched === 0) this.bytes.push(byte);
    if (this.bytes.length <= MAX_PASTE_BYTES) return undefined;
    const text = this.isFull ? undefined : this.text();
    this.isFull = true;
    this.bytes = [];
    return text;
  }

  /**
   * Ends a paste whose end does not come: returns the text so far, unless it was returned before, and what came of the
   * sequence that ends a paste.
   */
  giveUp(): { readonly text: string | undefined; readonly endSoFar: string } {
    const endSoFar = new TextDecoder().decode(END.subarray(0, this.matched));
    return { text: this.end(), endSoFar };
  }

  private end(): string | undefined {
    const text = this.isFull ? undefined : this.text();
    this.bytes = [];
    this.matched = 0;
    this.isFull = false;
    this.isOver = true;
    return text;
  }

  private text(): string {
    const kept = Uint8Array.from(this.bytes.slice(0, MAX_PASTE_BYTES));
    // Decoded as a stream, so that a character that the limit cuts is left out.
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(kept, { stream: true });
  }
}
