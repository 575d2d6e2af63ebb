import { CARRIAGE_RETURN, decodeUtf8, indexOfByte, LINE_FEED } from '../../pipeline/text/bytes.ts';
import { type ByteNeedle, needleFor } from '../../query/byte-needle.ts';
import { compilePattern, LONGEST_MATCHED, type Pattern } from '../../query/pattern.ts';
import { type ByteChunk, type ByteRange, endOf } from './byte-window.ts';
import { NO_RECORDS, SPAN_REACH_BYTES, spanAround } from './row-anchors.ts';
import { packedCharacterAt } from './utf8-cells.ts';

/**
 * A search in progress: pure, so that the reader of the file can run it a chunk at a time and stop in between. Start with
 * `let search = beginSearch(...)`, then read `search.range` and pass it to `continueSearch`, until the search ends.
 */
export interface ByteSearch {
  readonly pattern: Pattern;
  /** Plain text is searched for as bytes. Undefined: a regular expression, line by line. */
  readonly needle: ByteNeedle | undefined;
  readonly direction: 1 | -1;
  /** Matches that begin here or further in the direction are still to be found. */
  readonly byteOffset: number;
  /** What to read next. */
  readonly range: ByteRange;
}

interface SearchStep {
  /** Where the match begins. */
  readonly foundByteOffset: number | undefined;
  /** What remains to be searched. Undefined: found, or at the end of the file. */
  readonly next: ByteSearch | undefined;
}

/** Few enough to be searched between two frames. */
const CHUNK_BYTES = 1024 * 1024;
/** Chunks overlap by this, so that a match cut by the end of one is whole in the next. */
const OVERLAP_BYTES = SPAN_REACH_BYTES + 4096;

/** A line longer than the limit of a pattern is matched in parts that begin this far apart. */
const PART_BYTES = LONGEST_MATCHED / 2;

/**
 * Returns a search for a text as users type it (see pattern.ts) from a byte on, down or up. Plain text is found anywhere.
 * A regular expression is found once per line: what ends a line is not part of it, `^` and `$` are its ends. A line
 * longer than 2,000 bytes is searched in parts that begin 1,000 bytes apart, each as if it were a line.
 */
export function beginSearch(
  text: string,
  byteOffset: number,
  direction: 1 | -1,
): ByteSearch | { readonly error: string } {
  const pattern = compilePattern(text);
  if ('error' in pattern) return pattern;
  if (text === '') return { error: 'nothing to look for' };
  const needle = pattern.plainText === undefined ? undefined : needleFor(text);
  if (needle !== undefined && needle.length > OVERLAP_BYTES)
    return { error: 'the text is too long to search for' };
  const from = Math.max(direction > 0 ? 0 : -1, byteOffset);
  return { pattern, needle, direction, byteOffset: from, range: rangeFrom(from, direction) };
}

/** Searches the bytes of `search.range`; at the end of the file a chunk may have fewer. */
export function continueSearch(search: ByteSearch, chunk: ByteChunk): SearchStep {
  const { direction, byteOffset } = search;
  const atEnd = direction > 0 ? byteOffset >= endOf(chunk) && chunk.isEnd : byteOffset < 0;
  if (atEnd || chunk.bytes.length === 0) return ended;
  return search.needle === undefined
    ? searchLines(search, chunk)
    : searchNeedle(search, search.needle, chunk);
}

const ended: SearchStep = { foundByteOffset: undefined, next: undefined };

function rangeFrom(byteOffset: number, direction: 1 | -1): ByteRange {
  if (direction > 0) {
    const fromByteOffset = Math.max(0, byteOffset - OVERLAP_BYTES);
    return { fromByteOffset, toByteOffset: fromByteOffset + CHUNK_BYTES };
  }
  const toByteOffset = Math.max(0, byteOffset) + OVERLAP_BYTES;
  return { fromByteOffset: Math.max(0, toByteOffset - CHUNK_BYTES), toByteOffset };
}

function goingOn(search: ByteSearch, byteOffset: number): SearchStep {
  const next = { ...search, byteOffset, range: rangeFrom(byteOffset, search.direction) };
  return { foundByteOffset: undefined, next };
}

function found(foundByteOffset: number): SearchStep {
  return { foundByteOffset, next: undefined };
}

