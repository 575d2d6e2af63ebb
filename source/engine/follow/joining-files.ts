import type { ListedFile } from '../../input/listed-file.ts';
import { LOOK_BYTES } from '../../input/look/look.ts';
import { headNow } from '../../input/read-descriptor.ts';
import type { Source } from '../../input/source.ts';
import type { FileOpening } from '../files/files-input.ts';
import type { GrowingFile, GrowingFiles } from './growing-files.ts';

const CHUNK_BYTES = 1024 * 1024;
/** How long the rest of a compressed file that is cut off is waited for after the last of it was written. */
const PATIENCE_MILLISECONDS = 60_000;

/** What a file that joins is: one that was read already, one of which more is to come, or one to read. */
export type Joining =
  | { readonly kind: 'known'; readonly original: GrowingFile }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'new' };

const NEW: Joining = { kind: 'new' };
const UNFINISHED: Joining = { kind: 'unfinished' };

/** A compressed text that was read to its end, or as far as it goes. */
interface Read {
  readonly isWhole: boolean;
  /** The file of which it is the text. */
  readonly original: GrowingFile | undefined;
}

/**
 * Looks at compressed files that join others which are followed, before they are read, since they are read once. One that is
 * cut off is still being written. One may have been compressed of a file whose events were read, as logrotate does to a log
 * that it has moved away: of a file that is gone, began with the same bytes and was as long. It costs decompressing them a
 * second time.
 */
export class JoiningFiles {
  private readonly head = new Uint8Array(LOOK_BYTES);
  /** By path, files that were found cut off, as they were then. */
  private readonly unfinished = new Map<string, { readonly facts: string; readonly at: number }>();

  constructor(
    private readonly growing: GrowingFiles,
    private readonly opening: Pick<FileOpening, 'isPlain' | 'open'>,
  ) {}

  /** `isThere`: whether a file is still where it was read. `isLast`: nothing is waited for any longer. */
  async look(file: ListedFile, isThere: (file: GrowingFile) => boolean, isLast: boolean): Promise<Joining> {
    const { path, member, sizeBytes, modifiedMilliseconds } = file;
    if (member !== undefined || sizeBytes === 0) return NEW;
    const facts = `${sizeBytes} ${modifiedMilliseconds}`;
    const before = this.unfinished.get(path);
    const isSame = before?.facts === facts;
    if (isSame && !isLast && performance.now() - before.at < PATIENCE_MILLISECONDS) return UNFINISHED;
    const { isWhole, original } = await this.readOnce(file, isThere);
    if (original !== undefined) return { kind: 'known', original };
    if (isWhole || isLast || isSame) return NEW;
    this.unfinished.set(path, { facts, at: performance.now() });
    return UNFINISHED;
  }

  private async readOnce(file: ListedFile, isThere: (file: GrowingFile) => boolean): Promise<Read> {
    try {
      if (this.opening.isPlain(headNow(file.path, this.head))) return { isWhole: true, original: undefined };
      const { source } = await this.opening.open(file);
      try {
        const { all } = this.growing;
        const gone = all.filter((one) => one.kind === 'grows' && one.seenBytes > 0 && !isThere(one));
        return { isWhole: true, original: await sameAs(source, gone) };
      } finally {
        await source.close();
      }
    } catch {
      // What is wrong is reported when it is read.
      return { isWhole: false, original: undefined };
    }
  }
}

/** Reads a text to its end and returns which of some files it is. */
async function sameAs(source: Source, files: readonly GrowingFile[]): Promise<GrowingFile | undefined> {
  const chunk = new Uint8Array(CHUNK_BYTES);
  let length = 0;
  let alike: readonly GrowingFile[] | undefined;
  for (;;) {
    const isHead = length < LOOK_BYTES;
    const more = await source.read(isHead ? chunk.subarray(length) : chunk);
    if (isHead && (more === 0 || length + more >= LOOK_BYTES)) {
      alike = files.filter(({ head }) => head.begins(chunk.subarray(0, length + more)));
    }
    if (more === 0) return alike?.find(({ seenBytes }) => seenBytes === length);
    length += more;
  }
}
