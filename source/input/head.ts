import { setTimeout as wait } from 'node:timers/promises';
import { NO_BYTES } from '../pipeline/text/bytes.ts';
import { PassingSource } from './passing-source.ts';
import type { Source, SourceDescription } from './source.ts';
import { spoolIsWhole } from './spool-state.ts';

/** How long a pipe is silent before its writer seems to wait. */
const PAUSE_MILLISECONDS = 300;
/** The longest wait for the head of a pipe that keeps sending (spec section 13). */
const LONGEST_MILLISECONDS = 1000;
const POLL_MILLISECONDS = 10;
const PIECE_BYTES = 64 * 1024;

/** The beginning of an input. */
export interface Head {
  readonly bytes: Uint8Array;
  /** Whether the input ends with it. */
  readonly isWhole: boolean;
  /** The input from its beginning on: of a pipe, the head is read again from memory. */
  readonly source: Source;
}

/**
 * Reads the head of an input without losing any of it: of a file its first `mostBytes`; of a pipe what has come when it
 * pauses for 0.3 s, or after 1 s, as soon as that `isEnough` (spec section 13).
 */
export async function readHead(
  source: Source,
  mostBytes: number,
  isEnough: (bytes: Uint8Array) => boolean,
): Promise<Head> {
  const spool = descriptionOf(source)?.spool;
  if (spool !== undefined) {
    return { ...(await headOfSpool(source, () => spoolIsWhole(spool), mostBytes, isEnough)), source };
  }
  if (source.sizeBytes === undefined) return headOfPipe(source, mostBytes, isEnough);
  const into = new Uint8Array(mostBytes);
  // What cannot be read is reported by the run, with what could be read before it.
  const length = await source.readAt(into, 0).catch(() => 0);
  return { bytes: into.subarray(0, length), isWhole: length < mostBytes, source };
}

function descriptionOf(source: Source): SourceDescription | undefined {
  try {
    return source.describe();
  } catch {
    return undefined;
  }
}

/** Decides how long to wait for more of a pipe. */
class Patience {
  private readonly began = performance.now();
  private came = this.began;

  constructor(private readonly isEnough: (bytes: Uint8Array) => boolean) {}

  /** More has come. */
  more(): void {
    this.came = performance.now();
  }

  /** Returns how many milliseconds to wait for more; 0: no longer. */
  left(bytes: Uint8Array): number {
    const now = performance.now();
    const left = Math.min(this.came + PAUSE_MILLISECONDS, this.began + LONGEST_MILLISECONDS) - now;
    if (left > 0) return left;
    return bytes.length > 0 && this.isEnough(bytes) ? 0 : PAUSE_MILLISECONDS;
  }
}

async function headOfSpool(
  source: Source,
  isEnded: () => boolean,
  mostBytes: number,
  isEnough: (bytes: Uint8Array) => boolean,
): Promise<Omit<Head, 'source'>> {
  const into = new Uint8Array(mostBytes);
  const patience = new Patience(isEnough);
  let length = 0;
  while (length < mostBytes) {
    // Asked before reading: what is written in between is not missed.
    const ended = isEnded();
    const more = await source.readAt(into.subarray(length), length).catch(() => 0);
    length += more;
    if (more > 0) patience.more();
    else if (ended) return { bytes: into.subarray(0, length), isWhole: true };
    if (patience.left(into.subarray(0, length)) === 0) break;
    if (more === 0) await wait(POLL_MILLISECONDS);
  }
  return { bytes: into.subarray(0, length), isWhole: false };
}

async function headOfPipe(
  pipe: Source,
  mostBytes: number,
  isEnough: (bytes: Uint8Array) => boolean,
): Promise<Head> {
  const into = new Uint8Array(mostBytes);
  const patience = new Patience(isEnough);
  let length = 0;
  while (length < mostBytes) {
    const piece = new Uint8Array(Math.min(PIECE_BYTES, mostBytes - length));
    const reading = pipe.read(piece).then(
      (count): Piece => ({ bytes: piece.subarray(0, count), error: undefined }),
      (error: unknown): Piece => ({ bytes: NO_BYTES, error }),
    );
    for (;;) {
      const bytes = into.subarray(0, length);
      const found = await firstOf(reading, patience.left(bytes));
      if (found !== undefined) {
        if (found.bytes.length === 0) {
          const isWhole = found.error === undefined;
          return { bytes, isWhole, source: new ResumedPipe(pipe, bytes, reading) };
        }
        into.set(found.bytes, length);
        length += found.bytes.length;
        patience.more();
        break;
      }
      if (patience.left(bytes) === 0) {
        return { bytes, isWhole: false, source: new ResumedPipe(pipe, bytes, reading) };
      }
    }
    if (patience.left(into.subarray(0, length)) === 0) break;
  }
  const bytes = into.subarray(0, length);
  return { bytes, isWhole: false, source: new ResumedPipe(pipe, bytes, undefined) };
}

/** What one read gave: no bytes at the end, or where it failed. */
interface Piece {
  readonly bytes: Uint8Array;
  readonly error: unknown;
}

/** Returns what a read gave, or undefined if it takes longer than that. */
async function firstOf(reading: Promise<Piece>, milliseconds: number): Promise<Piece | undefined> {
  const stop = new AbortController();
  try {
    const time = wait(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined);
    return await Promise.race([reading, time]);
  } finally {
    stop.abort();
  }
}

/** A pipe of which the beginning was read: gives it again, then goes on. */
class ResumedPipe extends PassingSource {
  private at = 0;
  /** What `pending` gave, as far as it is not passed on. */
  private piece: Uint8Array = NO_BYTES;

  /** `pending`: a read that was begun, and may not have ended. */
  constructor(
    pipe: Source,
    private readonly head: Uint8Array,
    private pending: Promise<Piece> | undefined,
  ) {
    super(pipe);
  }

  override async read(into: Uint8Array): Promise<number> {
    if (this.at < this.head.length) {
      const count = copy(this.head, this.at, into);
      this.at += count;
      return count;
    }
    if (this.piece.length === 0 && this.pending !== undefined) {
      const { bytes, error } = await this.pending;
      this.pending = undefined;
      if (error !== undefined) throw error;
      // The end of a pipe stays its end: reading on could wait for a terminal.
      if (bytes.length === 0) return 0;
      this.piece = bytes;
    }
    if (this.piece.length === 0) return this.inner.read(into);
    const count = copy(this.piece, 0, into);
    this.piece = this.piece.subarray(count);
    return count;
  }
}

function copy(from: Uint8Array, at: number, into: Uint8Array): number {
  const count = Math.min(from.length - at, into.length);
  into.set(from.subarray(at, at + count));
  return count;
}
