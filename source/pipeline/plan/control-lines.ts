import {
  BYTE_ORDER_MARK,
  decodeUtf8,
  indexOfByte,
  LINE_FEED,
  OPEN_BRACE,
  QUOTE,
  trimEnd,
  trimStart,
} from '../text/bytes.ts';
import { encodeText } from '../text/text-buffer.ts';
import { isControlLine } from '../validate/control-line.ts';

/** A bulk file begins with a control line; a part of one, as `split` makes it, may begin with the line after it. */
const LINES_LOOKED_AT = 2;
/** A longer line is none. */
const LONGEST_BYTES = 4096;
/** Of the actions, and of an escape. */
const FIRST_LETTERS = encodeText('icud\\');

/** Whether the head of an input is that of a bulk file: its first line or its second is a control line. */
export function holdsControlLines(head: Uint8Array): boolean {
  let from = BYTE_ORDER_MARK.every((byte, i) => head[i] === byte) ? BYTE_ORDER_MARK.length : 0;
  for (let line = 0; line < LINES_LOOKED_AT && head[from] === OPEN_BRACE; line++) {
    const lineFeed = indexOfByte(head, LINE_FEED, from, head.length);
    const end = trimEnd(head, from, lineFeed < 0 ? head.length : lineFeed);
    if (
      mayBeControlLine(head, from, end) &&
      isJson(decodeUtf8(head, from, end)) &&
      isControlLine(head, from, end)
    )
      return true;
    if (lineFeed < 0) return false;
    from = lineFeed + 1;
  }
  return false;
}

/** Whether the first key begins as an action, or is escaped: soon excludes nearly all lines. */
function mayBeControlLine(bytes: Uint8Array, from: number, to: number): boolean {
  const quote = trimStart(bytes, from + 1, to);
  return to - from <= LONGEST_BYTES && bytes[quote] === QUOTE && FIRST_LETTERS.includes(bytes[quote + 1]);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
