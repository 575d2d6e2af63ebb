/** A range of the input: `byteLength` bytes from `byteOffset` on. */
export interface ByteRequest {
  readonly byteOffset: number;
  readonly byteLength: number;
}

/**
 * A computation over bytes of the input that does no I/O itself: it yields the ranges that it needs, is resumed with
 * their bytes (fewer if the input ends before), and returns its result. `runReads` runs it.
 */
export type ByteReads<Result> = Generator<ByteRequest, Result, Uint8Array>;

/** Returns bytes of the input, which must not change afterwards; fewer than `byteLength` if the input ends before. */
export type ReadBytes = (byteOffset: number, byteLength: number) => Uint8Array;

/** Bytes that are read at once, and how often, for records that lie near each other. */
const WINDOW_BYTES = 32 * 1024;
const WINDOWS = 4;

/**
 * Returns a reader that keeps the last windows of 32 KiB, for many short reads near each other, in two or three places at
 * once: a system call for each would take several times as long.
 */
export function windowedReads(readBytes: ReadBytes): ReadBytes {
  const windows: { readonly from: number; readonly bytes: Uint8Array }[] = [];
  return (byteOffset, byteLength) => {
    const at = windows.findIndex(
      ({ from, bytes }) => byteOffset >= from && byteOffset + byteLength <= from + bytes.length,
    );
    if (at < 0 && byteLength > WINDOW_BYTES / 2) return readBytes(byteOffset, byteLength);
    const window =
      at < 0 ? { from: byteOffset, bytes: readBytes(byteOffset, WINDOW_BYTES) } : windows.splice(at, 1)[0];
    windows.push(window);
    if (windows.length > WINDOWS) windows.shift();
    return window.bytes.subarray(byteOffset - window.from, byteOffset - window.from + byteLength);
  };
}

/** `ReadBytes` without blocking the thread. */
export type ReadBytesAsync = (byteOffset: number, byteLength: number) => Promise<Uint8Array>;

/**
 * Runs `reads` to its end with a reader that blocks, or with one that does not: the computation is the same, so both give
 * the same result. Throws what the reader throws.
 */
export function runReads<Result>(reads: ByteReads<Result>, readBytes: ReadBytes): Result;
export function runReads<Result>(
  reads: ByteReads<Result>,
  readBytes: ReadBytesAsync,
): Result | Promise<Result>;
export function runReads<Result>(
  reads: ByteReads<Result>,
  readBytes: ReadBytes | ReadBytesAsync,
): Result | Promise<Result> {
  for (let step = reads.next(); ; ) {
    if (step.done === true) return step.value;
    const bytes = readBytes(step.value.byteOffset, step.value.byteLength);
    if (bytes instanceof Promise) return runReadsLater(reads, bytes, readBytes);
    step = reads.next(bytes);
  }
}

async function runReadsLater<Result>(
  reads: ByteReads<Result>,
  first: Promise<Uint8Array>,
  readBytes: ReadBytes | ReadBytesAsync,
): Promise<Result> {
  for (let step = reads.next(await first); ; ) {
    if (step.done === true) return step.value;
    step = reads.next(await readBytes(step.value.byteOffset, step.value.byteLength));
  }
}
