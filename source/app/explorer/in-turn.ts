import type { Source } from '../../input/source.ts';
import { WrappedSource } from '../../input/wrapped-source.ts';

/** A source that is not read before another has ended: thirty archives at once would keep thirty threads busy. */
export class InTurn extends WrappedSource {
  /** Resolves when it was read to its end, failed, or is closed. */
  readonly ended: Promise<void>;
  private end: () => void = () => undefined;

  constructor(
    source: Source,
    private readonly before: Promise<void>,
  ) {
    super(source);
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  override async read(into: Uint8Array): Promise<number> {
    await this.before;
    try {
      const length = await this.inner.read(into);
      if (length === 0) this.end();
      return length;
    } catch (error) {
      this.end();
      throw error;
    }
  }

  override async close(): Promise<void> {
    this.end();
    await this.inner.close();
  }
}