function searchNeedle(search: ByteSearch, needle: ByteNeedle, chunk: ByteChunk): SearchStep {
  const { base, bytes, isEnd } = chunk;
  const { direction, byteOffset } = search;
  const at = byteOffset - base;
  const index = direction > 0 ? needle.firstIn(bytes, Math.max(0, at)) : needle.lastIn(bytes, at);
  if (index >= 0) return found(base + index);
  if (direction < 0) return base === 0 ? ended : goingOn(search, base - 1);
  return isEnd ? ended : goingOn(search, Math.max(byteOffset, endOf(chunk) - needle.length + 1));
}

function searchLines(search: ByteSearch, chunk: ByteChunk): SearchStep {
  const { direction, byteOffset } = search;
  let at = direction < 0 && chunk.isEnd ? Math.min(byteOffset, endOf(chunk) - 1) : byteOffset;
  for (;;) {
    if (at < 0 || (chunk.isEnd && at >= endOf(chunk))) return ended;
    const span = spanAround(chunk, NO_RECORDS, at);
    if ('missing' in span) return goingOn(search, at);
    const { fromByteOffset, toByteOffset } = span;
    if (!chunk.isEnd && endOf(chunk) < toByteOffset + LONGEST_MATCHED) return goingOn(search, at);
    const match = matchIn(search, chunk, span);
    if (match !== undefined) return found(match);
    at = direction > 0 ? toByteOffset : fromByteOffset - 1;
  }
}

/** Returns the match of a span that comes first in the search's direction. */
function matchIn(search: ByteSearch, chunk: ByteChunk, span: ByteRange): number | undefined {
  const { direction } = search;
  const { base, bytes } = chunk;
  const from = span.fromByteOffset - base;
  const to = span.toByteOffset - base;
  const parts = to - from <= LONGEST_MATCHED ? 1 : Math.ceil((to - from) / PART_BYTES);
  for (let i = 0; i < parts; i++) {
    const part = direction > 0 ? i : parts - 1 - i;
    const start = afterCut(bytes, from + part * PART_BYTES, from);
    // A match belongs to the part that it begins in.
    const end = part === parts - 1 ? to : afterCut(bytes, from + (part + 1) * PART_BYTES, from);
    const match = matchInPart(search, chunk, start, end);
    if (match !== undefined) return base + match;
  }
  return undefined;
}

/** Returns the match that begins in `bytes[from..end)` and comes first in the search's direction, as an index. */
function matchInPart(
  { pattern, direction, byteOffset }: ByteSearch,
  { base, bytes }: ByteChunk,
  from: number,
  end: number,
): number | undefined {
  const limit = byteOffset - base;
  let to = Math.min(bytes.length, Math.max(end, from + LONGEST_MATCHED));
  const feed = indexOfByte(bytes, LINE_FEED, from, to);
  if (feed >= 0) to = feed > from && bytes[feed - 1] === CARRIAGE_RETURN ? feed - 1 : feed;
  let text = decodeUtf8(bytes, from, to);
  let at = from;
  let last: number | undefined;
  for (;;) {
    const match = pattern.firstMatch(text);
    if (match === undefined) return last;
    at = afterUnits(bytes, at, to, match.from);
    if (at >= end || (direction < 0 && at > limit)) return last;
    if (direction > 0 && at >= limit) return at;
    if (direction < 0) last = at;
    // For a regular expression the rest after a match is not a line; for plain text it is the same.
    if (pattern.plainText === undefined) return last;
    const next = packedCharacterAt(bytes, at, to);
    at += next & 7;
    text = text.slice(match.from + (next >> 3 > 0xffff ? 2 : 1));
  }
}

/** Returns the first place from `at` on that is not within a character, unless it is the span's own beginning. */
function afterCut(bytes: Uint8Array, at: number, spanFrom: number): number {
  let next = at;
  while (at > spanFrom && next < at + 3 && (bytes[next] & 0xc0) === 0x80) next++;
  return next;
}

/** Returns the offset of the byte that is `units` UTF-16 units after `from` in the decoded text. */
function afterUnits(bytes: Uint8Array, from: number, to: number, units: number): number {
  let at = from;
  let left = units;
  while (left > 0) {
    const character = packedCharacterAt(bytes, at, to);
    left -= character >> 3 > 0xffff ? 2 : 1;
    at += character & 7;
  }
  return at;
}
