import { OPEN_BRACE, trimEnd, trimStart } from '../text/bytes.ts';
import { JsonScalarReader } from '../text/json-scalar-reader.ts';
import { decodeJsonString } from '../text/json-string.ts';
import type { TextBuffer } from '../text/text-buffer.ts';

const scalars = new JsonScalarReader();

/**
 * Writes the text of the string `bytes[from..to)`, quotes included, to `into`, without the white space around it. Returns
 * whether it can be a record (spec section 14): it is a JSON string, and its text begins like an object.
 */
export function textOfString(bytes: Uint8Array, from: number, to: number, into: TextBuffer): boolean {
  scalars.begin(bytes, to);
  if (scalars.read(from, bytes[from]) !== to) return false;
  decodeJsonString(bytes, from, to, into);
  const start = trimStart(into.bytes, 0, into.length);
  into.keep(start, trimEnd(into.bytes, start, into.length));
  return into.length > 0 && into.bytes[0] === OPEN_BRACE;
}
