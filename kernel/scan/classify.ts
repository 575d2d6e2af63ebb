/**
 * Classifies a record that `anyRecord` refused, by spec sections 1 and 2, if its defect is a common one. It leaves
 * everything else to `SlowPath` and `RecordValidator`, which find the same defects.
 */
import {
  DEFECT,
  DEFECT_BROKEN,
  DEFECT_CUT,
  DEFECT_EMPTY_TIME,
  DEFECT_INVALID_TIME,
  DEFECT_MISSING,
  DEFECT_NO_STRING,
  DEFECT_SCHEMA,
  DEFECT_UNCLOSED,
  ERROR_AT,
  FAULTY_FIELD,
  IS_MAPPED,
  MOST_FIELDS,
  NOT_CLASSIFIED,
  OPENS_WRAPPERS,
  RECORD_LINE_FEEDS,
  SPAN_BYTES,
  SPANS,
} from '../../source/pipeline/kernel/layout';
import { FIELDS, FIRST_DIMENSION } from '../../source/pipeline/validate/dimensions';
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  forgetLineFeeds,
  isAscii,
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
import { parseTime } from './imports';
import { readSpans } from './spans';
import { scalar } from './values';

/** Indices of the fields before the dimensions. */
const USER: usize = 0;
const TIME: usize = 1;

/** The first byte of null, which is not a type. */
const LETTER_N: u32 = 0x6e;

/**
 * Returns the end of the record whose brace is at `start`, or REFUSED, also if that is past `limit`. Writes its defect to
 * DEFECT, the index of the field at fault to FAULTY_FIELD, and spans as `readSpans` does.
 */
export function classify(start: usize, limit: usize): usize {
  const end = readSpans(start, limit);
  if (end == REFUSED) return classifyBroken(start, limit);
  // Which of the spans are the values of a mapped record is for `FieldFinder` to find.
  store<u32>(DEFECT, load<u32>(IS_MAPPED) != 0 ? NOT_CLASSIFIED : classifyValues());
  return end;
}

/** Returns the first defect of the values at SPANS, in the order of spec section 2, or NOT_CLASSIFIED. */
function classifyValues(): u32 {
  for (let field: usize = 0; field < <usize>FIELDS; field++) {
    if (firstOf(field) == 0) return defectOf(field, DEFECT_MISSING);
  }
  if (load<u32>(OPENS_WRAPPERS) != 0) {
    for (let field: usize = 0; field < <usize>FIELDS; field++) {
      if (firstOf(field) == OPEN_BRACE) return NOT_CLASSIFIED;
    }
  }
  const user = firstOf(USER);
  if (user == QUOTE) {
    if (!isAscii(fromOf(USER), toOf(USER), true)) return NOT_CLASSIFIED;
    if (isBlank(fromOf(USER) + 1, toOf(USER) - 1)) return defectOf(USER, DEFECT_SCHEMA);
  } else if (isDigit(user) || user == MINUS) {
    if (pastDigits(fromOf(USER) + 1) != toOf(USER)) return NOT_CLASSIFIED;
  } else return defectOf(USER, DEFECT_SCHEMA);
  for (let field: usize = FIRST_DIMENSION; field < <usize>FIELDS; field++) {
    if (!isDimensionValue(field)) return defectOf(field, DEFECT_SCHEMA);
  }
  if (firstOf(TIME) != QUOTE) return defectOf(TIME, DEFECT_NO_STRING);
  const from = fromOf(TIME) + 1;
  const to = toOf(TIME) - 1;
  if (!isAscii(from, to, true)) return NOT_CLASSIFIED;
  if (isBlank(from, to)) return defectOf(TIME, DEFECT_EMPTY_TIME);
  return parseTime(from, to, true) ? NOT_CLASSIFIED : defectOf(TIME, DEFECT_INVALID_TIME);
}

