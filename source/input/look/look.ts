import { encodingOf, normalName } from './encodings.ts';
import type { ArchiveKind, Compression, Unreadable } from './kinds.ts';
import { COMPRESSION_SIGNATURES, matchesAt, UNREADABLE_SIGNATURES } from './signatures.ts';
import { beginsAsTar } from './tar-header.ts';
import { isBinary, unreadableText } from './text-kinds.ts';

/** How many bytes of an input `look` wants, if there are as many: with fewer it might say something else. */
export const LOOK_BYTES = 64 * 1024;

/** What the first bytes of an input say it is. */
export type Look =
  | { readonly kind: 'compressed'; readonly compression: Compression }
  | { readonly kind: 'archive'; readonly archive: ArchiveKind }
  /** `encoding`: a name that `decoderOf` knows. */
  | { readonly kind: 'text'; readonly encoding: string }
  | ({ readonly kind: 'unreadable' } & Unreadable);

/**
 * Decides from the first bytes of an input what it is (spec section 14). The name plays no part in it. Bytes that nothing
 * here recognises are UTF-8 text. `encoding`: the one that the user named; the text is then not looked at. `isText`: the
 * user named a format of text, so only compression, archives and encoding are looked for.
 */
export function look(
  head: Uint8Array,
  {
    encoding: named,
    isText = false,
  }: { readonly encoding?: string | undefined; readonly isText?: boolean } = {},
): Look {
  const compression = compressionOf(head);
  if (compression !== undefined) return { kind: 'compressed', compression };
  const known = UNREADABLE_SIGNATURES.find((rule) => rule.signatures.every((one) => matchesAt(head, one)));
  if (known !== undefined && !isText) return { kind: 'unreadable', ...known };
  // What an archive holds is in the format that was named: no text begins as an archive does.
  const archive = archiveOf(head);
  if (archive !== undefined) return { kind: 'archive', archive };
  const found = encodingOf(head);
  const encoding = named === undefined || isFamilyOf(named, found) ? found : named;
  if (encoding !== undefined) return { kind: 'text', encoding };
  const unreadable = isText ? undefined : (isBinary(head) ?? unreadableText(head));
  return unreadable === undefined
    ? { kind: 'text', encoding: 'utf-8' }
    : { kind: 'unreadable', ...unreadable };
}

/** Returns the compression that a head shows; undefined for none. */
export function compressionOf(head: Uint8Array): Compression | undefined {
  return COMPRESSION_SIGNATURES.find(
    ({ signature }) => matchesAt(head, signature) || isCutOff(head, signature.bytes),
  )?.compression;
}

/** How a zip archive that has members begins. */
const ZIP = { bytes: 'PK\x03\x04' };
const SCRIPT = { bytes: '#!' };

/** Returns the kind of archive that a head shows; undefined for none. */
export function archiveOf(head: Uint8Array): ArchiveKind | undefined {
  if (matchesAt(head, ZIP) || extractsItself(head)) return 'zip';
  return beginsAsTar(head) ? 'tar' : undefined;
}

/** Whether it is a script with a zip archive behind it, which unpacks that. */
function extractsItself(head: Uint8Array): boolean {
  return matchesAt(head, SCRIPT) && matchesAt(head, { ...ZIP, within: head.length });
}

/** Says why an archive is not read: it is in another one, or has the name of a text. */
export function nestedArchive(kind: ArchiveKind): string {
  return `it is a ${kind} archive in another archive, or under the name of a text; unpack it first`;
}

/** Whether the head is a signature that is cut off. Two bytes could be anything. */
function isCutOff(head: Uint8Array, signature: string): boolean {
  return (
    head.length >= 3 &&
    head.length < signature.length &&
    matchesAt(head, { bytes: signature.slice(0, head.length) })
  );
}

/** Whether the name says UTF-16 or UTF-32 without the order of the bytes, and that is what was found. */
function isFamilyOf(named: string, found: string | undefined): boolean {
  return (
    found !== undefined && /^utf-(?:16|32)$/.test(normalName(named)) && found.startsWith(normalName(named))
  );
}

/** What a file is taken for by the ending of its name. */
const ENDINGS: readonly (readonly [ending: RegExp, Compression | 'text' | 'binary'])[] = [
  [/\.t?gz$/i, 'gzip'],
  [/\.(?:t?zst|zstd)$/i, 'zstd'],
  [/\.(?:t?bz2|tbz)$/i, 'bzip2'],
  [/\.t?xz$/i, 'xz'],
  [/\.(?:json|jsonl|ndjson|log|txt|csv|tsv)$/i, 'text'],
  [/\.(?:zip|tar|7z|parquet|arrow|feather|avro|orc|xlsx?|sqlite3?|db)$/i, 'binary'],
];
const OF_JSON = /\.(?:json|jsonl|ndjson)(?:\.[a-z]+2?)?$/i;
const OF_TABLE = /\.(?:csv|tsv)(?:\.[a-z]+2?)?$/i;

/**
 * Says that a name contradicts what the file is, in the words that follow the name; undefined if it does not. `found`:
 * undefined for text.
 */
export function contradiction(name: string, found: Compression | 'parquet' | undefined): string | undefined {
  const expected = ENDINGS.find(([ending]) => ending.test(name))?.[1];
  if (expected === undefined || expected === (found ?? 'text')) return undefined;
  switch (found) {
    case undefined:
      return `is ${expected === 'binary' ? 'text' : 'not compressed'}, whatever its name says; it was read as it is`;
    case 'parquet':
      return expected === 'text' ? 'is Parquet, whatever its name says; its rows were read' : undefined;
    default:
      return `is compressed with ${found}, whatever its name says; it was decompressed`;
  }
}

/** The same of what the text of a file is. */
export function textContradiction(name: string, isTable: boolean): string | undefined {
  if (isTable && OF_JSON.test(name)) return 'is a table, whatever its name says; its rows were read';
  if (!isTable && OF_TABLE.test(name)) return 'holds JSON, whatever its name says; its objects were read';
  return undefined;
}
