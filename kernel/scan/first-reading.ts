/**
 * Finds the end of a record by the first reading of spec section 1: the kernel's twin of `RecordEndReader`, for nesting
 * that its memory holds.
 */
import {
  READING_LAST_LINE_FEED,
  READING_LINE_FEEDS,
  READING_STOP,
  CLOSED,
  ENDED_BY_BRACE,
  ENDED_IN_STRING,
  NOT_READ,
  OUT_OF_BYTES,
  OUT_OF_BYTES_IN_STRING,
} from '../../source/pipeline/kernel/layout';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  LINE_FEED,
  nextStop,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
  TAB,
} from './bytes';
import { isObject, openNothing, pop, push } from './nesting';

/**
 * Reads the record whose brace is at `start`, in `[start..to)`, and returns how the reading ended, or NOT_READ. Writes the
 * address where it stopped, the number of line feeds and the address of the last to READING_STOP and what follows it.
 */
export function firstReading(start: usize, to: usize): u32 {
  openNothing();
  push(true);
  let ending = OUT_OF_BYTES;
  let lineFeeds: u32 = 0;
  let lastLineFeed: usize = 0;
  let at = start + 1;
  for (; at < to; at++) {
    const byte: u32 = load<u8>(at);
    if (byte == QUOTE) {
      at = stringEnd(at + 1, to);
      if (at >= to) {
        at = to;
        ending = OUT_OF_BYTES_IN_STRING;
        break;
      }
      if (load<u8>(at) == QUOTE) continue;
      ending = ENDED_IN_STRING;
      break;
    } else if (byte == OPEN_BRACE) {
      if (!valueMayFollow(start, at)) {
        ending = ENDED_BY_BRACE;
        break;
      }
      if (!push(true)) return NOT_READ;
    } else if (byte == CLOSE_BRACE) {
      // Arrays that are open in the innermost object close with it.
      while (!isObject()) pop();
      if (pop() == 0) {
        at++;
        ending = CLOSED;
        break;
      }
    } else if (byte == OPEN_BRACKET) {
      if (!push(false)) return NOT_READ;
    } else if (byte == CLOSE_BRACKET) {
      if (!isObject()) pop();
    } else if (byte == LINE_FEED) {
      lineFeeds++;
      lastLineFeed = at;
    }
  }
  store<u32>(READING_STOP, <u32>at);
  store<u32>(READING_LINE_FEEDS, lineFeeds);
  store<u32>(READING_LAST_LINE_FEED, <u32>lastLineFeed);
  return ending;
}

/** Returns whether JSON allows a value at `at`, judging by the last byte before it that is not white space. */
function valueMayFollow(start: usize, at: usize): bool {
  let before = at - 1;
  while (before > start && (load<u8>(before) == SPACE || <u32>load<u8>(before) - TAB < 5)) before--;
  const byte: u32 = load<u8>(before);
  return byte == COLON || byte == OPEN_BRACKET || (byte == COMMA && !isObject());
}

/** Returns the address of a string's closing quote or of the line feed that ends it; `to` or more if the bytes end first. */
function stringEnd(from: usize, to: usize): usize {
  let at = nextStop(from);
  while (at < to) {
    const byte: u32 = load<u8>(at);
    if (byte == QUOTE || byte == LINE_FEED) return at;
    // A backslash escapes the next character, except a line feed.
    const taken: usize = byte == BACKSLASH && at + 1 < to && load<u8>(at + 1) != LINE_FEED ? 2 : 1;
    at = nextStop(at + taken);
  }
  return at;
}
