import type { Change, FileIdentity, Source, SourceDescription } from './source.ts';

/** A source that makes its bytes of those of another, and can only be read in order. */
export abstract class WrappedSource implements Source {
  /** How many bytes it has is only known at the end. */
  readonly sizeBytes = undefined;

  /** How many bytes were read of the source inside. */
  private innerBytes = 0;

  constructor(protected readonly inner: Source) {}

  get name(): string {
    return this.inner.name;
  }

  get identity(): FileIdentity {
    return this.inner.identity;
  }

  /** That of what was read of the source inside, which is little ahead. */
  shareRead(): number | undefined {
    return this.inner.shareRead?.(this.innerBytes);
  }

  /** Reads the source inside. */
  protected async readInner(into: Uint8Array): Promise<number> {
    const length = await this.inner.read(into);
    this.innerBytes += length;
    return length;
  }

  abstract read(into: Uint8Array): Promise<number>;

  async readAt(): Promise<number> {
    throw inOrderOnly();
  }

  change(): Promise<Change> {
    return this.inner.change();
  }

  describe(): SourceDescription {
    throw inOrderOnly();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}

/** Returns the error for reading, at a place, a source that can only be read in order. */
export function inOrderOnly(): Error {
  return Object.assign(new Error('it can only be read in order'), { code: 'ESPIPE' });
}
