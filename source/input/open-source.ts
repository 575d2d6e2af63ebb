import type { Stats } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { changeSince, factsOf, fstat } from './file-change.ts';
import { readAtPosition, readDescriptor } from './read-descriptor.ts';
import type { Change, FileFacts, FileIdentity, Source, SourceDescription } from './source.ts';

const STDIN = 0;
/** How long to wait for a pipe that somebody else has made non-blocking and that is empty. */
const RETRY_MILLISECONDS = 5;

/** Opens a file (or device, or FIFO) to read. Throws the system's error; EISDIR for a folder. */
export async function openFile(path: string): Promise<Source> {
  const file = await open(path, 'r');
  const stats = await file.stat();
  if (stats.isDirectory()) {
    await file.close();
    throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
  }
  return new DescriptorSource(path, file.fd, 0, stats, file);
}

/** Standard input as a source. */
export async function openStdin(): Promise<Source> {
  const stats = await fstat(STDIN);
  return new DescriptorSource('stdin', STDIN, stats.isFile() ? await positionOf(STDIN) : 0, stats, undefined);
}

/** Whether something was given on standard input: a pipe, a socket or a file, not a terminal and not /dev/null. */
export async function stdinHoldsInput(): Promise<boolean> {
  try {
    const stats = await fstat(STDIN);
    return stats.isFIFO() || stats.isSocket() || stats.isFile();
  } catch {
    return false; // closed
  }
}

/** Where the next read of a descriptor begins. Only Linux tells; elsewhere a file given open is at its beginning. */
async function positionOf(descriptor: number): Promise<number> {
  try {
    const facts = await readFile(`/proc/self/fdinfo/${descriptor}`, 'latin1');
    return Number(/^pos:\s*(\d+)/.exec(facts)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Bytes from an open descriptor, in order as they come; at positions too where it is a regular file. */
class DescriptorSource implements Source {
  readonly sizeBytes: number | undefined;
  readonly identity: FileIdentity;
  private readonly opened: FileFacts | undefined;

  /** `file`: what to close at the end, where it is ours; it was then found under `name`. */
  constructor(
    readonly name: string,
    private readonly descriptor: number,
    private readonly startOffset: number,
    stats: Stats,
    private readonly file: FileHandle | undefined,
  ) {
    this.sizeBytes = stats.isFile() ? Math.max(0, stats.size - startOffset) : undefined;
    this.identity = { device: stats.dev, inode: stats.ino };
    this.opened = stats.isFile() ? factsOf(stats, file && name) : undefined;
  }

  async read(into: Uint8Array): Promise<number> {
    for (;;) {
      try {
        const { bytesRead } = await readDescriptor(this.descriptor, into, 0, into.length, null);
        return bytesRead;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
        await wait(RETRY_MILLISECONDS);
      }
    }
  }

  async readAt(into: Uint8Array, byteOffset: number): Promise<number> {
    const { descriptor, startOffset } = this.describe();
    return readAtPosition(descriptor, into, startOffset + byteOffset);
  }

  async change(): Promise<Change> {
    return this.opened === undefined ? 'none' : changeSince(this.opened, this.descriptor);
  }

  describe(): SourceDescription {
    const { name, sizeBytes, identity, descriptor, startOffset, opened } = this;
    if (opened === undefined) {
      throw Object.assign(new Error('its bytes come once and in order'), { code: 'ESPIPE' });
    }
    return { name, sizeBytes, identity, descriptor, startOffset, opened, spool: undefined };
  }

  async close(): Promise<void> {
    await this.file?.close();
  }
}
