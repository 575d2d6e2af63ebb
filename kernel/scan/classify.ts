/**
 * What is wrong with a record that `anyRecord` refused, where that is easily said: spec sections 1 and 2 for the kinds of
 * damage that files mostly have. All else it leaves to `SlowPath` and `RecordValidator`, which classify alike.
 */
import {
  ERROR_AT,
  FAULT_KEY,
  DEFECT_BROKEN,
  DEFECT_CUT,
  DEFECT_EMPTY_TIME,
  DEFECT_INVALID_TIME,
  DEFECT_MISSING,
  DEFECT_NO_STRING,
  DEFECT_SCHEMA,
  DEFECT_UNCLOSED,
  NOT_CLASSIFIED,
  SPAN_BYTES,
  SPANS,
  DEFECT,
} from '../../source/pipeline/kernel/layout';
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  forgetLineFeeds,
  isDigit,
  LINE_FEED,
  lineFeeds,
  MINUS,
  nextStop,
  OPEN_BRACE,
  OPEN_BRACKET,
  pastDigits,
  QUOTE,
  REFUSED,
  SPACE,
  space,
  TAB,
} from './bytes';
import { isAscii } from './csv';
import { parseTime } from './imports';
import { readSpans } from './spans';
import { scalar } from './values';

const LETTER_N: u32 = 0x6e;

/**
 * Where the record whose brace is at `start` ends, by `limit`; or REFUSED. At DEFECT stands what it is then, and at
 * FAULT_KEY which of its keys is at fault.
 */
export function classify(start: usize, limit: usize): usize {
  const end = readSpans(start, limit);
  if (end == REFUSED) return classifyBroken(start, limit);
  store<u32>(DEFECT, classifyValues());
  return end;
}

function classifyValues(): u32 {
  for (let i: usize = 0; i < 3; i++) if (firstOf(i) == 0) return at(i, DEFECT_MISSING);
  const user = firstOf(0);
  if (user == QUOTE) {
    if (!isAscii(fromOf(0), toOf(0), true)) return NOT_CLASSIFIED;
    if (isBlank(fromOf(0), toOf(0))) return at(0, DEFECT_SCHEMA);
  } else if (isDigit(user) || user == MINUS) {
    if (pastDigits(fromOf(0) + 1) != toOf(0)) return NOT_CLASSIFIED;
  } else return at(0, DEFECT_SCHEMA);
  const type = firstOf(2);
  if (type == LETTER_N || type == OPEN_BRACE || type == OPEN_BRACKET) return at(2, DEFECT_SCHEMA);
  // NaN and the infinities are no types (spec section 2).
  if (type != QUOTE && scalar(fromOf(2), type, false) == REFUSED) return at(2, DEFECT_SCHEMA);
  if (firstOf(1) != QUOTE) return at(1, DEFECT_NO_STRING);
  const from = fromOf(1) + 1;
  const to = toOf(1) - 1;
  if (!isAscii(from, to, true)) return NOT_CLASSIFIED;
  if (isBlank(from, to)) return at(1, DEFECT_EMPTY_TIME);
  return parseTime(from, to) ? NOT_CLASSIFIED : at(1, DEFECT_INVALID_TIME);
}

/** The verdict, and the key at fault. */
@inline
function at(key: usize, verdict: u32): u32 {
  store<u32>(FAULT_KEY, <u32>key);
  return verdict;
}

@inline
function firstOf(i: usize): u32 {
  return load<u32>(SPANS + i * SPAN_BYTES);
}

@inline
function fromOf(i: usize): usize {
  return load<u32>(SPANS + i * SPAN_BYTES, 4);
}

@inline
function toOf(i: usize): usize {
  return load<u32>(SPANS + i * SPAN_BYTES, 8);
}

/** Nothing but the spec's white space, and the quotes around it. */
function isBlank(from: usize, to: usize): bool {
  for (let i = from; i < to; i++) {
    const byte: u32 = load<u8>(i);
    if (byte != SPACE && byte - TAB >= 5 && byte != QUOTE) return false;
  }
  return true;
}

/**
 * A record on one line, flat, that is no JSON, in one of the three ways in which lines mostly break: within a string the
 * line ends (`cut`), behind a value the next record begins (`unclosed`), or something stands that is neither a comma nor a
 * brace (`broken`). Answers where it ends, by the readings of spec section 1, or REFUSED.
 */
