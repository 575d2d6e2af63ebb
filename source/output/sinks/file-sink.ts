import { type Stats, unlinkSync } from 'node:fs';
import {
  access,
  constants,
  type FileHandle,
  open,
  readlink,
  realpath,
  rename,
  stat,
  unlink,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DescriptorSink } from './descriptor-sink.ts';
import type { Sink } from './sink.ts';

/** As many links as Linux follows in one path. */
const MOST_LINKS = 40;

/** Half-written files to remove if the process ends early. */
const unfinished = new Set<string>();

/** Removes half-written files. Synchronous, for the moment before a signal ends the process. */
export function removeUnfinished(): void {
  for (const path of unfinished) {
    try {
      unlinkSync(path);
    } catch {
      // Already removed, or not created yet.
    }
  }
  unfinished.clear();
}

/**
 * Opens a file to write (spec section 9). A regular file is written under another name beside its destination and renamed
 * at the end, so that it appears whole or not at all: links are followed, the mode is kept. A device or FIFO is written
 * directly. Throws the system's error; EISDIR for a folder.
 */
export async function openFileSink(path: string): Promise<Sink> {
  const existing = await statIfThere(path);
  if (existing?.isDirectory() || path.endsWith('/'))
    throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
  if (existing !== undefined && !existing.isFile()) return new StraightSink(path, await open(path, 'w'));
  if (existing !== undefined) await access(path, constants.W_OK);
  const target = await finalPlace(path);
  // The name says whose draft it is, should the machine stop, and is no longer than any file system allows.
  const draft = join(
    dirname(target),
    `.${basename(target).slice(0, 50)}.${Math.random().toString(36).slice(2)}.part`,
  );
  unfinished.add(draft);
  const file = await open(draft, 'wx', existing === undefined ? 0o666 : existing.mode & 0o777);
  const sink = new AtomicSink(path, target, draft, file);
  try {
    if (existing !== undefined) await takeAfter(file, existing);
    return sink;
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

/** Gives a draft the owner and the mode of the file that it replaces. */
async function takeAfter(file: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  // Only root may give a file away. For all others it is theirs already, or theirs to replace.
  await file.chown(uid, gid).catch(() => undefined);
  await file.chmod(mode & 0o7777);
}

/** Returns what is at a path, following links; undefined if nothing is. */
export async function statIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Returns where a path leads through its links; the file at the end need not exist yet. */
export async function finalPlace(path: string): Promise<string> {
  let place = resolve(path);
  for (let links = 0; links < MOST_LINKS; links++) {
    place = join(await realpath(dirname(place)), basename(place));
    const target = await readlink(place).catch(() => undefined);
    if (target === undefined) return place;
    place = resolve(dirname(place), target);
  }
  throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
}

/** A device or FIFO: what is written takes effect at once. */
class StraightSink extends DescriptorSink {
  constructor(
    name: string,
    private readonly file: FileHandle,
  ) {
    super(name, file.fd);
  }

  override async close(): Promise<void> {
    await this.file.close();
  }

  override async discard(): Promise<void> {
    // It may be closed already.
    await this.file.close().catch(() => undefined);
  }
}

/** A regular file, written as a draft beside its destination. */
class AtomicSink extends StraightSink {
  constructor(
    name: string,
    private readonly target: string,
    private readonly draft: string,
    file: FileHandle,
  ) {
    super(name, file);
  }

  override async publish(): Promise<void> {
    await rename(this.draft, this.target);
    unfinished.delete(this.draft);
  }

  override async discard(): Promise<void> {
    await super.discard();
    await unlink(this.draft).catch(() => undefined);
    unfinished.delete(this.draft);
  }
}
