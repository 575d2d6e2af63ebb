import { decoderOf } from '../input/decoded-source.ts';
import { type ForeignTable, foreignTable } from '../input/look/foreign-bytes.ts';
import type { Compression } from '../input/look/kinds.ts';
import { LOOK_BYTES, type Look, look } from '../input/look/look.ts';
import { isParquet } from '../input/look/parquet-magic.ts';
import type { ContainerChoice } from './containers.ts';

/** What bytes are by their content and by flags. */
export type ChosenLook =
  | Look
  | { readonly kind: 'parquet' }
  /** Not what a flag says. `why`: words that follow the name of the input. `holdsEvents`: whether it may hold events. */
  | { readonly kind: 'contradicted'; readonly why: string; readonly holdsEvents: boolean };

const NO_PARQUET = 'it is not Parquet, though --format says so; leave --format out';
const IS_PARQUET = 'it is Parquet, and --format names another format; leave --format out';

/** Returns what the first bytes of an input, or of what was decompressed, are (spec section 14). */
export function lookBy(
  head: Uint8Array,
  { encoding, format }: Pick<ContainerChoice, 'encoding' | 'format'>,
): ChosenLook {
  const isText = format === 'json' || format === 'table';
  if (isParquet(head)) return isText ? contradicted(IS_PARQUET) : { kind: 'parquet' };
  const found = look(head, { encoding, isText });
  return found.kind === 'text' && format === 'parquet' ? contradicted(NO_PARQUET) : found;
}

/** Does the same where a flag names the compression. An empty input is not compressed, whatever a flag says. */
export function lookByCompression(head: Uint8Array, choice: ContainerChoice, named: Compression): ChosenLook {
  if (head.length === 0) return lookBy(head, choice);
  if (mayBe(head, named)) return { kind: 'compressed', compression: named };
  const found = look(head);
  const why =
    found.kind === 'compressed'
      ? `it is compressed with ${found.compression}, not with ${named} as --format says`
      : `it is not compressed with ${named}, though --format says so`;
  return contradicted(`${why}; leave --format out`, true);
}

function contradicted(why: string, holdsEvents = false): ChosenLook {
  return { kind: 'contradicted', why, holdsEvents };
}

/** So many bytes in a row are ASCII only in text. */
const SURE_BYTES = 64;

/** Whether the head may be compressed so: nothing in brotli says that it is, but some bytes are certainly none. */
function mayBe(head: Uint8Array, compression: Compression): boolean {
  const found = look(head);
  if (found.kind === 'compressed') return found.compression === compression;
  const first = head.subarray(0, SURE_BYTES);
  const isText = first.length === SURE_BYTES && first.every((byte) => byte >= 9 && byte < 127);
  return compression === 'brotli' && !isText;
}

/**
 * Returns the table that a head is, in the encoding that makes sense of it (spec section 14); undefined for JSON, which is
 * read as it is, and where the encoding is certain. `found`: the encoding that a look found.
 */
export function foreignTableIn(
  head: Uint8Array,
  found: string,
  { encoding, format }: Pick<ContainerChoice, 'encoding' | 'format'>,
): ForeignTable | undefined {
  const isFree = encoding === undefined && decoderOf(found) === undefined && format !== 'json';
  return isFree ? foreignTable(head, isWhole(head), format === 'table') : undefined;
}

/** Whether a head that was looked at is all of its input. */
export function isWhole(head: Uint8Array): boolean {
  return head.length < LOOK_BYTES;
}
