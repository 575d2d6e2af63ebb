/** Encodings that a byte-order mark or zeros tell. */
export type WideEncoding = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/** Returns a text in the encoding, without a byte-order mark of its own. */
export function encoded(text: string, encoding: WideEncoding): Uint8Array {
  const isLittle = encoding.endsWith('le');
  const isShort = encoding.startsWith('utf-16');
  const units = isShort
    ? Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
    : Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const view = new DataView(new ArrayBuffer(units.length * (isShort ? 2 : 4)));
  for (const [at, unit] of units.entries()) {
    if (isShort) view.setUint16(at * 2, unit, isLittle);
    else view.setUint32(at * 4, unit, isLittle);
  }
  return new Uint8Array(view.buffer);
}
