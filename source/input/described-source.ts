import { setTimeout as wait } from 'node:timers/promises';
import { changeSince } from './file-change.ts';
import { readAtPosition, readAtPositionNow, readDescriptor } from './read-descriptor.ts';
import type { Change, FileIdentity, Source, SourceDescription } from './source.ts';
import { spoolIsWhole, throwSpoolFailure } from './spool-state.ts';

/** How often to look whether more was spooled. */
const LOOK_AGAIN_MILLISECONDS = 10;

/**
 * The source that was described, to be read from its beginning, on any thread. Whoever opened it closes it: `close`
 * does nothing here.
 */
export function sourceOf(description: SourceDescription): Source {
  return new DescribedSource(description);
}

/** Reads bytes of the input, while the thread waits: fewer than `byteLength` where it ends before. */
export function readRecordNow(
  { descriptor, startOffset }: SourceDescription,
  byteOffset: number,
  byteLength: number,
): Uint8Array {
  const bytes = new Uint8Array(byteLength);
  return bytes.subarray(0, readAtPositionNow(descriptor, bytes, startOffset + byteOffset));
}

/** Fills `into` from `byteOffset` of the input on, while the thread waits; answers how many bytes there were. */
export function readInto(
  { descriptor, startOffset }: SourceDescription,
  into: Uint8Array,
  byteOffset: number,
): number {
  return readAtPositionNow(descriptor, into, startOffset + byteOffset);
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

  /** At the end of what was spooled so far it waits for more. Throws what broke the spooling. */
  async read(into: Uint8Array): Promise<number> {
    const { descriptor, startOffset, spool } = this.description;
    for (;;) {
      const whole = spool === undefined || spoolIsWhole(spool);
      const { bytesRead } = await readDescriptor(descriptor, into, 0, into.length, startOffset + this.at);
      this.at += bytesRead;
      if (bytesRead > 0) return bytesRead;
      if (whole) break;
      await wait(LOOK_AGAIN_MILLISECONDS);
    }
    if (spool !== undefined) throwSpoolFailure(spool);
    return 0;
  }

  readAt(into: Uint8Array, byteOffset: number): Promise<number> {
    const { descriptor, startOffset } = this.description;
    return readAtPosition(descriptor, into, startOffset + byteOffset);
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
