import { closeSync, fstatSync, openSync } from 'node:fs';
import { FileHead } from '../../input/follow/file-head.ts';
import type { NewBeginning } from '../../input/follow/followed-input.ts';
import type { ListedFile } from '../../input/listed-file.ts';
import { LOOK_BYTES } from '../../input/look/look.ts';
import { readSoFarNow } from '../../input/read-descriptor.ts';
import type { FilePlace } from '../../pipeline/file-progress.ts';
import { errorWithCode } from '../../pipeline/scan/read-failure.ts';
import type { FileTable } from '../../pipeline/store/file-table.ts';
import type { FileReads } from '../files/file-reads.ts';
import type { FileTexts } from '../files/files-input.ts';

/** How many files stay open: those that were read last. A renamed one that is closed is found only where it is listed. */
const MOST_OPEN = 128;

/** A file of several that are followed. */
export interface GrowingFile {
  /** Its number in the table of files. */
  readonly number: number;
  /** The file as it was listed last: its path may change. */
  listed: ListedFile;
  /** How it is read; undefined until its first bytes were looked at. */
  kind: 'grows' | 'read once' | 'left out' | undefined;
  /** Where reading goes on; undefined until a record is found in it. */
  place: FilePlace | undefined;
  /** Its first bytes, as they were read. */
  readonly head: FileHead;
  /** How many of its bytes were looked at. */
  seenBytes: number;
  /** Whether it became shorter, or is gone. */
  isOver: boolean;
}

/** Files that are followed, by their numbers: opens them, and reads their records again, blocking the thread. */
export class GrowingFiles {
  readonly all: GrowingFile[] = [];
  private readonly open = new Map<number, number>();
  /** The last file that was taken, by identity. */
  private readonly taken = new Map<string, GrowingFile>();

  /** `others`: reads what is compressed, or in archives. */
  constructor(
    private readonly others: FileReads,
    private readonly opening: Pick<FileTexts, 'isPlain'>,
  ) {}

  /** Takes a file as another thread has listed it: a new one, or one that was renamed, or compressed. */
  take(listed: ListedFile, number: number): void {
    const known = this.all[number];
    if (known !== undefined) {
      if (listed.device === known.listed.device && listed.inode === known.listed.inode) known.listed = listed;
      else this.movePacked(known, listed);
      return;
    }
    const key = `${listed.device}:${listed.inode}:${listed.bornMilliseconds}`;
    const before = listed.member === undefined ? this.taken.get(key) : undefined;
    // The file became shorter, and is read from its beginning again.
    if (before !== undefined) before.isOver = true;
    const file = newGrowingFile(listed, number);
    this.taken.set(key, file);
    this.all[number] = file;
  }

  /** Reads a file again, from now on, in the one that it was compressed to. */
  movePacked(file: GrowingFile, packed: ListedFile): void {
    const descriptor = this.open.get(file.number);
    this.open.delete(file.number);
    if (descriptor !== undefined) closeSync(descriptor);
    file.listed = packed;
    file.kind = 'read once';
    file.seenBytes = packed.sizeBytes;
    file.isOver = false;
  }

  /** Returns a descriptor of a file, which stays open until others take its place. Throws system errors. */
  descriptorOf({ number, listed }: GrowingFile): number {
    const known = this.open.get(number);
    this.open.delete(number);
    const descriptor = known ?? openSame(listed);
    this.open.set(number, descriptor);
    const [[oldest, itsDescriptor]] = this.open;
    if (this.open.size > MOST_OPEN) {
      this.open.delete(oldest);
      closeSync(itsDescriptor);
    }
    return descriptor;
  }

  /** Returns why a file of a size has to be read from its beginning again; undefined if it only grew. */
  whyAgain(file: GrowingFile, sizeBytes: number): NewBeginning | undefined {
    const { kind, head, listed, seenBytes } = file;
    if (sizeBytes < seenBytes) return 'shorter';
    if (kind !== 'grows' || seenBytes === 0 || !head.isOlderThan(listed.modifiedMilliseconds))
      return undefined;
    try {
      return head.isOther(this.descriptorOf(file), listed.modifiedMilliseconds) ? 'rewritten' : undefined;
    } catch {
      // Its permissions may have changed, or it was moved: reading it shows which.
      return undefined;
    }
  }

  /** Whether a file is open, so that it can be read to its end under any name. */
  isOpen({ number }: GrowingFile): boolean {
    return this.open.has(number);
  }

  /**
   * Returns bytes of all files, across their ends; fewer if the files end, or the bytes are gone. `lost`: a byte that takes
   * the place of each one that is gone.
   */
  read(table: FileTable, byteOffset: number, byteLength: number, lost?: number): Uint8Array {
    const bytes = new Uint8Array(byteLength);
    for (let length = 0; length < byteLength; ) {
      const at = byteOffset + length;
      const row = table.rowAt(at);
      const end = table.endAt(row);
      const wanted = Math.min(byteLength - length, end - at);
      const part = this.readIn(table, row, at, wanted);
      bytes.set(part, length);
      length += part.length;
      if (part.length === wanted) continue;
      if (lost === undefined || end === Number.POSITIVE_INFINITY) return bytes.subarray(0, length);
      bytes.fill(lost, length, length + wanted - part.length);
      length += wanted - part.length;
    }
    return bytes;
  }

  private readIn(table: FileTable, row: number, byteOffset: number, byteLength: number): Uint8Array {
    const { file: number, byteBase } = table.startAt(row);
    const file = this.all[number];
    if (file !== undefined && !file.isOver) file.kind ??= this.isPlain(file) ? 'grows' : 'read once';
    if (file?.kind === 'read once') return this.others.read(table, byteOffset, byteLength);
    const into = new Uint8Array(file === undefined ? 0 : byteLength);
    try {
      if (file === undefined || (file.isOver && file.seenBytes === 0)) return into.subarray(0, 0);
      return into.subarray(0, readSoFarNow(this.descriptorOf(file), into, byteOffset - byteBase).byteLength);
    } catch {
      return into.subarray(0, 0);
    }
  }

  private isPlain(file: GrowingFile): boolean {
    try {
      const head = new Uint8Array(LOOK_BYTES);
      return this.opening.isPlain(
        head.subarray(0, readSoFarNow(this.descriptorOf(file), head, 0).byteLength),
      );
    } catch {
      return true;
    }
  }

  close(): void {
    for (const descriptor of this.open.values()) closeSync(descriptor);
    this.open.clear();
  }
}

/** Returns a file of which nothing was read yet. A member of an archive does not grow. */
export function newGrowingFile(listed: ListedFile, number: number): GrowingFile {
  const kind = listed.member === undefined ? undefined : 'read once';
  const head = new FileHead(0, listed.modifiedMilliseconds);
  return { number, listed, kind, head, seenBytes: 0, isOver: false, place: undefined };
}

/** Opens a file where it was listed. Throws if another one is there by now. */
function openSame({ path, device, inode, bornMilliseconds }: ListedFile): number {
  const descriptor = openSync(path, 'r');
  const { dev, ino, birthtimeMs } = fstatSync(descriptor);
  if (dev === device && ino === inode && birthtimeMs === bornMilliseconds) return descriptor;
  closeSync(descriptor);
  throw errorWithCode('another file is in its place', 'ENOENT');
}
