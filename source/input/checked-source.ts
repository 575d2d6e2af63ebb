import { fastCrc32 } from './fast-crc32.ts';
import type { Change, FileIdentity, Source, SourceDescription } from './source.ts';

const CHUNK_BYTES = 1024 * 1024;

/** What is known of all bytes of a source. */
export interface Check {
  /** Their checksum; undefined if none is known. */
  readonly crc32: number | undefined;
  /** Whether there should be more bytes than the source has. */
  readonly isCutOff: boolean;
  /** The errors for bytes that are not as they should be. */
  readonly damaged: () => Error;
  readonly cutOff: () => Error;
}

/** A source whose bytes are checked as they are read: behind the last one reading fails if something is wrong with them. */
export class CheckedSource implements Source {
  private readonly sum: RunningSum;
  readonly damage?: () => Promise<Error | undefined>;

  constructor(
    private readonly inner: Source,
    private readonly check: Check,
  ) {
    this.sum = new RunningSum(check);
    if (inner.sizeBytes !== undefined && check.crc32 !== undefined) this.damage = () => this.findDamage();
  }

  get name(): string {
    return this.inner.name;
  }

  get sizeBytes(): number | undefined {
    return this.inner.sizeBytes;
  }

  get identity(): FileIdentity {
    return this.inner.identity;
  }

  async read(into: Uint8Array): Promise<number> {
    const length = await this.inner.read(into);
    const fault = this.sum.add(into.subarray(0, length));
    if (fault !== undefined && into.length > 0) throw fault;
    return length;
  }

  readAt(into: Uint8Array, byteOffset: number): Promise<number> {
    return this.inner.readAt(into, byteOffset);
  }

  shareRead(byteLength: number): number | undefined {
    const { sizeBytes } = this;
    return this.inner.shareRead?.(byteLength) ?? (sizeBytes && Math.min(1, byteLength / sizeBytes));
  }

  change(): Promise<Change> {
    return this.inner.change();
  }

  describe(): SourceDescription {
    return this.inner.describe();
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  /** Reads it all at places. */
  private async findDamage(): Promise<Error | undefined> {
    const sum = new RunningSum(this.check);
    const chunk = new Uint8Array(CHUNK_BYTES);
    for (let at = 0; ; ) {
      const length = await this.inner.readAt(chunk, at);
      const fault = sum.add(chunk.subarray(0, length));
      if (length === 0 || fault !== undefined) return fault;
      at += length;
    }
  }
}

/** The checksum of the bytes so far. */
class RunningSum {
  private sum = 0;

  constructor(private readonly check: Check) {}

  /** Adds the next bytes; none at the end, where it returns what is wrong with all of them. */
  add(bytes: Uint8Array): Error | undefined {
    const { crc32: expected, isCutOff, cutOff, damaged } = this.check;
    if (bytes.length > 0) {
      if (expected !== undefined) this.sum = fastCrc32(bytes, this.sum);
      return undefined;
    }
    if (isCutOff) return cutOff();
    return expected === undefined || this.sum === expected ? undefined : damaged();
  }
}
