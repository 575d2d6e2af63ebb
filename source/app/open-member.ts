import type { ArchiveFault } from '../engine/decompress/archive-error.ts';
import { DecompressedSource } from '../engine/decompress/decompressed-source.ts';
import { CheckedSource } from '../input/checked-source.ts';
import { InOrder } from '../input/in-order.ts';
import type { ListedMember } from '../input/listed-file.ts';
import type { Compression } from '../input/look/kinds.ts';
import { openFile } from '../input/open-source.ts';
import type { FileFacts, Source } from '../input/source.ts';
import type { Stretch } from '../input/stretch.ts';
import { isAtHand, openStretch, type StretchAtHand } from '../input/stretch-source.ts';
import { inOrderOnly, WrappedSource } from '../input/wrapped-source.ts';
import { errorWithCode } from '../pipeline/scan/read-failure.ts';
import type { ContainerChoice } from './containers.ts';
import { DECOMPRESS_WORKER, openTextOrArchive } from './open-input.ts';

/** Opens members of archives, one after another. */
export class MemberOpener {
  /** The compressed archive that was opened last. */
  private last: { readonly path: string; readonly archive: InOrder } | undefined;

  constructor(
    private readonly choice: ContainerChoice,
    private readonly niceness: number,
  ) {}

  /**
   * Opens a member. In a compressed archive that is not held, reading goes on from where the member before ended, or begins
   * with the archive again; such a source is valid until the next member is opened.
   */
  async open(name: string, { stretch, archive }: ListedMember): Promise<Source> {
    if (isAtHand(stretch)) return checked(await this.openAtHand(name, stretch, archive), stretch);
    const { store, byteOffset } = stretch;
    if (store.kind !== 'compressed') throw new Error('every other store is at hand');
    if (this.last?.path !== store.path || this.last.archive.at > byteOffset) {
      await this.last?.archive.source.close();
      this.last = undefined;
      const { source } = await openTextOrArchive(await openFile(store.path), this.choice, {
        niceness: this.niceness,
      });
      this.last = { path: store.path, archive: new InOrder(source) };
    }
    const { archive: inOrder } = this.last;
    // The archive has become shorter, or another file has taken its place.
    if (!(await inOrder.passTo(byteOffset))) throw new Error('its archive has changed; try again');
    return passing(name, stretch, inOrder);
  }

  private async openAtHand(name: string, stretch: StretchAtHand, archive: FileFacts): Promise<Source> {
    const source = await openStretch(name, stretch, archive);
    const { compression } = stretch;
    return compression === undefined ? source : new DecompressedMember(source, compression, this.niceness);
  }
}

/** Checks what no decompressor checks: stored bytes, and the checksum of the archive where the text has one of its own. */
function checked(source: Source, { compression, crc32, isCutOff }: Stretch): Source {
  const isStored = compression === undefined;
  if (crc32 === undefined && !(isStored && isCutOff)) return source;
  return new CheckedSource(source, {
    crc32,
    isCutOff: isStored && isCutOff,
    damaged: () => memberError('EDAMAGED', true),
    cutOff: () => memberError('ECUTOFF', false),
  });
}

/** The text of a member that is compressed in its archive. Its errors speak of the member, not of a file. */
class DecompressedMember extends WrappedSource {
  constructor(inArchive: Source, compression: Compression, niceness: number) {
    super(new DecompressedSource(inArchive, compression, DECOMPRESS_WORKER, niceness));
  }

  override async read(into: Uint8Array): Promise<number> {
    try {
      return await this.readInner(into);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'ECUTOFF' && code !== 'EDAMAGED') throw error;
      throw memberError(code, message.includes('may be wrong'));
    }
  }
}

/** Returns the error for a member. `mayBeWrong`: whether the fault shows only after the bytes were read. */
function memberError(code: Extract<ArchiveFault, 'ECUTOFF' | 'EDAMAGED'>, mayBeWrong: boolean): Error {
  const what = code === 'ECUTOFF' ? 'cut off' : 'damaged';
  const read = mayBeWrong ? ' (the checksum is wrong), so what was read of it may be wrong' : '';
  return errorWithCode(`its bytes in the archive are ${what}${read}; copy the archive again`, code);
}

/** Returns a source that ends where a member ends, and leaves the archive open. */
function passing(name: string, { byteLength, modifiedMilliseconds }: Stretch, archive: InOrder): Source {
  const end = archive.at + byteLength;
  const { source } = archive;
  return {
    name,
    sizeBytes: undefined,
    identity: source.identity,
    modifiedMilliseconds,
    async read(into) {
      const length = await archive.read(into.subarray(0, end - archive.at));
      if (length === 0 && archive.at < end && into.length > 0) throw memberError('ECUTOFF', false);
      return length;
    },
    shareRead: () => 1 - (end - archive.at) / Math.max(1, byteLength),
    change: () => source.change(),
    async readAt() {
      throw inOrderOnly();
    },
    describe() {
      throw inOrderOnly();
    },
    close: async () => undefined,
  };
}
