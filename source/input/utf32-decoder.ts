const REPLACEMENT = 0xfffd;
const BYTE_ORDER_MARK = 0xfeff;
/** How many code points are passed as arguments at once. */
const MOST_ARGUMENTS = 8192;

/** A decoder of UTF-32, which the platform does not have, with the face of a TextDecoder. */
export class Utf32Decoder {
  private readonly rest = new Uint8Array(4);
  private restLength = 0;
  private hasBegun = false;

  constructor(private readonly isBigEndian: boolean) {}

  /** Returns the text of the bytes. Without `stream` the input ends with them: an unfinished character is U+FFFD. */
  decode(bytes: Uint8Array = new Uint8Array(0), { stream = false } = {}): string {
    const all = new Uint8Array(this.restLength + bytes.length);
    all.set(this.rest.subarray(0, this.restLength));
    all.set(bytes, this.restLength);
    const view = new DataView(all.buffer);
    const whole = all.length & ~3;
    const points: number[] = [];
    for (let at = 0; at < whole; at += 4) points.push(valid(view.getUint32(at, !this.isBigEndian)));
    this.restLength = all.length - whole;
    this.rest.set(all.subarray(whole));
    if (!this.hasBegun && points.length > 0) {
      this.hasBegun = true;
      if (points[0] === BYTE_ORDER_MARK) points.shift();
    }
    if (!stream && this.restLength > 0) {
      this.restLength = 0;
      points.push(REPLACEMENT);
    }
    let text = '';
    for (let at = 0; at < points.length; at += MOST_ARGUMENTS)
      text += String.fromCodePoint(...points.slice(at, at + MOST_ARGUMENTS));
    return text;
  }
}

/** Returns the code point, or U+FFFD for a number that is none, or is a surrogate. */
function valid(point: number): number {
  return point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? REPLACEMENT : point;
}
