import { normalName } from './look/encodings.ts';
import type { Source } from './source.ts';
import { Utf16Decoder } from './utf16-decoder.ts';
import { Utf32Decoder } from './utf32-decoder.ts';
import { WrappedSource } from './wrapped-source.ts';

const CHUNK_BYTES = 64 * 1024;
const REPLACEMENT = '\ufffd';

/** Makes text of bytes that come in parts. */
interface Decoder {
  /** `stream`: whether more bytes follow. */
  decode(bytes?: Uint8Array, options?: { readonly stream: boolean }): string;
}

/**
 * Returns a decoder of the encoding, which leaves out a byte-order mark; undefined for UTF-8, which is read as it is. Throws
 * RangeError for a name that the platform does not know.
 */
export function decoderOf(encoding: string): Decoder | undefined {
  const name = normalName(encoding);
  const utf32 = /^utf-32(le|be)?$/.exec(name);
  if (utf32 !== null) return new Utf32Decoder(utf32[1] === 'be');
  const decoder = new TextDecoder(name);
  switch (decoder.encoding) {
    case 'utf-8':
      return undefined;
    case 'utf-16le':
    case 'utf-16be':
      return new Utf16Decoder(decoder.encoding === 'utf-16be');
    default:
      return decoder;
  }
}

/** Returns the name of an encoding that says exactly what it is: `latin1` is `windows-1252`, and `utf-16` is `utf-16le`. */
export function platformName(encoding: string): string {
  const name = normalName(encoding);
  return name.startsWith('utf-32') ? name : new TextDecoder(name).encoding;
}

const ENCODER = new TextEncoder();

/**
 * Returns the text as UTF-8. Half of a character (a lone surrogate) becomes the three bytes that UTF-8 would have for it, as
 * where JSON has it as an escape, so that two texts which differ in it are two.
 */
export function encodedText(text: string): Uint8Array {
  if (!/\p{Surrogate}/u.test(text)) return ENCODER.encode(text);
  return Buffer.concat(
    text.split(/(\p{Surrogate})/u).map((part, at) => (at % 2 === 0 ? ENCODER.encode(part) : halfOf(part))),
  );
}

function halfOf(surrogate: string): Uint8Array {
  const unit = surrogate.charCodeAt(0);
  return Uint8Array.of(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
}

/** A source as UTF-8. What is not valid in its encoding is U+FFFD. Offsets are those of the UTF-8 bytes. */
export class DecodedSource extends WrappedSource {
  /** How many U+FFFD are in what was decoded. */
  replaced = 0;
  private readonly chunk = new Uint8Array(CHUNK_BYTES);
  /** Decoded and not read yet. */
  private ahead: Uint8Array = new Uint8Array(0);
  private hasEnded = false;

  constructor(
    source: Source,
    private readonly decoder: Decoder,
  ) {
    super(source);
  }

  override async read(into: Uint8Array): Promise<number> {
    while (this.ahead.length === 0 && !this.hasEnded) {
      const length = await this.readInner(this.chunk);
      this.hasEnded = length === 0;
      const text = this.hasEnded
        ? this.decoder.decode()
        : this.decoder.decode(this.chunk.subarray(0, length), { stream: true });
      if (text.includes(REPLACEMENT)) this.replaced += text.split(REPLACEMENT).length - 1;
      this.ahead = encodedText(text);
    }
    const taken = this.ahead.subarray(0, into.length);
    into.set(taken);
    this.ahead = this.ahead.subarray(taken.length);
    return taken.length;
  }
}
