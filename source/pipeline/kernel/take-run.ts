import type { EventBatch } from '../store/event-batch.ts';
import type { ScanCounters } from '../store/scan-counters.ts';
import * as layout from './layout.ts';

/**
 * Takes what every run of the kernel leaves in `words`, its memory: how many rows it has filled and what they hold, and its
 * counts, which it adds to `counters`. `bias`: an address plus this is a byte offset.
 */
export function takeRun(words: Uint32Array, rows: EventBatch, counters: ScanCounters, bias: number): void {
  rows.count = words[layout.ROW_COUNT >> 2];
  if (words[layout.ANY_NANOSECONDS >> 2] !== 0) rows.hasNanoseconds = true;
  if (words[layout.ANY_SECONDS_HIGH >> 2] !== 0) rows.hasSecondsHigh = true;
  if (words[layout.ANY_IDS >> 2] !== 0) rows.hasIds = true;
  const isUnchecked = words[layout.UNCHECKED_IN_RUN >> 2] | words[layout.UNCHECKED_FROM_NOW_ON >> 2];
  if (isUnchecked !== 0) rows.hasUnplainRow = true;
  counters.records += words[layout.RECORDS >> 2];
  counters.recordBytes += words[layout.RECORD_BYTES >> 2];
  counters.separatorBytes += words[layout.SEPARATOR_BYTES >> 2];
  counters.offsetTimes += words[layout.OFFSET_TIMES >> 2];
  counters.zonelessTimes += words[layout.ZONELESS_TIMES >> 2];
  const lineStart = words[layout.LINE_START >> 2];
  if (lineStart === 0) return;
  counters.line = rows.lineBase + words[layout.LINE >> 2];
  counters.lineStartOffset = lineStart + bias;
}
