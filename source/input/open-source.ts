import type { Stats } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { errorWithCode } from '../pipeline/scan/read-failure.ts';
import { changeSince, fileFactsOf, fstat, shortenedError } from './file-change.ts';
import { readAtPosition, readDescriptor } from './read-descriptor.ts';
import type { Change, FileFacts, FileIdentity, Source, SourceDescription } from './source.ts';
import { inOrderOnly } from './wrapped-source.ts';

const STDIN = 0;
/**
 * How long to wait before reading an empty pipe again that is non-blocking. A read that blocks would keep the process from
 * ending until the writer writes.
 */
const RETRY_MILLISECONDS = 5;
/**
 * How often it is read again at once before that: a writer that is under way fills a pipe again within a millisecond, and
 * each of these tries takes some 50 us.
 */
const QUICK_RETRIES = 200;

/** Opens a file, device or FIFO for reading. Throws the system's error; EISDIR for a folder. */
export async function openFile(path: string): Promise<Source> {
  const file = await open(path, 'r');
  const stats = await file.stat();
  if (stats.isDirectory()) {
    await file.close();
    throw errorWithCode('is a folder', 'EISDIR');
  }
  return new DescriptorSource(path, file.fd, 0, stats, file);
}

/** Standard input as a source. */
export async function openStdin(): Promise<Source> {
  // Opening the stream makes a pipe non-blocking: see RETRY_MILLISECONDS.
  void process.stdin;
  const stats = await fstat(STDIN);
  return new DescriptorSource('stdin', STDIN, stats.isFile() ? await positionOf(STDIN) : 0, stats, undefined);
}

/** Whether standard input is a pipe, a socket or a file, not a terminal or /dev/null. */
export async function stdinHoldsInput(): Promise<boolean> {
  try {
    const stats = await fstat(STDIN);
    return stats.isFIFO() || stats.isSocket() || stats.isFile();
  } catch {
    return false; // closed
  }
}

/** The position of the next read of a descriptor. Known on Linux only; elsewhere 0 is assumed. */
async function positionOf(descriptor: number): Promise<number> {
  try {
    const facts = await readFile(`/proc/self/fdinfo/${descriptor}`, 'latin1');
    return Number(/^pos:\s*(\d+)/.exec(facts)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Reads an open descriptor in order; a regular file at positions too. */
class DescriptorSource implements Source {
  readonly sizeBytes: number | undefined;
  readonly identity: FileIdentity;
  private readonly opened: FileFacts | undefined;
  /** How many bytes were read in order. */
  private at = 0;

  /** `file`: closed by `close`, and found under `name`; undefined for an inherited descriptor. */
  constructor(
    readonly name: string,
    private readonly descriptor: number,
    private readonly startOffset: number,
    stats: Stats,
    private readonly file: FileHandle | undefined,
  ) {
    this.sizeBytes = stats.isFile() ? Math.max(0, stats.size - startOffset) : undefined;
    this.identity = { device: stats.dev, inode: stats.ino };
    this.opened = stats.isFile() ? fileFactsOf(stats, file && name, descriptor) : undefined;
  }

  get modifiedMilliseconds(): number | undefined {
    return this.opened?.modifiedMilliseconds;
  }

  async read(into: Uint8Array): Promise<number> {
    for (let tries = 1; ; tries++) {
      try {
        const { bytesRead } = await readDescriptor(this.descriptor, into, 0, into.length, null);
        this.at += bytesRead;
        if (bytesRead === 0) this.checkEnd();
        return bytesRead;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
        await (tries <= QUICK_RETRIES ? nextTurn() : wait(RETRY_MILLISECONDS));
      }
    }
  }

  private checkEnd(): void {
    const { opened, descriptor, startOffset, at } = this;
    const shortened = opened && shortenedError(opened, descriptor, startOffset + at);
    if (shortened) throw shortened;
  }

  shareRead(byteLength: number): number | undefined {
    return this.sizeBytes && Math.min(1, byteLength / this.sizeBytes);
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
    if (opened === undefined) throw inOrderOnly();
    return { name, sizeBytes, identity, descriptor, startOffset, opened, spool: undefined };
  }

  async close(): Promise<void> {
    await this.file?.close();
  }
}
