import type { ScanCounters } from '../store/scan-counters.ts';

/** What an input holds besides records, separators and stray bytes, because of what its records are in (spec section 14). */
export interface ContainerCounts {
  /** Bytes around the records of envelopes, keyed objects and strings. */
  readonly envelopeBytes: number;
  /** Control lines, as of bulk files, and their bytes. */
  readonly controlLines: number;
  readonly controlBytes: number;
}

/** Picks the counts of the container from those of a scan. */
export function containerCounts({
  envelopeBytes,
  controlLines,
  controlBytes,
}: Readonly<ScanCounters>): ContainerCounts {
  return { envelopeBytes, controlLines, controlBytes };
}
