import type { Source } from './source.ts';
import { Utf32Decoder } from './utf32-decoder.ts';
import { WrappedSource } from './wrapped-source.ts';

const CHUNK_BYTES = 64 * 1024;

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
  const name = encoding.toLowerCase().replaceAll('_', '-');
  const utf32 = /^utf-?32(le|be)?$/.exec(name);
  if (utf32 !== null) return new Utf32Decoder(utf32[1] === 'be');
  // The platform takes UTF-16 for little-endian whatever its byte-order mark says; so do all tools of today.
  const decoder = new TextDecoder(name);
  return decoder.encoding === 'utf-8' ? undefined : decoder;
}

/** A source as UTF-8. What is not valid in its encoding is U+FFFD. Offsets are those of the UTF-8 bytes. */
export class DecodedSource extends WrappedSource {
  private readonly encoder = new TextEncoder();
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
      this.ahead = this.encoder.encode(text);
    }
    const taken = this.ahead.subarray(0, into.length);
    into.set(taken);
    this.ahead = this.ahead.subarray(taken.length);
    return taken.length;
  }
}
