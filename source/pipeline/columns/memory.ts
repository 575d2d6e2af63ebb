/**
 * Memory for columns that another thread may look at: shared where the host has such memory, else ordinary. Nothing
 * here is synchronized. Whoever reads keeps to the rows he was told of, and rows once told of are never written again.
 */

/** `byteLength` zeros. */
export function allocate(byteLength: number): ArrayBufferLike {
  return typeof SharedArrayBuffer === 'undefined'
    ? new ArrayBuffer(byteLength)
    : new SharedArrayBuffer(byteLength);
}

export function uint16Column(length: number): Uint16Array {
  return new Uint16Array(allocate(2 * length));
}

export function uint32Column(length: number): Uint32Array {
  return new Uint32Array(allocate(4 * length));
}

export function float64Column(length: number): Float64Array {
  return new Float64Array(allocate(8 * length));
}

/** The same numbers where other threads can look at them; the column itself if they can already. */
export function sharedColumn(column: Uint32Array): Uint32Array {
  if (typeof SharedArrayBuffer === 'undefined' || column.buffer instanceof SharedArrayBuffer) return column;
  const shared = uint32Column(column.length);
  shared.set(column);
  return shared;
}