function classifyBroken(start: usize, limit: usize): usize {
  forgetLineFeeds();
  let next = space(start + 1);
  while (true) {
    if (load<u8>(next) != QUOTE) return REFUSED;
    let stop = nextStop(next + 1);
    if (load<u8>(stop) != QUOTE) return cut(start, stop, limit);
    next = space(stop + 1);
    if (load<u8>(next) != COLON) return REFUSED;
    next = space(next + 1);
    const first: u32 = load<u8>(next);
    if (first == QUOTE) {
      stop = nextStop(next + 1);
      if (load<u8>(stop) != QUOTE) return cut(start, stop, limit);
      next = stop + 1;
    } else {
      next = scalar(next, first, false);
      if (next == REFUSED) return REFUSED;
    }
    if (lineFeeds != 0) return REFUSED;
    next = space(next);
    const byte: u32 = load<u8>(next);
    if (byte == OPEN_BRACE) return unclosed(start, next, limit);
    if (byte != COMMA) return lineFeeds == 0 ? broken(start, next, limit) : REFUSED;
    next = space(next + 1);
  }
}

/** Without a brace in it the second reading, to which quotes mean nothing, finds the same record. */
function cut(start: usize, stop: usize, limit: usize): usize {
  if (load<u8>(stop) != LINE_FEED || lineFeeds != 0 || stop >= limit) return REFUSED;
  if (bracketFrom(start + 1, stop) != stop) return REFUSED;
  return classified(DEFECT_CUT, start, stop, 0);
}

/** So it does where a brace ends the record: what comes before is on one line. */
function unclosed(start: usize, brace: usize, limit: usize): usize {
  if (brace >= limit || bracketFrom(start + 1, brace) != brace) return REFUSED;
  return classified(DEFECT_UNCLOSED, start, brace, 0);
}

/** Something else at `errorAt`. The record ends with the brace that the first reading comes to, or the second. */
function broken(start: usize, errorAt: usize, limit: usize): usize {
  if (!isPrintable(load<u8>(errorAt))) return REFUSED;
  let next = errorAt;
  while (true) {
    const byte: u32 = load<u8>(next);
    if (byte == CLOSE_BRACE) break;
    if (byte == LINE_FEED) return brokenLine(start, next, errorAt, limit);
    if (byte == OPEN_BRACE || byte == OPEN_BRACKET || byte == CLOSE_BRACKET || !isPrintable(byte))
      return REFUSED;
    if (byte == QUOTE) {
      const stop = nextStop(next + 1);
      if (load<u8>(stop) != QUOTE) {
        if (load<u8>(stop) != LINE_FEED || stop >= limit) return REFUSED;
        next = bracketFrom(start + 1, stop);
        if (load<u8>(next) != CLOSE_BRACE || next < errorAt) return REFUSED;
        // The second reading goes on up to there: it may find more.
        if (bracketFrom(next + 1, stop) != stop) return REFUSED;
        break;
      }
      next = stop;
    }
    next++;
  }
  return next < limit ? classified(DEFECT_BROKEN, start, next + 1, errorAt) : REFUSED;
}

/** The same where the line ends before the record does: the next line's brace ends it, unless it is a value. */
function brokenLine(start: usize, lineFeed: usize, errorAt: usize, limit: usize): usize {
  const brace = space(lineFeed);
  if (load<u8>(brace) != OPEN_BRACE || brace >= limit || bracketFrom(start + 1, brace) != brace)
    return REFUSED;
  const end = classified(DEFECT_BROKEN, start, brace, errorAt);
  return load<u8>(end - 1) != COLON && end > errorAt ? end : REFUSED;
}

@inline
function isPrintable(byte: u32): bool {
  return byte - SPACE < 0x5f;
}

/** The first brace or bracket in `[from..to)`, in strings too; else `to`. */
function bracketFrom(from: usize, to: usize): usize {
  for (let next = from; next < to; next++) {
    const byte: u32 = load<u8>(next);
    if ((byte | 0x20) == OPEN_BRACE || (byte | 0x20) == CLOSE_BRACE) return next;
  }
  return to;
}

/** Notes the verdict on a record that reading left at `stop`; answers where it ends, before white space. */
function classified(verdict: u32, start: usize, stop: usize, errorAt: usize): usize {
  let end = stop;
  while (end > start && (load<u8>(end - 1) == SPACE || <u32>load<u8>(end - 1) - TAB < 5)) end--;
  // It has no values that could be read, and no line feeds.
  memory.fill(SPANS, 0, 3 * SPAN_BYTES + 8);
  store<u32>(DEFECT, verdict);
  store<u32>(ERROR_AT, <u32>errorAt);
  return end;
}
