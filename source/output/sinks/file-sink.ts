import { constants, ftruncateSync, type Stats } from 'node:fs';
import { access, type FileHandle, open, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isatty } from 'node:tty';
import { DescriptorSink } from './descriptor-sink.ts';
import { createDraft, type Draft, removeStaleDrafts } from './drafts.ts';
import { finalPlace, isMountPoint, statIfThere } from './file-place.ts';
import type { Sink } from './sink.ts';
import { TerminalSink } from './terminal-sink.ts';

/** The bits of the mode that a replaced file passes on: a file made from data must not run with its owner's rights. */
const KEPT_MODE = 0o777;

/** The bit of folders in which only the owner of a file, or of the folder, may remove that file. */
const STICKY = 0o1000;

/**
 * Opens a file to write (spec section 9). A regular file is written under another name beside its destination and renamed
 * at the end, so that it appears whole or not at all: links are followed, the mode is kept. Where nothing can be renamed
 * it is written in place, and `note` of the sink says so. A device or FIFO is written directly; what is a terminal gets
 * safe text. Throws the system's error; EISDIR for a folder.
 */
export async function openFileSink(path: string): Promise<Sink> {
  const existing = await statIfThere(path);
  if (existing?.isDirectory() || path.endsWith('/'))
    throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
  if (existing !== undefined && !existing.isFile()) return openDevice(path);
  if (existing !== undefined) await access(path, constants.W_OK);
  const target = await finalPlace(path);
  if (existing !== undefined && (await isMountPoint(target, existing)))
    return openInPlace(path, 'it is a mount point of its own');
  if (existing !== undefined && (await isKeptByOwner(target, existing)))
    return openInPlace(path, 'only its owner may replace it in its folder');
  await removeStaleDrafts(target);
  try {
    return await openDraft(path, target, existing);
  } catch (error) {
    // The file itself may be writable all the same.
    if (existing === undefined || !isRefused(error)) throw error;
    return openInPlace(path, 'no file can be made in its folder');
  }
}

/** Whether the file is in a sticky folder, such as /tmp, and neither of them belongs to the user. */
async function isKeptByOwner(target: string, { uid }: Stats): Promise<boolean> {
  const user = process.geteuid?.() ?? 0;
  if (user === 0 || uid === user) return false;
  const folder = await stat(dirname(target));
  return (folder.mode & STICKY) !== 0 && folder.uid !== user;
}

function isRefused(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '');
}

async function openDevice(path: string): Promise<Sink> {
  // Without O_NOCTTY a process without a terminal would get this one, whose ^C would then end the process.
  const file = await open(path, constants.O_WRONLY | constants.O_NOCTTY);
  const sink = new StraightSink(path, file);
  return isatty(file.fd) ? new TerminalSink(sink) : sink;
}

async function openInPlace(path: string, why: string): Promise<Sink> {
  return new InPlaceSink(path, await open(path, constants.O_WRONLY), why);
}

async function openDraft(path: string, target: string, existing: Stats | undefined): Promise<Sink> {
  const draft = await createDraft(target, existing === undefined ? 0o666 : existing.mode & KEPT_MODE);
  const sink = new AtomicSink(path, target, draft);
  try {
    if (existing !== undefined) await takeAfter(draft.file, existing);
    return sink;
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

/** Gives a draft the owner and the mode of the file that it replaces. */
async function takeAfter(file: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  // Only root may change an owner. Without root's rights the file already belongs to the user, or may be replaced.
  await file.chown(uid, gid).catch(() => undefined);
  await file.chmod(mode & KEPT_MODE);
}

/** A device or FIFO: what is written takes effect at once. */
class StraightSink extends DescriptorSink {
  constructor(
    name: string,
    protected readonly file: FileHandle,
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

/** A regular file that nothing can be renamed over. It keeps its content until the first byte comes. */
class InPlaceSink extends StraightSink {
  readonly note: string;
  private isEmptied = false;

  constructor(name: string, file: FileHandle, why: string) {
    super(name, file);
    this.note = `${name} is written in place, since ${why}: if the run ends early it is half written`;
  }

  override async write(bytes: Uint8Array): Promise<void> {
    await this.empty();
    await super.write(bytes);
  }

  override writeNow(bytes: Uint8Array): void {
    if (!this.isEmptied) ftruncateSync(this.file.fd);
    this.isEmptied = true;
    super.writeNow(bytes);
  }

  override async close(): Promise<void> {
    await this.empty();
    await onDisk(this.file);
    await super.close();
  }

  private async empty(): Promise<void> {
    if (!this.isEmptied) await this.file.truncate();
    this.isEmptied = true;
  }
}

/** A regular file, written as a draft beside its destination. */
class AtomicSink extends StraightSink {
  constructor(
    name: string,
    private readonly target: string,
    private readonly draft: Draft,
  ) {
    super(name, draft.file);
  }

  override async close(): Promise<void> {
    // Before it is renamed: after a power cut the name must not lead to a file without its bytes.
    await onDisk(this.file);
    await super.close();
  }

  override async publish(): Promise<void> {
    await rename(this.draft.path, this.target);
    this.draft.settled();
    const folder = await open(dirname(this.target), 'r').catch(() => undefined);
    if (folder === undefined) return;
    // Some file systems cannot sync a folder. The file is whole at its place either way.
    await folder.sync().catch(() => undefined);
    await folder.close();
  }

  override async discard(): Promise<void> {
    await super.discard();
    await unlink(this.draft.path).catch(() => undefined);
    this.draft.settled();
  }
}

/** Waits until the bytes of a file are on its disk, if its file system supports that. */
async function onDisk(file: FileHandle): Promise<void> {
  try {
    await file.sync();
  } catch (error) {
    if (!['EINVAL', 'ENOSYS', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
