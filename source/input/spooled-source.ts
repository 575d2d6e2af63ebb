import { write as writeCallback } from 'node:fs';
import { constants, type FileHandle, open, statfs, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { errorWithCode } from '../pipeline/scan/read-failure.ts';
import { DescribedSource } from './described-source.ts';
import type { Change, Source } from './source.ts';
import {
  addWritten,
  endSpool,
  failSpool,
  growingSpool,
  isBeyondKept,
  pieceToWrite,
  type SpoolState,
  writtenBytes,
} from './spool-state.ts';

const writeDescriptor = promisify(writeCallback);

const CHUNK_BYTES = 1024 * 1024;

/** How often to check whether there is room in a spool. */
const POLL_MILLISECONDS = 5;

/** How much of a pipe is kept. */
export interface SpoolOptions {
  /** Undefined: half of what is free in the folder of the copy. */
  readonly maxSpoolBytes?: number | undefined;
  /** Called once, when there is more than is kept. */
  readonly onFull?: ((keptBytes: number) => void) | undefined;
}

/**
 * Returns the source itself if it can be read at positions; otherwise a source that copies its input to a temporary file,
 * which no other process can open and which is deleted with this process (spec section 11). What does not fit into it can
 * still be read in order, by one reader.
 *
 * The pipe is read on this thread and not on the one that needs its bytes: a thread that waits for a pipe cannot be
 * ended.
 */
export async function seekable(
  source: Source,
  { maxSpoolBytes, onFull }: SpoolOptions = {},
): Promise<Source> {
  if (source.sizeBytes !== undefined) return source;
  try {
    const file = await openNameless(tmpdir());
    const state = growingSpool(maxSpoolBytes ?? (await halfOfFree(tmpdir())));
    return new SpooledSource(source, file, state, onFull);
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** Creates a file of mode 0600 and removes its name. */
export async function openNameless(folder: string): Promise<FileHandle> {
  const path = join(folder, `event-sessions-tui.${Math.random().toString(36).slice(2)}`);
  try {
    const file = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600);
    await unlink(path).catch(async (error: unknown) => {
      await file.close();
      throw error;
    });
    return file;
  } catch (error) {
    throw spoolError(error, folder);
  }
}

/** Names the folder of the copy, and what to do. Without the system's code, which would be taken for one of the input. */
export function spoolError(error: unknown, folder: string): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  const what = code === 'ENOSPC' || code === 'EDQUOT' ? 'there is no space left' : message;
  return errorWithCode(
    `its copy cannot be written to ${folder}: ${what}; set TMPDIR to another folder`,
    'ESPOOL',
  );
}

class SpooledSource extends DescribedSource {
  private readonly spooling: Promise<void>;
  private closed = false;

  constructor(
    private readonly input: Source,
    private readonly file: FileHandle,
    private readonly state: SpoolState,
    private readonly onFull: SpoolOptions['onFull'],
  ) {
    super({
      name: input.name,
      sizeBytes: undefined,
      identity: input.identity,
      descriptor: file.fd,
      startOffset: 0,
      opened: undefined,
      spool: state,
    });
    this.spooling = this.spool().then(
      () => endSpool(state),
      (error) => failSpool(state, error),
    );
  }

  /** Of the file that it is decompressed from. */
  override get modifiedMilliseconds(): number | undefined {
    return this.input.modifiedMilliseconds;
  }

  override shareRead(byteLength: number): number | undefined {
    const spooledBytes = writtenBytes(this.state);
    const spooled = this.input.shareRead?.(spooledBytes);
    return spooled && spooled * Math.min(1, byteLength / Math.max(1, spooledBytes));
  }

  /** The spool does not change; a file that it is decompressed from may. */
  override change(): Promise<Change> {
    return this.input.change();
  }

  override async close(): Promise<void> {
    this.closed = true;
    await this.input.close();
    // A read of an idle pipe may never end; the file is closed when it does, or with the process.
    void this.spooling.then(() => this.file.close());
  }

  private async spool(): Promise<void> {
    const chunk = new Uint8Array(CHUNK_BYTES);
    let wasFull = false;
    while (!this.closed) {
      const length = await this.input.read(chunk);
      if (length === 0) return;
      for (let at = 0; at < length && !this.closed; ) at += await this.append(chunk.subarray(at, length));
      if (wasFull || !isBeyondKept(this.state)) continue;
      wasFull = true;
      this.onFull?.(this.state.keptBytes);
    }
  }

  /** Writes what there is room for; returns how much. */
  private async append(bytes: Uint8Array): Promise<number> {
    const { position, byteLength } = pieceToWrite(this.state);
    if (byteLength === 0) {
      await wait(POLL_MILLISECONDS);
      return 0;
    }
    try {
      const length = Math.min(bytes.length, byteLength);
      const { bytesWritten } = await writeDescriptor(this.file.fd, bytes, 0, length, position);
      addWritten(this.state, bytesWritten);
      return bytesWritten;
    } catch (error) {
      throw spoolError(error, tmpdir());
    }
  }
}

/** Returns half of the bytes that are free for files in a folder. */
export async function halfOfFree(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.floor((bavail * bsize) / 2);
}
