import { type FileHandle, open } from 'node:fs/promises';
import { NO_BYTES } from '../pipeline/text/bytes.ts';
import { DescribedSource } from './described-source.ts';
import { readDescriptor } from './read-descriptor.ts';
import type { Change, FileFacts, FileIdentity, Source, SourceDescription } from './source.ts';
import { copyHeld, type Store, type Stretch } from './stretch.ts';
import { inOrderOnly } from './wrapped-source.ts';

/** A store that can be read without decompressing an archive again. */
type StoreAtHand = Exclude<Store, { readonly kind: 'compressed' }>;

/** A stretch of a store that is at hand. */
export interface StretchAtHand extends Stretch {
  readonly store: StoreAtHand;
}

/** Whether the bytes of a stretch are at hand, without decompressing an archive again. */
export function isAtHand(stretch: Stretch): stretch is StretchAtHand {
  return stretch.store.kind !== 'compressed';
}

/**
 * Opens a member of an archive as a source. One that a file has uncompressed can be read at any place, all others in order.
 * `archive`: the file that is watched for changes.
 */
export async function openStretch(name: string, stretch: StretchAtHand, archive: FileFacts): Promise<Source> {
  const { store } = stretch;
  if (store.kind === 'memory')
    return new HeldSource(name, stretch, archive, (into, at) => read(store, into, at));
  const file = store.kind === 'file' ? await open(store.path, 'r') : undefined;
  const descriptor = store.kind === 'descriptor' ? store.descriptor : (file?.fd ?? -1);
  if (stretch.compression === undefined) {
    const { byteOffset, byteLength } = stretch;
    const opened = store.kind === 'file' ? archive : undefined;
    const description: SourceDescription = {
      name,
      sizeBytes: byteLength,
      identity: archive,
      descriptor,
      startOffset: byteOffset,
      opened,
      spool: undefined,
      isPart: true,
    };
    return new PartSource(description, stretch.modifiedMilliseconds, file);
  }
  const readAt = async (into: Uint8Array, at: number): Promise<number> =>
    (await readDescriptor(descriptor, into, 0, into.length, at)).bytesRead;
  return new HeldSource(name, stretch, archive, readAt, file);
}

async function read(
  { parts }: Extract<Store, { kind: 'memory' }>,
  into: Uint8Array,
  at: number,
): Promise<number> {
  return copyHeld(parts, into, at);
}

/** A member that a file has uncompressed. */
class PartSource extends DescribedSource {
  constructor(
    description: SourceDescription,
    private readonly ownMilliseconds: number | undefined,
    private readonly file: FileHandle | undefined,
  ) {
    super(description);
  }

  override get modifiedMilliseconds(): number | undefined {
    return this.ownMilliseconds;
  }

  override async close(): Promise<void> {
    await this.file?.close();
  }
}

/** A member that is read in order: from memory, or with a frame around its bytes. */
class HeldSource implements Source {
  readonly sizeBytes = undefined;
  readonly identity: FileIdentity;
  readonly modifiedMilliseconds: number | undefined;
  private readonly pieces: readonly Uint8Array[];
  private at = 0;

  constructor(
    readonly name: string,
    private readonly stretch: Stretch,
    { device, inode }: FileFacts,
    private readonly readStore: (into: Uint8Array, at: number) => Promise<number>,
    private readonly file?: FileHandle,
  ) {
    this.identity = { device, inode };
    this.modifiedMilliseconds = stretch.modifiedMilliseconds;
    const { before, behind } = stretch.frame ?? {};
    this.pieces = [before ?? NO_BYTES, behind ?? NO_BYTES];
  }

  async read(into: Uint8Array): Promise<number> {
    const { byteOffset, byteLength } = this.stretch;
    const [before, behind] = this.pieces;
    const inside = this.at - before.length;
    if (inside < 0) return this.take(before.subarray(this.at), into);
    if (inside >= byteLength) return this.take(behind.subarray(inside - byteLength), into);
    const length = await this.readStore(into.subarray(0, byteLength - inside), byteOffset + inside);
    this.at += length;
    return length;
  }

  private take(bytes: Uint8Array, into: Uint8Array): number {
    const taken = bytes.subarray(0, into.length);
    into.set(taken);
    this.at += taken.length;
    return taken.length;
  }

  /** The share of the bytes in the archive. */
  shareRead(): number {
    return Math.min(1, this.at / Math.max(1, this.stretch.byteLength));
  }

  async readAt(): Promise<number> {
    throw inOrderOnly();
  }

  async change(): Promise<Change> {
    return 'none';
  }

  describe(): SourceDescription {
    throw inOrderOnly();
  }

  async close(): Promise<void> {
    await this.file?.close();
  }
}
