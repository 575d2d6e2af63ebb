import { CLOSE_BRACKET, SPACE } from '../../pipeline/text/bytes.ts';
import { readSoFarNow } from '../read-descriptor.ts';

/** Enough for the header line of a table and some rows. */
const HEAD_BYTES = 4096;

/**
 * The first bytes that were read of a growing file. A file that was cut off and written again may be as long as before when
 * it is looked at next; other first bytes show it. The end of an array does not count: some writers replace it to append.
 */
export class FileHead {
  private readonly bytes = new Uint8Array(HEAD_BYTES);
  private byteLength = 0;

  /** `startOffset`: where reading began in the file; `modifiedMilliseconds`: its time before it was read. */
  constructor(
    private readonly startOffset: number,
    private modifiedMilliseconds = 0,
  ) {}

  /** Takes bytes that were read at a position in the file. */
  add(bytes: Uint8Array, position: number): void {
    const from = this.startOffset + this.byteLength - position;
    if (from < 0 || from >= bytes.length || this.byteLength === HEAD_BYTES) return;
    const more = bytes.subarray(from, from + HEAD_BYTES - this.byteLength);
    this.bytes.set(more, this.byteLength);
    this.byteLength += more.length;
  }

  /** Whether a text begins with these bytes. */
  begins(text: Uint8Array): boolean {
    const { bytes, byteLength } = this;
    return (
      byteLength > 0 &&
      text.length >= byteLength &&
      !bytes.some((byte, at) => at < byteLength && byte !== text[at])
    );
  }

  /** Whether a file was changed after it was last compared. */
  isOlderThan(modifiedMilliseconds: number): boolean {
    return modifiedMilliseconds !== this.modifiedMilliseconds && this.byteLength > 0;
  }

  /** Whether a file holds other bytes by now. It is read only where it was changed. */
  isOther(descriptor: number, modifiedMilliseconds: number): boolean {
    if (!this.isOlderThan(modifiedMilliseconds)) return false;
    this.modifiedMilliseconds = modifiedMilliseconds;
    let length = this.byteLength;
    while (length > 0 && isEndOfArray(this.bytes[length - 1])) length--;
    const there = new Uint8Array(length);
    const { byteLength } = readSoFarNow(descriptor, there, this.startOffset);
    return byteLength === length && there.some((byte, at) => byte !== this.bytes[at]);
  }
}

function isEndOfArray(byte: number): boolean {
  return byte === CLOSE_BRACKET || byte <= SPACE;
}
