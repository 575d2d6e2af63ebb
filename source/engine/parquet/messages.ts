import type { SourceDescription } from '../../input/source.ts';

/** What a thread that reads Parquet is started with. */
export interface ParquetInit {
  readonly source: SourceDescription;
  /** nice value of the thread, from 0 (normal) to 19 (lowest). */
  readonly niceness: number;
}

/** Why it cannot go on. */
export interface ParquetFailure {
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
