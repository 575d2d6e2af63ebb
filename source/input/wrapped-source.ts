import { errorWithCode } from '../pipeline/scan/read-failure.ts';
import { PassingSource } from './passing-source.ts';
import type { SourceDescription } from './source.ts';

/** A source that makes its bytes of those of another, and can only be read in order. */
export abstract class WrappedSource extends PassingSource {
  /** How many bytes were read of the source inside. */
  private innerBytes = 0;

  /** How many bytes it has is only known at the end. */
  override get sizeBytes(): undefined {
    return undefined;
  }

  /** The share of the source inside, which is read a little ahead. */
  override shareRead(): number | undefined {
    return this.inner.shareRead?.(this.innerBytes);
  }

  /** Reads the source inside. */
  protected async readInner(into: Uint8Array): Promise<number> {
    const length = await this.inner.read(into);
    this.innerBytes += length;
    return length;
  }

  override async readAt(): Promise<number> {
    throw inOrderOnly();
  }

  override describe(): SourceDescription {
    throw inOrderOnly();
  }
}

/** Returns the error for reading, at a place, a source that can only be read in order. */
export function inOrderOnly(): Error {
  return errorWithCode('it can only be read in order', 'ESPIPE');
}
