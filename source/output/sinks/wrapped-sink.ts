import type { Sink } from './sink.ts';

/** A sink in front of another: what a subclass does not do itself, the other does. */
export class WrappedSink implements Sink {
  constructor(protected readonly sink: Sink) {}

  get name(): string {
    return this.sink.name;
  }

  get note(): string | undefined {
    return this.sink.note;
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.sink.write(bytes);
  }

  writeNow(bytes: Uint8Array): void {
    this.sink.writeNow(bytes);
  }

  close(): Promise<void> {
    return this.sink.close();
  }

  publish(): Promise<void> {
    return this.sink.publish();
  }

  discard(): Promise<void> {
    return this.sink.discard();
  }
}
