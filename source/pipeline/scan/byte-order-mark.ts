import type { ScanCounters } from '../store/scan-counters.ts';
import { BYTE_ORDER_MARK, hasByteOrderMark } from '../text/bytes.ts';

/** Skips a byte-order mark at the beginning of a file; returns where reading continues. */
export function byteOrderMarkEnd(bytes: Uint8Array, from: number, counters: ScanCounters): number {
  if (!hasByteOrderMark(bytes, from)) return from;
  counters.separatorBytes += BYTE_ORDER_MARK.length;
  // Editors do not count it as a column.
  counters.lineStartOffset += BYTE_ORDER_MARK.length;
  return from + BYTE_ORDER_MARK.length;
}
