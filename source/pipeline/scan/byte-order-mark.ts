import type { ScanCounters } from '../store/scan-counters.ts';
import { BYTE_ORDER_MARK } from '../text/bytes.ts';

/** Skips a byte-order mark at the beginning of a file; returns where reading continues. */
export function byteOrderMarkEnd(bytes: Uint8Array, from: number, counters: ScanCounters): number {
  if (!BYTE_ORDER_MARK.every((byte, i) => bytes[from + i] === byte)) return from;
  counters.separatorBytes += BYTE_ORDER_MARK.length;
  // Editors do not count it as a column.
  counters.lineStartOffset += BYTE_ORDER_MARK.length;
  return from + BYTE_ORDER_MARK.length;
}
