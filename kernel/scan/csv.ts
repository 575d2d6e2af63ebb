/** Writes fields of CSV (RFC 4180) to `out`, with a comma after each. */
import { writeDecimal } from '../decimal';
import { CARRIAGE_RETURN, COMMA, firstBytes, LINE_FEED, QUOTE } from './bytes';

/** The address of the next byte. */
export let out: usize = 0;

/** Begins to write at `at`. */
export function writeTo(at: usize): void {
  out = at;
}

/** Ends a row: replaces the comma after the last field. */
export function endRow(): void {
  store<u8>(out - 1, LINE_FEED);
}

/** Writes an empty field. */
export function empty(): void {
  store<u8>(out++, COMMA);
}

/** Writes a field with the bytes `[from..to)`, in quotes if it needs them. Overwrites up to sixteen bytes after them. */
export function field(from: usize, to: usize): void {
  const isQuoted = needsQuotes(from, to);
  if (isQuoted) store<u8>(out++, QUOTE);
  const quote = i8x16.splat(<i8>QUOTE);
  for (let at = from; at < to; ) {
    const count = min<usize>(to - at, 16);
    const bytes = firstBytes(at, count);
    const quotes: u32 = i8x16.bitmask(i8x16.eq(bytes, quote));
    v128.store(out, bytes);
    if (quotes == 0) {
      out += count;
      at += count;
    } else {
      // Up to and including the quote, which is then written again.
      const length = <usize>ctz(quotes) + 1;
      out += length;
      at += length;
      store<u8>(out++, QUOTE);
    }
  }
  if (isQuoted) store<u8>(out++, QUOTE);
  store<u8>(out++, COMMA);
}

function needsQuotes(from: usize, to: usize): bool {
  let found = i8x16.splat(0);
  for (let at = from; at < to; at += 16) {
    const bytes = firstBytes(at, min<usize>(to - at, 16));
    found = v128.or(found, i8x16.eq(bytes, i8x16.splat(<i8>QUOTE)));
    found = v128.or(found, i8x16.eq(bytes, i8x16.splat(<i8>COMMA)));
    found = v128.or(found, i8x16.eq(bytes, i8x16.splat(<i8>LINE_FEED)));
    found = v128.or(found, i8x16.eq(bytes, i8x16.splat(<i8>CARRIAGE_RETURN)));
  }
  return v128.any_true(found);
}

/** Writes an integer in decimal. */
export function integer(value: u64): void {
  out = writeDecimal(out, value);
  store<u8>(out++, COMMA);
}
