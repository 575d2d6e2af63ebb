/**
 * Memory for columns that other threads read: shared memory if the host has it, otherwise ordinary. Nothing here is
 * synchronized. Readers only touch rows below the published count; published rows are immutable.
 */

/** Allocates `byteLength` bytes of zeros. */
export function allocate(byteLength: number): ArrayBufferLike {
  return typeof SharedArrayBuffer === 'undefined'
    ? new ArrayBuffer(byteLength)
    : new SharedArrayBuffer(byteLength);
}

/** Returns `longer` with the rows of `column` at its beginning. */
export function grown<Column extends Uint8Array | Uint32Array | Float64Array>(
  column: Column,
  longer: Column,
): Column {
  longer.set(column);
  return longer;
}

/** A column of zeros. */
export function uint16Column(length: number): Uint16Array {
  return new Uint16Array(allocate(2 * length));
}

/** A column of zeros. */
export function uint32Column(length: number): Uint32Array {
  return new Uint32Array(allocate(4 * length));
}

/** A column of zeros. */
export function float64Column(length: number): Float64Array {
  return new Float64Array(allocate(8 * length));
}
