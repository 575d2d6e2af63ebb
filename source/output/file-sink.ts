import { randomBytes } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { access, constants, type FileHandle, open, realpath, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writeAll } from './descriptor-sink.ts';
import type { Sink } from './sink.ts';

/** Half-written files that must go if the process ends early. */
const unfinished = new Set<string>();

/** Removes whatever was half written. Synchronous, for the moment before a signal ends the process. */
export function removeUnfinished(): void {
  for (const path of unfinished) {
    try {
      unlinkSync(path);
    } catch {
      // Gone already.
    }
  }
  unfinished.clear();
}

/**
 * Opens a file to write (spec section 9). A regular file is written beside its place under another name and put there
 * at the end, so that it appears whole or not at all: links are followed, the mode kept. A device or FIFO is written
 * straight. Throws the system's error; EISDIR for a folder.
 */
export async function openFileSink(path: string): Promise<Sink> {
  const existing = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (existing?.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
  if (existing !== undefined && !existing.isFile()) return new StraightSink(path, await open(path, 'w'));
  if (existing !== undefined) await access(path, constants.W_OK);
  const target = await finalPlace(path);
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.part`);
  const file = await open(draft, 'wx');
  unfinished.add(draft);
  if (existing !== undefined) {
    await file.chmod(existing.mode & 0o7777);
    // Only root may give a file away; for all others it is theirs already, or theirs to replace.
    await file.chown(existing.uid, existing.gid).catch(() => undefined);
  }
  return new AtomicSink(path, target, draft, file);
}

/** Where a path leads through its links, the last of which may lead to a file that is yet to be. */
async function finalPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return join(await realpath(dirname(path)), basename(path));
  }
}

class AtomicSink implements Sink {
  constructor(
    readonly name: string,
    private readonly target: string,
    private readonly draft: string,
    private readonly file: FileHandle,
  ) {}

  async write(bytes: Uint8Array): Promise<void> {
    await writeAll(this.file.fd, bytes);
  }

  async finish(): Promise<void> {
    await this.file.close();
    await rename(this.draft, this.target);
    unfinished.delete(this.draft);
  }
}

class StraightSink implements Sink {
  constructor(
    readonly name: string,
    private readonly file: FileHandle,
  ) {}

  async write(bytes: Uint8Array): Promise<void> {
    await writeAll(this.file.fd, bytes);
  }

  async finish(): Promise<void> {
    await this.file.close();
  }
}
