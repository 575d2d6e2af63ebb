import { Writable } from 'node:stream';

/**
 * The stream that Ink takes for its stdout: in debug mode each write is one whole frame of plain lines, and Ink itself
 * draws nothing (docs/decisions/006).
 */
export class FrameStream extends Writable {
  readonly isTTY = true;

  constructor(
    public columns: number,
    public rows: number,
    private readonly onFrame: (lines: readonly string[]) => void,
  ) {
    super({ decodeStrings: false });
  }

  override _write(frame: string, _encoding: BufferEncoding, done: () => void): void {
    this.onFrame(frame.split('\n'));
    done();
  }

  asStdout(): NodeJS.WriteStream {
    // Ink needs columns, rows, write, on and off; a stream has them.
    return this as unknown as NodeJS.WriteStream;
  }
}
