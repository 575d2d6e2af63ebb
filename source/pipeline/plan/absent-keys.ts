import { decodeUtf8 } from '../text/bytes.ts';
import { parseKeys } from '../validate/key-paths.ts';
import type { Sample } from './plan.ts';

/** A name of which JSON has but one spelling, unless it writes ASCII as escapes. */
const PLAIN_NAME = /^\w+$/;
/** The first records are mostly within this. */
const FIRST_BYTES = 4 * 1024;
/** How JSON writes a character of ASCII as an escape. */
const ESCAPED_ASCII = '\\u00';

/**
 * Whether no record of some text can be an event, since a key that each event needs is nowhere in it: one search of the
 * text, where a scan takes ten times as long. False where that is not sure. `keys`: as the flags write them, one a role.
 */
export function lacksKey(text: Uint8Array, keys: readonly string[]): boolean {
  const names = keys.map(plainNameOf).filter((name) => name !== undefined);
  if (names.length === 0) return false;
  // Mostly all of them are in the first records, and to decode the whole head takes a millisecond.
  return lacksAny(text.subarray(0, FIRST_BYTES), names) && lacksAny(text, names);
}

function lacksAny(text: Uint8Array, names: readonly string[]): boolean {
  const decoded = decodeUtf8(text);
  return names.some((name) => !decoded.includes(`"${name}"`)) && !decoded.includes(ESCAPED_ASCII);
}

function plainNameOf(keys: string): string | undefined {
  const paths = parseKeys(keys);
  const [name, ...deeper] = paths?.length === 1 ? paths[0] : [];
  return deeper.length === 0 && name !== undefined && PLAIN_NAME.test(name) ? name : undefined;
}

/** Returns the bytes of all records of a sample. */
export function recordBytesOf({ from, to }: Sample): number {
  let bytes = 0;
  for (let i = 0; i < from.length; i++) bytes += to[i] - from[i];
  return bytes;
}
