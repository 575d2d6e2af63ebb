import type { Change, FileIdentity, Source, SourceDescription } from './source.ts';

/** A source that leaves to another all but the reading in order. */
export abstract class PassingSource implements Source {
  constructor(protected readonly inner: Source) {}

  get name(): string {
    return this.inner.name;
  }

  get sizeBytes(): number | undefined {
    return this.inner.sizeBytes;
  }

  get identity(): FileIdentity {
    return this.inner.identity;
  }

  get modifiedMilliseconds(): number | undefined {
    return this.inner.modifiedMilliseconds;
  }

  abstract read(into: Uint8Array): Promise<number>;

  shareRead(byteLength: number): number | undefined {
    return this.inner.shareRead?.(byteLength);
  }

  readAt(into: Uint8Array, byteOffset: number): Promise<number> {
    return this.inner.readAt(into, byteOffset);
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
}
