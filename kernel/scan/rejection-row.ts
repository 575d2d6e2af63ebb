/** Writes the row of a rejection as CSV from the bytes of its record; `KernelRejectionRows` calls it. */
import { CSV_AT, REASON_AT, SPAN_BYTES, SPANS } from '../../source/pipeline/kernel/layout';
import { isAscii, QUOTE } from './bytes';
import { empty, endRow, field, integer, out, writeTo } from './csv';

/**
 * Writes the row to CSV_AT and returns its length. REASON_AT has the bytes of the reason, and SPANS the record's values,
 * if it has any; `[from..rawTo)` is the part of the record that is shown. Returns 0 unless everything is plain ASCII.
 */
export function rejectionRow(
  recordNumber: f64,
  reasonBytes: usize,
  hasValues: bool,
  mostValueBytes: usize,
  from: usize,
  rawTo: usize,
  line: f64,
  byteOffset: f64,
): usize {
  if (!isAscii(from, rawTo, false)) return 0;
  if (hasValues && !(isPlain(0, mostValueBytes) && isPlain(1, mostValueBytes) && isPlain(2, mostValueBytes)))
    return 0;
  writeTo(CSV_AT);
  integer(<u64>recordNumber);
  field(REASON_AT, REASON_AT + reasonBytes);
  for (let i: usize = 0; i < 3; i++) {
    if (hasValues && fromOf(i) != 0) field(fromOf(i), toOf(i));
    else empty();
  }
  field(from, rawTo);
  integer(<u64>line);
  integer(<u64>byteOffset);
  endRow();
  return out - CSV_AT;
}

/** Whether the bytes of a value are its characters, and few enough to be shown whole. */
function isPlain(i: usize, mostBytes: usize): bool {
  return fromOf(i) == 0 || (toOf(i) - fromOf(i) <= mostBytes && isAscii(fromOf(i), toOf(i), isString(i)));
}

@inline
function isString(i: usize): bool {
  return load<u32>(SPANS + i * SPAN_BYTES) == QUOTE;
}

/** Returns where the text of a value begins, 0 without one, and where it ends: of a string without its quotes. */
@inline
function fromOf(i: usize): usize {
  return <usize>load<u32>(SPANS + i * SPAN_BYTES, 4) + usize(isString(i));
}

@inline
function toOf(i: usize): usize {
  return <usize>load<u32>(SPANS + i * SPAN_BYTES, 8) - usize(isString(i));
}
