import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { ArchiveHolder, HeldArchive } from './held-archive.ts';
import type { Source } from './source.ts';
import { halfOfFree, openNameless, spoolError } from './spooled-source.ts';
import { readStoreNow } from './stretch.ts';

const CHUNK_BYTES = 1024 * 1024;

/** Keeps the bytes of archives, one after another, in one temporary file without a name (spec section 11). */
export class FileHolder implements ArchiveHolder {
  private file: FileHandle | undefined;
  private heldBytes = 0;

  /** `mostBytes`: undefined for half of what is free. */
  constructor(private readonly mostBytes: number | undefined) {}

  async hold(source: Source): Promise<HeldArchive | undefined> {
    this.file ??= await openNameless(tmpdir());
    const { file, heldBytes: startOffset } = this;
    const most = this.mostBytes ?? (await halfOfFree(tmpdir())) + startOffset;
    const chunk = new Uint8Array(CHUNK_BYTES);
    let sizeBytes = 0;
    let failure: unknown;
    for (;;) {
      let length = 0;
      try {
        length = await source.read(chunk);
      } catch (error) {
        failure = error;
      }
      if (length === 0) break;
      if (startOffset + sizeBytes + length > most) return undefined;
      await write(file, chunk.subarray(0, length), startOffset + sizeBytes);
      sizeBytes += length;
    }
    this.heldBytes += sizeBytes;
    const store = { kind: 'descriptor', descriptor: file.fd } as const;
    return {
      store,
      startOffset,
      sizeBytes,
      failure,
      read: ({ byteOffset, byteLength }) => {
        const into = new Uint8Array(Math.max(0, Math.min(byteLength, sizeBytes - byteOffset)));
        return into.subarray(0, readStoreNow(store, into, startOffset + byteOffset));
      },
    };
  }

  async close(): Promise<void> {
    await this.file?.close();
  }
}

/** Writes all bytes: a disk that is nearly full takes some of them and fails only at the next write. */
async function write(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  try {
    for (let at = 0; at < bytes.length; ) {
      at += (await file.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
    }
  } catch (error) {
    throw spoolError(error, tmpdir());
  }
}
