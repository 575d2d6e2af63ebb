import {
  BACKSLASH,
  BYTE_ORDER_MARK,
  decodeUtf8,
  hasByteOrderMark,
  isWhiteSpace,
  LINE_FEED,
  OPEN_BRACE,
  QUOTE,
  trimEnd,
} from '../text/bytes.ts';
import { isJson } from '../text/is-json.ts';
import { equalBytes } from '../text/text-buffer.ts';
import { ACTIONS, isControlLine } from '../validate/control-line.ts';

/** A bulk file begins with a control line; a part of one, as `split` makes it, may begin with the line after it. */
const LINES_LOOKED_AT = 2;
/** A longer line is no control line. */
const LONGEST_BYTES = 4096;
const LONGEST_ACTION = Math.max(...ACTIONS.map(({ length }) => length));

/** Whether the head of an input is that of a bulk file: its first line or its second is a control line. */
export function holdsControlLines(head: Uint8Array): boolean {
  let from = hasByteOrderMark(head, 0) ? BYTE_ORDER_MARK.length : 0;
  for (let line = 0; line < LINES_LOOKED_AT && head[from] === OPEN_BRACE; line++) {
    if (mayBeControlLine(head, from) && isControlLineAt(head, from)) return true;
    const lineFeed = head.indexOf(LINE_FEED, from);
    if (lineFeed < 0) return false;
    from = lineFeed + 1;
  }
  return false;
}

/**
 * Whether the first key of the object at `from` is an action, or has an escape. Soon excludes nearly all lines: this is
 * asked of each of thousands of files.
 */
function mayBeControlLine(bytes: Uint8Array, from: number): boolean {
  let quote = from + 1;
  while (isWhiteSpace(bytes[quote])) quote++;
  if (bytes[quote] !== QUOTE) return false;
  for (let at = quote + 1; at <= quote + 1 + LONGEST_ACTION; at++) {
    if (bytes[at] === BACKSLASH) return true;
    if (bytes[at] === QUOTE) return ACTIONS.some((action) => equalBytes(action, bytes, quote + 1, at));
  }
  return false;
}

function isControlLineAt(bytes: Uint8Array, from: number): boolean {
  const lineFeed = bytes.indexOf(LINE_FEED, from);
  const end = trimEnd(bytes, from, lineFeed < 0 ? bytes.length : lineFeed);
  return (
    end - from <= LONGEST_BYTES && isJson(decodeUtf8(bytes, from, end)) && isControlLine(bytes, from, end)
  );
}
