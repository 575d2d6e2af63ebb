import { setTimeout as wait } from 'node:timers/promises';
import { readFailureOf } from '../pipeline/scan/read-failure.ts';
import type { Filled } from '../pipeline/scan/window-buffer.ts';
import { changeSince, shortenedError } from './file-change.ts';
import { readAtPosition, readDescriptor, readSoFarNow } from './read-descriptor.ts';
import type { Change, FileIdentity, Source, SourceDescription } from './source.ts';
import {
  keptFrom,
  pieceToRead,
  type SpoolState,
  setRead,
  spoolIsWhole,
  throwSpoolFailure,
} from './spool-state.ts';

/** How often to check whether more was spooled. */
const POLL_MILLISECONDS = 10;

/**
 * Returns the described source, to be read from its beginning on any thread. `close` does nothing: the source that was
 * described owns the descriptor.
 */
export function sourceOf(description: SourceDescription): Source {
  return new DescribedSource(description);
}

/**
 * Reads bytes of the input, blocking the thread: fewer than `byteLength` if the input ends before, or if a spool keeps no
 * more of it.
 */
export function readRecordNow(
  { descriptor, startOffset, spool, isPart, sizeBytes }: SourceDescription,
  byteOffset: number,
  byteLength: number,
): Uint8Array {
  const end = spool ? spool.keptBytes : isPart ? (sizeBytes ?? 0) : Number.POSITIVE_INFINITY;
  const bytes = new Uint8Array(Math.min(byteLength, Math.max(0, end - byteOffset)));
  const { byteLength: length, error } = readSoFarNow(descriptor, bytes, startOffset + byteOffset);
  if (error !== undefined) throw error;
  return bytes.subarray(0, length);
}

/** Fills `into` with the input from `byteOffset` on, blocking the thread. A file that has become shorter is a failure. */
export function readInto(description: SourceDescription, into: Uint8Array, byteOffset: number): Filled {
  const { descriptor, startOffset, opened } = description;
  const position = startOffset + byteOffset;
  const inside = insideOf(description, into, byteOffset);
  const { byteLength, error } = readSoFarNow(descriptor, inside, position);
  const isAtEnd = error === undefined && byteLength < inside.length;
  const shortened = isAtEnd && opened && shortenedError(opened, descriptor, position + byteLength);
  const thrown = error ?? (shortened || undefined);
  return {
    byteLength,
    failure: thrown === undefined ? undefined : readFailureOf(thrown, byteOffset + byteLength),
  };
}

/** Returns as much of `into` as the input has bytes from `byteOffset` on; what follows a part belongs to something else. */
function insideOf(
  { isPart, sizeBytes = 0 }: SourceDescription,
  into: Uint8Array,
  byteOffset: number,
): Uint8Array {
  return isPart ? into.subarray(0, Math.max(0, sizeBytes - byteOffset)) : into;
}

/** Reads a file, or a spool that is still being written, at positions. */
export class DescribedSource implements Source {
  private at = 0;

  constructor(private readonly description: SourceDescription) {}

  get name(): string {
    return this.description.name;
  }

  get sizeBytes(): number | undefined {
    return this.description.sizeBytes;
  }

  get identity(): FileIdentity {
    return this.description.identity;
  }

  get modifiedMilliseconds(): number | undefined {
    return this.description.opened?.modifiedMilliseconds;
  }

  /** At the end of what is spooled so far it waits for more. Throws the error that ended the spooling. */
  async read(into: Uint8Array): Promise<number> {
    const { descriptor, startOffset, spool, opened } = this.description;
    if (spool !== undefined) return this.readSpool(spool, into);
    const inside = insideOf(this.description, into, this.at);
    if (inside.length === 0) return 0;
    const { bytesRead } = await readDescriptor(descriptor, inside, 0, inside.length, startOffset + this.at);
    this.at += bytesRead;
    if (bytesRead > 0) return bytesRead;
    const shortened = opened && shortenedError(opened, descriptor, startOffset + this.at);
    if (shortened) throw shortened;
    return 0;
  }

  private async readSpool(spool: SpoolState, into: Uint8Array): Promise<number> {
    for (;;) {
      const isWhole = spoolIsWhole(spool);
      const { position, byteLength } = pieceToRead(spool, this.at);
      if (byteLength > 0) {
        const length = Math.min(into.length, byteLength);
        const { bytesRead } = await readDescriptor(this.description.descriptor, into, 0, length, position);
        this.at += bytesRead;
        setRead(spool, this.at);
        return bytesRead;
      }
      if (isWhole) break;
      await wait(POLL_MILLISECONDS);
    }
    throwSpoolFailure(spool);
    return 0;
  }

  async readAt(into: Uint8Array, byteOffset: number): Promise<number> {
    const { descriptor, startOffset, spool } = this.description;
    const kept = spool
      ? into.subarray(0, keptFrom(spool, byteOffset))
      : insideOf(this.description, into, byteOffset);
    return readAtPosition(descriptor, kept, startOffset + byteOffset);
  }

  shareRead(byteLength: number): number | undefined {
    const { sizeBytes } = this;
    return sizeBytes && Math.min(1, byteLength / sizeBytes);
  }

  async change(): Promise<Change> {
    const { opened, descriptor } = this.description;
    return opened === undefined ? 'none' : changeSince(opened, descriptor);
  }

  describe(): SourceDescription {
    return this.description;
  }

  async close(): Promise<void> {}
}
