import type { Source } from '../../input/source.ts';
import type { FileOpening, FilesInput } from './files-input.ts';

/** The texts of files that take a thread to be opened, kept as they are read: their records are looked at again. */
export class HeldTexts {
  private heldBytes = 0;
  private readonly chunks = new Map<number, Uint8Array[]>();
  private readonly texts = new Map<number, Uint8Array>();

  constructor(private readonly mostBytes: number) {}

  /** Whether there was more than may be kept, so that not all of it is. */
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
        return { ...opened, source: this.passing(opened.source, number) };
      },
    };
  }

  private passing(source: Source, file: number): Source {
    const { name, sizeBytes, identity } = source;
    return {
      ...{ name, sizeBytes, identity },
      read: async (into) => {
        const length = await source.read(into);
        this.add(file, into.subarray(0, length));
        return length;
      },
      shareRead: (byteLength) => source.shareRead?.(byteLength),
      readAt: (into, byteOffset) => source.readAt(into, byteOffset),
      change: () => source.change(),
      describe: () => source.describe(),
      close: () => source.close(),
    };
  }
}
