import { rowsSeen, windowRead } from '../../source/explorer/file-view/navigation.ts';
import {
  type FileKnown,
  type FileTransition,
  newOriginal,
  type OriginalState,
} from '../../source/explorer/file-view/original-state.ts';
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

  /** Takes one step, and reads until nothing is pending. */
  do(step: (state: OriginalState, known: FileKnown) => FileTransition): this {
    let request: FileTransition[1];
    [this.state, request] = step(this.state, this.known);
    while (request?.kind === 'readWindow') {
      this.windowsRead++;
      const window = windowOf(this.file, request.fromByteOffset, request.toByteOffset);
      [this.state, request] = windowRead(this.state, window, this.known);
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
