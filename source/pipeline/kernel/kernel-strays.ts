import type { ScanCounters } from '../store/scan-counters.ts';
import type { StrayBatch } from '../store/stray-batch.ts';
import * as layout from './layout.ts';

/**
 * Gives the kernel the stray run that is open, before it runs. Returns whether one is: it is then the first that the kernel
 * has when it stops.
 */
export function giveOpenStray(words: Uint32Array, { strayBytesOnLine }: ScanCounters): boolean {
  const isOpen = strayBytesOnLine > 0;
  words[layout.STRAY_ON_LINE >> 2] = strayBytesOnLine;
  words[layout.STRAY_RUNS >> 2] = isOpen ? 1 : 0;
  // Its beginning may lie before the window: it stays in the counters.
  if (isOpen) words.fill(0, layout.STRAY_RUNS_AT >> 2, (layout.STRAY_RUNS_AT + layout.STRAY_RUN_BYTES) >> 2);
  return isOpen;
}

/**
 * Takes the stray runs that the kernel has when it stops, before anything else uses their place: all have ended but the
 * last, which is open if stray bytes come before it on the line. `wasOpen`: what `giveOpenStray` returned. `bias`: added to
 * an address, it gives a byte offset. `lineBase`: the line from which the kernel counts.
 */
export function takeStrays(
  words: Uint32Array,
  wasOpen: boolean,
  bias: number,
  lineBase: number,
  counters: ScanCounters,
  strays: StrayBatch,
): void {
  const count = words[layout.STRAY_RUNS >> 2];
  const ended = words[layout.STRAY_ON_LINE >> 2] === 0 ? count : count - 1;
  for (let i = 0; i < count; i++) {
    const entry = (layout.STRAY_RUNS_AT + i * layout.STRAY_RUN_BYTES) >> 2;
    const isContinued = wasOpen && i === 0;
    const from = isContinued ? counters.openStrayOffset : words[entry] + bias;
    const to = words[entry + 1] === 0 ? counters.openStrayEndOffset : words[entry + 1] + bias;
    const line = isContinued ? counters.openStrayLine : words[entry + 2] + lineBase;
    if (i < ended) {
      strays.append(from, to - from, line, words[entry + 3] === 0);
    } else {
      counters.openStrayOffset = from;
      counters.openStrayEndOffset = to;
      counters.openStrayLine = line;
    }
  }
}
