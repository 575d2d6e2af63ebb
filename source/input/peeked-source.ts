import { setTimeout as wait } from 'node:timers/promises';
import { NO_BYTES } from '../pipeline/text/bytes.ts';
import { WrappedSource } from './wrapped-source.ts';

/** Fewer bytes than this say nothing: the pause of a pipe that has sent no more is not over. */
const LEAST_BYTES = 16;
/** A pipe that pauses for so long has no more bytes for now. */
const PAUSE_MILLISECONDS = 300;
const CHUNK_BYTES = 64 * 1024;

/** A source whose first bytes can be looked at before they are read. */
export class PeekedSource extends WrappedSource {
  /** Bytes that were looked at and not read yet. */
  private ahead: Uint8Array = NO_BYTES;
  /** A read that is under way for the bytes after; its failure is that of the read that comes to it. */
  private pending: Promise<Uint8Array> | undefined;
  /** Whether a peek has come to the end of the input, or to where it cannot be read. */
  hasEnded = false;

  /**
   * Returns the first bytes that were not read yet: `most` of them, or those that are there when the input ends, fails or
   * pauses. Waits for the first of them, at most `firstByteMilliseconds` if that is given; then there may be too few to
   * say anything.
   */
  async peek(most: number, firstByteMilliseconds?: number): Promise<Uint8Array> {
    while (this.ahead.length < most) {
      this.pending ??= this.readAhead();
      const more = await within(this.pending, this.isTooShort ? firstByteMilliseconds : PAUSE_MILLISECONDS);
      if (more === undefined) break;
      this.hasEnded = more.length === 0;
      if (this.hasEnded) break;
      this.pending = undefined;
      this.ahead = joined(this.ahead, more);
    }
    return this.ahead.subarray(0, most);
  }

  /** Whether so little has come that it says nothing. */
  get isTooShort(): boolean {
    return this.ahead.length < LEAST_BYTES && !this.hasEnded;
  }

  override async read(into: Uint8Array): Promise<number> {
    if (this.ahead.length === 0) {
      if (this.pending === undefined) return this.readInner(into);
      const { pending } = this;
      this.ahead = await pending;
      this.pending = undefined;
    }
    const taken = this.ahead.subarray(0, into.length);
    into.set(taken);
    this.ahead = this.ahead.subarray(taken.length);
    return taken.length;
  }

  private async readAhead(): Promise<Uint8Array> {
    const chunk = new Uint8Array(CHUNK_BYTES);
    return chunk.subarray(0, await this.readInner(chunk));
  }
}

/** Resolves to undefined if `reading` takes longer, and to nothing if it fails; never rejects. */
async function within(
  reading: Promise<Uint8Array>,
  milliseconds: number | undefined,
): Promise<Uint8Array | undefined> {
  const orNothing = reading.catch(() => NO_BYTES);
  if (milliseconds === undefined) return orNothing;
  const timer = new AbortController();
  const timedOut = wait(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined);
  try {
    return await Promise.race([orNothing, timedOut]);
  } finally {
    timer.abort();
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
