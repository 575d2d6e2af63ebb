import { type FileTexts, NO_TEXT } from '../engine/files/files-input.ts';
import { decoderOf } from '../input/decoded-source.ts';
import { whyUnreadable } from '../input/look/kinds.ts';
import { LOOK_BYTES, nestedArchive } from '../input/look/look.ts';
import { recordlessText } from '../input/look/text-kinds.ts';
import { lazyZlib } from '../output/sinks/lazy-zlib.ts';
import { isOwnTable } from '../output/tables/own-table.ts';
import { FilePlans } from '../pipeline/plan/file-plans.ts';
import { errorWithCode } from '../pipeline/scan/read-failure.ts';
import {
  BYTE_ORDER_MARK,
  hasByteOrderMark,
  isWhiteSpace,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from '../pipeline/text/bytes.ts';
import { foreignTableIn, lookBy } from './chosen-look.ts';
import type { ContainerChoice } from './containers.ts';

/** A small archive with more in it than this is decompressed by a thread of its own, a part at a time. */
const MOST_DECOMPRESSED_BYTES = 64 * 1024 * 1024;

/** Makes text of the bytes of small files as of those of a single one (spec section 14), without a thread. */
export function fileTexts(choice: ContainerChoice): FileTexts {
  return {
    textOf: (bytes) => textOf(bytes, choice, false),
    isPlain: (head) => isPlain(head, choice),
    whyNoRecord: (text) => whyUnreadable(recordlessText(text.subarray(0, LOOK_BYTES)), false, undefined),
    isOwnTable,
    planChooser: (settings, search) => new FilePlans(settings, search),
  };
}

function textOf(bytes: Uint8Array, choice: ContainerChoice, isInside: boolean): Uint8Array | undefined {
  const { compression, format, encoding } = choice;
  if (compression !== undefined && !isInside) return undefined;
  const mayBeJson = format === undefined || format === 'json';
  if (encoding === undefined && mayBeJson && beginsAsJson(bytes)) return bytes;
  const head = bytes.subarray(0, LOOK_BYTES);
  const found = lookBy(head, choice);
  if (found.kind === 'parquet') return undefined;
  if (found.kind === 'contradicted') throw noText(found.why);
  if (found.kind === 'text') return decoded(bytes, chosenEncoding(head, found.encoding, choice));
  if (found.kind === 'archive') throw new Error(nestedArchive(found.archive));
  if (found.kind === 'unreadable') throw noText(whyUnreadable(found, isInside, undefined));
  if (found.compression !== 'gzip') return undefined;
  let decompressed: Uint8Array;
  try {
    decompressed = lazyZlib().gunzipSync(bytes, { maxOutputLength: MOST_DECOMPRESSED_BYTES });
  } catch {
    // Damaged, or large: what can be read of it takes more care.
    return undefined;
  }
  return textOf(decompressed, choice, true);
}

function isPlain(head: Uint8Array, choice: ContainerChoice): boolean {
  const { compression, format, encoding } = choice;
  if (format === 'parquet' || compression !== undefined) return false;
  if (encoding !== undefined && decoderOf(encoding) !== undefined) return false;
  if (format !== 'table' && beginsAsJson(head)) return true;
  const found = lookBy(head, choice);
  return found.kind === 'text' && decoderOf(chosenEncoding(head, found.encoding, choice)) === undefined;
}

/** A table that is not UTF-8 is read in the encoding that makes sense of it, as a single file is (spec section 14). */
function chosenEncoding(head: Uint8Array, found: string, choice: ContainerChoice): string {
  return foreignTableIn(head, found, choice)?.encoding ?? found;
}

function decoded(bytes: Uint8Array, encoding: string): Uint8Array {
  const decoder = decoderOf(encoding);
  return decoder === undefined ? bytes : new TextEncoder().encode(decoder.decode(bytes));
}

/**
 * Whether bytes begin as a JSON object or an array of them does. They need no look then, which would take longer than
 * reading a small file; what holds no record all the same is looked at afterwards.
 */
function beginsAsJson(bytes: Uint8Array): boolean {
  const start = hasByteOrderMark(bytes, 0) ? BYTE_ORDER_MARK.length : 0;
  const first = firstOther(bytes, start);
  const second = firstOther(bytes, first + 1);
  if (bytes[first] === OPEN_BRACE) return bytes[second] === QUOTE;
  return bytes[first] === OPEN_BRACKET && bytes[second] === OPEN_BRACE;
}

/** Returns the place of the first byte from `from` on that is not white space. */
function firstOther(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && isWhiteSpace(bytes[at])) at++;
  return at;
}

/** Returns the error for a file that holds no text. */
export function noText(why: string): Error {
  return errorWithCode(why, NO_TEXT);
}
