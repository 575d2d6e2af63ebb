import type { Source } from '../../input/source.ts';
import { WrappedSource } from '../../input/wrapped-source.ts';
import type { FileOpening, FilesInput } from './files-input.ts';

/** Keeps the texts of files that only a thread can open as they are read, since their records are read again. */
export class HeldTexts {
  private heldBytes = 0;
  private readonly chunks = new Map<number, Uint8Array[]>();
  private readonly texts = new Map<number, Uint8Array>();

  constructor(private readonly mostBytes: number) {}

  /** Whether there was more than may be kept. Not all is kept then. */
  get isFull(): boolean {
    return this.heldBytes > this.mostBytes;
  }

  /** Keeps the next bytes of a file, by its number. */
  add(file: number, bytes: Uint8Array): void {
    this.heldBytes += bytes.length;
    if (this.isFull) {
      this.chunks.clear();
      return;
    }
    const chunks = this.chunks.get(file);
    if (chunks === undefined) this.chunks.set(file, [bytes.slice()]);
    else chunks.push(bytes.slice());
  }

  /** Returns bytes of a file; undefined for one that is not kept. */
  read(file: number, byteOffset: number, byteLength: number): Uint8Array | undefined {
    const chunks = this.chunks.get(file);
    if (chunks !== undefined) this.texts.set(file, Buffer.concat(chunks));
    this.chunks.delete(file);
    return this.texts.get(file)?.slice(byteOffset, byteOffset + byteLength);
  }

  /** Returns an opening of the same files that keeps what can only be read in order. */
  over(opening: FileOpening, { files }: Pick<FilesInput, 'files'>): FileOpening {
    const numbers = new Map(files.map((file, number) => [file, number]));
    return {
      ...opening,
      open: async (file) => {
        const opened = await opening.open(file);
        const number = numbers.get(file);
        if (number === undefined || opened.source.sizeBytes !== undefined) return opened;
        return { ...opened, source: new KeptSource(opened.source, number, this) };
      },
    };
  }
}

/** A file that can only be read in order, whose bytes `texts` keeps. */
class KeptSource extends WrappedSource {
  constructor(
    source: Source,
    private readonly file: number,
    private readonly texts: HeldTexts,
  ) {
    super(source);
  }

  override async read(into: Uint8Array): Promise<number> {
    const length = await this.readInner(into);
    this.texts.add(this.file, into.subarray(0, length));
    return length;
  }
}
