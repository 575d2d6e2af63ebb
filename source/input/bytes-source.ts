import { errorWithCode } from '../pipeline/scan/read-failure.ts';
import type { Change, FileIdentity, Source, SourceDescription } from './source.ts';

/** Bytes in memory as a source. */
export class BytesSource implements Source {
  /** No file. */
  readonly identity: FileIdentity = { device: -1, inode: -1 };
  readonly modifiedMilliseconds = undefined;
  private at = 0;

  constructor(
    readonly name: string,
    private readonly bytes: Uint8Array,
  ) {}

  get sizeBytes(): number {
    return this.bytes.length;
  }

  async read(into: Uint8Array): Promise<number> {
    const count = await this.readAt(into, this.at);
    this.at += count;
    return count;
  }

  async readAt(into: Uint8Array, byteOffset: number): Promise<number> {
    const taken = this.bytes.subarray(byteOffset, byteOffset + into.length);
    into.set(taken);
    return taken.length;
  }

  async change(): Promise<Change> {
    return 'none';
  }

  describe(): SourceDescription {
    throw errorWithCode('it is no file', 'ESPIPE');
  }

  async close(): Promise<void> {}
}
