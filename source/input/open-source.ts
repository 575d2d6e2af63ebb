import { fstat as fstatCallback, read as readCallback, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Source } from './source.ts';

const fstat = promisify(fstatCallback);
const readDescriptor = promisify(readCallback);

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
  return new DescriptorSource(path, file.fd, stats, file);
}

/** Standard input as a source. */
export async function openStdin(): Promise<Source> {
  return new DescriptorSource('stdin', STDIN, await fstat(STDIN), undefined);
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

/** Bytes from an open descriptor, read on the thread pool so that signals are heard meanwhile. */
class DescriptorSource implements Source {
  readonly sizeBytes: number | undefined;
  readonly identity;

  /** `file`: what to close at the end, where it is ours. */
  constructor(
    readonly name: string,
    private readonly descriptor: number,
    private readonly opened: Stats,
    private readonly file: FileHandle | undefined,
  ) {
    this.sizeBytes = opened.isFile() ? opened.size : undefined;
    this.identity = { device: opened.dev, inode: opened.ino };
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

  async change(): Promise<'none' | 'shorter' | 'other'> {
    if (!this.opened.isFile()) return 'none';
    const now = await fstat(this.descriptor);
    if (now.size < this.opened.size) return 'shorter';
    return now.size !== this.opened.size || now.mtimeMs !== this.opened.mtimeMs ? 'other' : 'none';
  }

  async close(): Promise<void> {
    await this.file?.close();
  }
}
