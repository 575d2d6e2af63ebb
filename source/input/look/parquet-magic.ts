/** At both ends of a Parquet file. */
const MAGIC = 'PAR1';

/** How much of a file `isParquet` looks at. */
export const PARQUET_MAGIC_BYTES = MAGIC.length;

/** Whether a file begins as Parquet. */
export function isParquet(head: Uint8Array): boolean {
  return String.fromCharCode(...head.subarray(0, MAGIC.length)) === MAGIC;
}
