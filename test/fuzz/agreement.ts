import { type Outcome, outcomeOf } from '../helpers/outcome.ts';
import { slowOutcomeOf } from '../helpers/slow-twin.ts';
import { outcomeInChunks } from '../helpers/speculative-chunks.ts';
import type { KeyNames } from './key-names.ts';

/** The settings that the plain reading of the spec knows. */
export interface ReadSettings extends Partial<KeyNames> {
  readonly gapSeconds?: number;
  readonly maxRecordBytes?: number;
}

/** Each chunk costs a third of a millisecond: a long file has chunks of more than a few bytes. */
const MOST_PIECES = 60;

/** Where a file is cut for the ways that read it in parts. */
export interface Cuts {
  /** Bytes of a chunk, from 1 on; more in a file that would have too many. */
  readonly chunkBytes: number;
  /** How many chunks are read ahead of what is known. */
  readonly ahead: number;
}

/** A way of reading whose result is not that of the plain reading of the spec. */
interface Disagreement {
  readonly way: string;
  readonly found: Outcome;
  readonly expected: Outcome;
}

/** What all ways of reading a file came to. */
interface Agreement {
  readonly disagreement: Disagreement | undefined;
  readonly recordCount: number;
}

/**
 * Reads the bytes in every way there is, the fast path, the slow path, chunks, and chunks as several workers read them,
 * and returns the first way that differs from the plain reading of the spec, if any.
 */
export function firstDisagreement(
  bytes: Uint8Array,
  settings: ReadSettings,
  { chunkBytes: fewestBytes, ahead }: Cuts,
): Agreement {
  const chunkBytes = Math.max(fewestBytes, Math.ceil(bytes.length / MOST_PIECES));
  const expected = slowOutcomeOf(bytes, settings);
  const cuts = Array.from({ length: Math.floor(bytes.length / chunkBytes) }, (_, i) => chunkBytes * (i + 1));
  const ways: Readonly<Record<string, () => Outcome>> = {
    'fast path': () => outcomeOf(bytes, { settings }),
    'slow path': () => outcomeOf(bytes, { settings, paths: 'slow' }),
    [`chunks of ${chunkBytes} bytes`]: () => outcomeOf(bytes, { settings, cuts }),
    [`chunks of ${chunkBytes} bytes, ${ahead} ahead`]: () =>
      outcomeInChunks(bytes, { settings, cuts, ahead }),
  };
  const recordCount = expected.stats.total_events;
  const expectedText = JSON.stringify(expected);
  for (const [way, read] of Object.entries(ways)) {
    const found = read();
    if (JSON.stringify(found) !== expectedText)
      return { disagreement: { way, found, expected }, recordCount };
  }
  return { disagreement: undefined, recordCount };
}
