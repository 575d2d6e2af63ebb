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