/** Returns whether the value of a field is a string, a number, true or false. */
@inline
function isDimensionValue(field: usize): bool {
  const first = firstOf(field);
  if (first == LETTER_N || first == OPEN_BRACE || first == OPEN_BRACKET) return false;
  // NaN and the infinities are not types (spec section 2).
  return first == QUOTE || scalar(fromOf(field), first, false) != REFUSED;
}

/** Notes the field at fault and returns the defect. */
@inline
function defectOf(field: usize, defect: u32): u32 {
  store<u32>(FAULTY_FIELD, <u32>field);
  return defect;
}

/** Returns the first byte of a field's value, 0 if the record does not have it. */
@inline
function firstOf(field: usize): u32 {
  return load<u32>(SPANS + field * SPAN_BYTES);
}

@inline
function fromOf(field: usize): usize {
  return load<u32>(SPANS + field * SPAN_BYTES, 4);
}

@inline
function toOf(field: usize): usize {
  return load<u32>(SPANS + field * SPAN_BYTES, 8);
}

/** Returns whether all bytes are white space as the spec defines it. */
function isBlank(from: usize, to: usize): bool {
  for (let i = from; i < to; i++) {
    const byte: u32 = load<u8>(i);
    if (byte != SPACE && byte - TAB >= 5) return false;
  }
  return true;
}

/**
 * Classifies a flat record on one line that is not JSON, in one of the three most common ways: the line ends inside a
 * string (`cut`), the next record begins after a value (`unclosed`), or something follows a value that is neither a comma
 * nor a brace (`broken`). Returns its end by the readings of spec section 1, or REFUSED.
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

/** The line ends inside a string. Without a brace in it, the second reading, which ignores quotes, finds the same record. */
function cut(start: usize, stop: usize, limit: usize): usize {
  if (load<u8>(stop) != LINE_FEED || lineFeeds != 0 || stop >= limit) return REFUSED;
  if (bracketFrom(start + 1, stop) != stop) return REFUSED;
  return classified(DEFECT_CUT, start, stop, 0);
}

/** A brace ends the record. The second reading finds the same record, since what comes before is on one line. */
function unclosed(start: usize, brace: usize, limit: usize): usize {
  if (brace >= limit || bracketFrom(start + 1, brace) != brace) return REFUSED;
  return classified(DEFECT_UNCLOSED, start, brace, 0);
}

/** Something else is at `errorAt`. The record ends at the closing brace that the first or the second reading finds. */
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
        // The second reading continues up to `stop`, where it may find another record.
        if (bracketFrom(next + 1, stop) != stop) return REFUSED;
        break;
      }
      next = stop;
    }
    next++;
  }
  return next < limit ? classified(DEFECT_BROKEN, start, next + 1, errorAt) : REFUSED;
}

/** Like `broken` if the line ends before the record does: the brace on the next line ends it, unless it is a value. */
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

/** Returns the address of the first brace or bracket in `[from..to)`, inside strings too, or `to`. */
function bracketFrom(from: usize, to: usize): usize {
  for (let next = from; next < to; next++) {
    const byte: u32 = load<u8>(next);
    if ((byte | 0x20) == OPEN_BRACE || (byte | 0x20) == CLOSE_BRACE) return next;
  }
  return to;
}

/**
 * Notes the defect of a record that was read up to `stop`, and returns its end, without the white space before `stop`.
 */
function classified(defect: u32, start: usize, stop: usize, errorAt: usize): usize {
  let end = stop;
  while (end > start && (load<u8>(end - 1) == SPACE || <u32>load<u8>(end - 1) - TAB < 5)) end--;
  // It has no readable values, and no line feeds.
  memory.fill(SPANS, 0, MOST_FIELDS * SPAN_BYTES);
  store<u64>(RECORD_LINE_FEEDS, 0);
  store<u32>(DEFECT, defect);
  store<u32>(ERROR_AT, <u32>errorAt);
  return end;
}
