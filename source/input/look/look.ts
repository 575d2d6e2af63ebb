import { encodingOf } from './encodings.ts';
import type { Compression, Unreadable } from './kinds.ts';
import { COMPRESSION_SIGNATURES, matchesAt, UNREADABLE_SIGNATURES } from './signatures.ts';
import { isBinary, unreadableText } from './text-kinds.ts';

/** How many bytes of an input `look` wants, if there are as many. */
export const LOOK_BYTES = 64 * 1024;

/** What the first bytes of an input say it is. */
export type Look =
  | { readonly kind: 'compressed'; readonly compression: Compression }
  /** `encoding`: a name of `decodingOf`. */
  | { readonly kind: 'text'; readonly encoding: string }
  | ({ readonly kind: 'unreadable' } & Unreadable);

/**
 * Decides from the first bytes of an input what it is (spec section 14). The name plays no part in it. What nothing is
 * known about is UTF-8 text. `named`: the encoding, if it was named: then only what has a signature is known. `isTable`:
 * it is known to be a table, whatever its text looks like.
 */
export function look(head: Uint8Array, named?: string, isTable = false): Look {
  const compressed = COMPRESSION_SIGNATURES.find(({ signature }) => matchesAt(head, signature));
  if (compressed !== undefined) return { kind: 'compressed', compression: compressed.compression };
  const known = UNREADABLE_SIGNATURES.find((rule) => rule.signatures.every((one) => matchesAt(head, one)));
  if (known !== undefined) return { kind: 'unreadable', ...known };
  const encoding = named ?? encodingOf(head);
  if (encoding !== undefined) return { kind: 'text', encoding };
  const unreadable = isBinary(head) ?? (isTable ? undefined : unreadableText(head));
  return unreadable === undefined
    ? { kind: 'text', encoding: 'utf-8' }
    : { kind: 'unreadable', ...unreadable };
}

/** What a file of such a name is taken for, by its ending. */
const ENDINGS: readonly (readonly [ending: RegExp, Compression | 'text'])[] = [
  [/\.t?gz$/i, 'gzip'],
  [/\.(?:t?zst|zstd)$/i, 'zstd'],
  [/\.(?:t?bz2|tbz)$/i, 'bzip2'],
  [/\.t?xz$/i, 'xz'],
  [/\.(?:json|jsonl|ndjson|log|txt|csv|tsv)$/i, 'text'],
];

/**
 * Says that a name contradicts what the file is, in the words that follow the name; undefined if it does not. `found`:
 * undefined for text.
 */
export function contradiction(name: string, found: Compression | undefined): string | undefined {
  const expected = ENDINGS.find(([ending]) => ending.test(name))?.[1];
  if (expected === undefined || expected === (found ?? 'text')) return undefined;
  if (found === undefined) return `is not compressed, whatever its name says; it was read as it is`;
  return `is compressed with ${found}, whatever its name says; it was decompressed`;
}
