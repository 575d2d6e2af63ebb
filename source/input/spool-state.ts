import { errorWithCode } from '../pipeline/scan/read-failure.ts';

/** Stages; 0 while more may be written. */
const ENDED = 1;
const FAILED = 2;
const FAILURE_BYTES = 1024;

/** Bytes after those that are kept go round and round in a part of the file of this length. */
const RING_BYTES = 16 * 1024 * 1024;

/** The code of errors for bytes that a spool does not keep. The file itself is well. */
export const NOT_KEPT = 'ESPOOLED';

/** Places in `progress`. */
const WRITTEN = 0;
const READ = 1;

/**
 * How far a spool is written, and whether more will be, in memory shared with its readers on other threads. Only the first
 * `keptBytes` can be read at any place and time. Those after are overwritten once they were read in order, by the one
 * reader that does so.
 */
export interface SpoolState {
  readonly keptBytes: number;
  /** How many bytes were written, and how many of them were read in order. */
  readonly progress: BigInt64Array;
  /** One number: the stage. */
  readonly stage: Int32Array;
  /** The error's code, a line feed and its message, in UTF-8, padded with zeros. */
  readonly failure: Uint8Array;
}

/** Returns the state of a spool that may grow. */
export function growingSpool(keptBytes: number): SpoolState {
  return {
    keptBytes,
    progress: new BigInt64Array(new SharedArrayBuffer(16)),
    stage: new Int32Array(new SharedArrayBuffer(4)),
    failure: new Uint8Array(new SharedArrayBuffer(FAILURE_BYTES)),
  };
}

/** Bytes that lie in one piece of a spool: where in the file, and how many. */
export interface SpoolPiece {
  readonly position: number;
  readonly byteLength: number;
}

/** Returns where the bytes from `byteOffset` on are, as many of them as lie in one piece. */
function pieceAt({ keptBytes }: SpoolState, byteOffset: number): SpoolPiece {
  if (byteOffset < keptBytes) return { position: byteOffset, byteLength: keptBytes - byteOffset };
  const inRing = (byteOffset - keptBytes) % RING_BYTES;
  return { position: keptBytes + inRing, byteLength: RING_BYTES - inRing };
}

/** Returns where the next bytes may be written; none while what would be overwritten was not read yet. */
export function pieceToWrite(state: SpoolState): SpoolPiece {
  const written = Number(Atomics.load(state.progress, WRITTEN));
  const piece = pieceAt(state, written);
  const free = Number(Atomics.load(state.progress, READ)) + RING_BYTES - written;
  return written < state.keptBytes
    ? piece
    : { ...piece, byteLength: Math.min(piece.byteLength, Math.max(0, free)) };
}

/** Returns where the bytes from `byteOffset` on can be read, if they were written. */
export function pieceToRead(state: SpoolState, byteOffset: number): SpoolPiece {
  const piece = pieceAt(state, byteOffset);
  const written = Number(Atomics.load(state.progress, WRITTEN));
  return { ...piece, byteLength: Math.min(piece.byteLength, Math.max(0, written - byteOffset)) };
}

/** Adds to the bytes that were written. */
export function addWritten({ progress }: SpoolState, byteLength: number): void {
  Atomics.add(progress, WRITTEN, BigInt(byteLength));
}

/** Says how many bytes were read in order. */
export function setRead({ progress }: SpoolState, bytesRead: number): void {
  Atomics.store(progress, READ, BigInt(bytesRead));
}

/** Returns how many bytes were written so far. */
export function writtenBytes({ progress }: SpoolState): number {
  return Number(Atomics.load(progress, WRITTEN));
}

/** Whether more was written than is kept. */
export function isBeyondKept(state: SpoolState): boolean {
  return writtenBytes(state) > state.keptBytes;
}

/**
 * Returns how many of the bytes from `byteOffset` on are kept. Throws NOT_KEPT if none are, because more was written than
 * is kept.
 */
export function keptFrom(state: SpoolState, byteOffset: number): number {
  const { keptBytes } = state;
  if (byteOffset < keptBytes) return keptBytes - byteOffset;
  if (!isBeyondKept(state)) return 0;
  const message = `this place is not kept, only the first ${keptBytes} bytes are (--max-spool)`;
  throw errorWithCode(message, NOT_KEPT);
}

/** Marks the whole input as written. */
export function endSpool({ stage }: SpoolState): void {
  Atomics.store(stage, 0, ENDED);
}

/** Marks everything that could be read or written before `error` as written. */
export function failSpool({ stage, failure }: SpoolState, error: unknown): void {
  const { code = '', message } = error as NodeJS.ErrnoException;
  failure.set(new TextEncoder().encode(`${code}\n${message}`).subarray(0, FAILURE_BYTES));
  Atomics.store(stage, 0, FAILED);
}

/** Whether nothing more will be written. A reader must ask before it reads, not after. */
export function spoolIsWhole({ stage }: SpoolState): boolean {
  return Atomics.load(stage, 0) !== 0;
}

/** Throws the error that ended the spooling, if one did. */
export function throwSpoolFailure({ stage, failure }: SpoolState): void {
  if (Atomics.load(stage, 0) !== FAILED) return;
  const bytes = failure.slice();
  const end = bytes.indexOf(0);
  const text = new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
  const at = text.indexOf('\n');
  throw errorWithCode(text.slice(at + 1), text.slice(0, at) || undefined);
}
