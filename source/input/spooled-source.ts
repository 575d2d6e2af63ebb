import { write as writeCallback } from 'node:fs';
import { constants, type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DescribedSource } from './described-source.ts';
import type { Change, Source } from './source.ts';
import { endSpool, failSpool, growingSpool, type SpoolState } from './spool-state.ts';

const writeDescriptor = promisify(writeCallback);

const CHUNK_BYTES = 1024 * 1024;

/**
 * Returns the source itself if it can be read at positions; otherwise a source that copies its input to a temporary file,
 * which no other process can open and which is deleted with this process (spec section 11).
 *
 * The pipe is read on this thread and not on the one that needs its bytes: a thread that waits for a pipe cannot be
 * ended.
 */
export async function seekable(source: Source): Promise<Source> {
  if (source.sizeBytes !== undefined) return source;
  try {
    return new SpooledSource(source, await openNameless(tmpdir()), growingSpool());
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** Creates a file of mode 0600 and removes its name. */
async function openNameless(folder: string): Promise<FileHandle> {
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
function spoolError(error: unknown, folder: string): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  const what = code === 'ENOSPC' || code === 'EDQUOT' ? 'there is no space left' : message;
  return Object.assign(
    new Error(`its copy cannot be written to ${folder}: ${what}; set TMPDIR to another folder`),
    { code: 'ESPOOL' },
  );
}

class SpooledSource extends DescribedSource {
  private readonly spooling: Promise<void>;
  private closed = false;

  constructor(
    private readonly input: Source,
    private readonly file: FileHandle,
    state: SpoolState,
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
    let spooledBytes = 0;
    while (!this.closed) {
      const length = await this.input.read(chunk);
      if (length === 0 || this.closed) return;
      for (let at = 0; at < length; ) {
        at += await this.append(chunk.subarray(at, length), spooledBytes + at);
      }
      spooledBytes += length;
    }
  }

  private async append(bytes: Uint8Array, position: number): Promise<number> {
    try {
      const { bytesWritten } = await writeDescriptor(this.file.fd, bytes, 0, bytes.length, position);
      return bytesWritten;
    } catch (error) {
      throw spoolError(error, tmpdir());
    }
  }
}
