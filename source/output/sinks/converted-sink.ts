import type { Sink } from './sink.ts';
import { WrappedSink } from './wrapped-sink.ts';

/** What turns rows of CSV into the bytes of a file: see `RowConverter` in formats/. */
interface Converter {
  begin(): Uint8Array;
  rows(csv: Uint8Array): Uint8Array;
  end(): Uint8Array;
}

/**
 * A sink for rows of CSV that writes what a converter makes of them. What precedes the first row is written before the first
 * bytes or when the sink is closed: never if it is given up before.
 */
export class ConvertedSink extends WrappedSink {
  private hasBegun = false;

  constructor(
    sink: Sink,
    private readonly converter: Converter,
  ) {
    super(sink);
  }

  override async write(rows: Uint8Array): Promise<void> {
    await this.begin();
    const bytes = this.converter.rows(rows);
    if (bytes.length > 0) await super.write(bytes);
  }

  override writeNow(rows: Uint8Array): void {
    if (!this.hasBegun) super.writeNow(this.converter.begin());
    this.hasBegun = true;
    const bytes = this.converter.rows(rows);
    if (bytes.length > 0) super.writeNow(bytes);
  }

  override async close(): Promise<void> {
    await this.begin();
    const end = this.converter.end();
    if (end.length > 0) await super.write(end);
    await super.close();
  }

  private async begin(): Promise<void> {
    if (this.hasBegun) return;
    this.hasBegun = true;
    await super.write(this.converter.begin());
  }
}
