import type { FileTable } from '../../pipeline/store/file-table.ts';
import { readSoFarNow } from '../read-descriptor.ts';

/** A file that was read, by its descriptor. `startOffset`: the position at which its bytes begin. */
interface ReadFile {
  readonly descriptor: number;
  readonly startOffset: number;
}

/**
 * Reads a followed input again, at any place, blocking the thread: a file, and those that took its place, by their number in
 * the table of files. The bytes of one that became shorter, or is closed by now, are gone.
 */
export class FollowedReads {
  private readonly files: (ReadFile | undefined)[];

  constructor(descriptor: number, startOffset: number) {
    this.files = [{ descriptor, startOffset }];
  }

  /** Adds the file that is read next; undefined if it cannot be read again. */
  add(descriptor: number | undefined): void {
    this.files.push(descriptor === undefined ? undefined : { descriptor, startOffset: 0 });
  }

  /** Call it when the bytes of the last file are gone. */
  loseLast(): void {
    this.files[this.files.length - 1] = undefined;
  }

  /** Call it before a descriptor is closed. */
  lose(descriptor: number): void {
    for (const [number, file] of this.files.entries()) {
      if (file?.descriptor === descriptor) this.files[number] = undefined;
    }
  }

  /**
   * Returns bytes from `byteOffset` on; fewer if the input ends, or if they are gone. `lost`: a byte that takes the place of
   * each one that is gone.
   */
  read(table: FileTable, byteOffset: number, byteLength: number, lost?: number): Uint8Array {
    const bytes = new Uint8Array(byteLength);
    let length = 0;
    while (length < byteLength) {
      const at = byteOffset + length;
      const row = table.rowAt(at);
      const { file: number, byteBase } = table.startAt(row);
      // Without rows the input is one file, which may be longer than what was read of it.
      const end = table.rowCount === 0 ? Number.POSITIVE_INFINITY : table.endAt(row);
      const file = this.files[number];
      const into = bytes.subarray(length, length + Math.min(byteLength - length, end - at));
      if (file === undefined) {
        if (lost === undefined || end === Number.POSITIVE_INFINITY) break;
        into.fill(lost);
        length += into.length;
        continue;
      }
      const read = readSoFarNow(file.descriptor, into, file.startOffset + at - byteBase);
      length += read.byteLength;
      if (read.byteLength < into.length || read.error !== undefined) break;
    }
    return bytes.subarray(0, length);
  }
}
