import type { Source } from '../input/source.ts';
import { WrappedSource } from '../input/wrapped-source.ts';

/** A pipe that nothing has come through yet: `open` decides what it holds when something comes. */
export class LateSource<Text extends { readonly source: Source }> extends WrappedSource {
  /** The text of what came; undefined until something has come. */
  text: Text | undefined;
  private opened: Promise<Text> | undefined;

  constructor(
    source: Source,
    private readonly open: () => Promise<Text>,
  ) {
    super(source);
  }

  override async read(into: Uint8Array): Promise<number> {
    this.opened ??= this.open();
    this.text = await this.opened;
    return this.text.source.read(into);
  }

  override async close(): Promise<void> {
    // Nothing may ever come, so nothing waits for it: what is opened then is closed at once.
    void this.opened?.then(
      ({ source }) => source.close(),
      () => undefined,
    );
    await this.inner.close();
  }
}
