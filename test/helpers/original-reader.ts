import {
  type FileKnown,
  newOriginal,
  type OriginalState,
  rowsSeen,
  type Stepped,
  windowArrived,
} from '../../source/explorer/original/original-state.ts';
import { type LookedAt, windowOf } from './original-files.ts';

/** Looks at a file as the explorer does, each window read as soon as it is needed. */
export class OriginalReader {
  state: OriginalState;
  readonly known: FileKnown;
  windowsRead = 0;
  private readonly file: LookedAt;

  constructor(file: LookedAt, width: number, height: number) {
    this.file = file;
    this.known = { sizeBytes: file.bytes.length, indexedBytes: file.bytes.length, marks: file.marks };
    this.state = newOriginal(width, height);
  }

  /** Takes one step, and reads until nothing is waited for. */
  do(step: (state: OriginalState, known: FileKnown) => Stepped): this {
    let need: Stepped[1];
    [this.state, need] = step(this.state, this.known);
    while (need?.kind === 'window') {
      this.windowsRead++;
      const window = windowOf(this.file, need.fromByteOffset, need.toByteOffset);
      [this.state, need] = windowArrived(this.state, window, this.known);
    }
    return this;
  }

  /** The rows on the screen, the cursor's marked. */
  get screen(): string[] {
    const { cursorByteOffset } = this.state;
    return rowsSeen(this.state, this.known).map(({ byteOffset, byteLength, text }) =>
      byteOffset <= cursorByteOffset && cursorByteOffset < byteOffset + byteLength
        ? `> ${text}`
        : `  ${text}`,
    );
  }
}
