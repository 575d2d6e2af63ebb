import { Writable } from 'node:stream';

/**
 * What Ink takes for its stdout: in debug mode each write is one whole frame, plain lines, and nothing is drawn by Ink
 * itself (docs/decisions/006).
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
    // Ink asks for columns, rows, write, on and off; a stream has them.
    return this as unknown as NodeJS.WriteStream;
  }
}
