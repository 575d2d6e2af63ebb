import type { SourceDescription } from '../../input/source.ts';

/** Bytes of a Parquet file in memory that threads share, in parts as `copyHeld` reads them. */
export interface HeldBytes {
  readonly parts: readonly Uint8Array[];
  readonly sizeBytes: number;
}

/** What a thread that reads Parquet is started with. */
export interface ParquetInit {
  readonly source: SourceDescription | HeldBytes;
  /** nice value of the thread, from 0 (normal) to 19 (lowest). */
  readonly niceness: number;
}

/** Why it cannot go on. */
interface ParquetFailure {
  readonly message: string;
  readonly code: string | undefined;
}

/**
 * What it reports: that the file is open; and, for each request, the next lines, none at the end, and the share of all rows
 * that they end at, from 0 to 1.
 */
export type ParquetReport =
  | { readonly kind: 'opened' }
  | { readonly kind: 'lines'; readonly bytes: Uint8Array<ArrayBuffer> | undefined; readonly share: number }
  | { readonly kind: 'failed'; readonly failure: ParquetFailure };
