import { fstatSync } from 'node:fs';
import type { NewBeginning } from '../../input/follow/followed-input.ts';
import type { ListedFile } from '../../input/listed-file.ts';
import { readSoFarNow } from '../../input/read-descriptor.ts';
import type { Pipeline } from '../../pipeline/pipeline.ts';
import { FilePlans } from '../../pipeline/plan/file-plans.ts';
import { readFailureOf } from '../../pipeline/scan/read-failure.ts';
import { CLOSE_BRACE, CLOSE_BRACKET, LINE_FEED } from '../../pipeline/text/bytes.ts';
import { feedFile } from '../files/feed-files.ts';
import type { FileOpening, FilesInput } from '../files/files-input.ts';
import { failed, isLeftOut, notRead, OWN_TABLE, recordless } from '../files/whole-text.ts';
import type { Following } from './follow-control.ts';
import { type GrowingFile, type GrowingFiles, newGrowingFile } from './growing-files.ts';

const CHUNK_BYTES = 1024 * 1024;
/** How long to wait between two looks for more; at least so many times as long as listing the files took. */
const LOOK_MILLISECONDS = 200;
const TIMES_A_LISTING = 5;
/** A larger file without a record is read again only when it has doubled. */
const FEW_BYTES = 64 * 1024;

/** Lists the files again, with the members of archives that are new. */
export type ListAgain = (isKnown: (file: ListedFile) => boolean) => Promise<readonly ListedFile[]>;

/** Makes what follows files, on a thread that handles events. `onListed`: see FollowedFiles. */
export type FollowedOf = (
  input: FilesInput,
  opening: FileOpening,
  onListed: FollowedFiles['onListed'],
) => FollowedFiles;

/** The files to follow, and what it takes to do so. */
export interface FollowedFiles {
  /** The files as they were when the plan was made. */
  readonly input: FilesInput;
  readonly listAgain: ListAgain;
  readonly opening: FileOpening;
  readonly growing: GrowingFiles;
  /** Called for new files, in the order of their numbers, and for those that were renamed. */
  readonly onListed: (file: ListedFile, number: number) => void;
}

/**
 * Feeds several files to a pipeline as they grow, and those that join them, until `control` ends that. A file is left after
 * its last whole record whenever others are read (decision 024). A compressed file is read once. Yields before and after
 * it adds anything, so that it adds nothing while a step is awaited.
 */
export async function* followFiles(
  pipeline: Pipeline,
  followed: FollowedFiles,
  { control, onBegun }: Following,
): AsyncGenerator<void> {
  const follower = new FilesFollower(pipeline, followed, onBegun);
  for (const file of followed.input.files) follower.know(file);
  for (;;) {
    const isEnding = control.endedFor > 0;
    yield* follower.look();
    yield;
    if (isEnding) break;
    pipeline.caughtUp();
    yield;
    await control.wait(Math.max(LOOK_MILLISECONDS, TIMES_A_LISTING * follower.listingMilliseconds));
  }
  yield* follower.end();
}

class FilesFollower {
  private readonly current = new Map<string, GrowingFile>();
  private readonly faults = new Set<string>();
  /** Files that may not be read by now: they were reported, and are tried again, since permissions may change. */
  private readonly denied = new Set<GrowingFile>();
  private readonly chunk = new Uint8Array(CHUNK_BYTES);
  private readonly plans: FilePlans;
  private known: number;
  /** How long the last listing took. The time that new text takes to read is left out: it is no reason to wait. */
  listingMilliseconds = 0;

  constructor(
    private readonly pipeline: Pipeline,
    private readonly followed: FollowedFiles,
    private readonly onBegun: Following['onBegun'],
  ) {
    this.plans = new FilePlans(pipeline.settings, followed.input.search);
    this.known = 0;
  }

  /** Adds a file to those that are followed. Those of the input have their numbers already. */
  know(listed: ListedFile): GrowingFile {
    const { pipeline, followed } = this;
    const number = this.known++;
    if (number >= followed.input.files.length) {
      pipeline.addFile(listed.path);
      followed.onListed(listed, number);
    }
    const file = newGrowingFile(listed, number);
    followed.growing.all[number] = file;
    this.current.set(keyOf(listed), file);
    return file;
  }

  /** Reads what is new in all files, once. */
  async *look(): AsyncGenerator<void> {
    const { followed, current } = this;
    const there = new Set<string>();
    const beganAt = performance.now();
    const files = await followed.listAgain((file) => current.has(keyOf(file)));
    this.listingMilliseconds = performance.now() - beganAt;
    for (const listed of files) {
      const key = keyOf(listed);
      there.add(key);
      if (listed.fault !== undefined) this.reportFault(listed);
      else yield* this.lookAt(this.renamed(current.get(key), listed) ?? this.know(listed), listed.sizeBytes);
    }
    for (const [key, file] of current) if (!there.has(key)) yield* this.lookAtMissing(key, file);
  }

  /** Ends all files, with the half-written records at their ends. */
  async *end(): AsyncGenerator<void> {
    for (const file of this.current.values()) {
      yield;
      this.endFile(file);
    }
  }

  private renamed(file: GrowingFile | undefined, listed: ListedFile): GrowingFile | undefined {
    if (file === undefined) return undefined;
    if (file.listed.path !== listed.path) this.followed.onListed(listed, file.number);
    file.listed = listed;
    return file;
  }

  /** Reads a file that was moved away to its end: its writer may still have it open. */
  private async *lookAtMissing(key: string, file: GrowingFile): AsyncGenerator<void> {
    const { growing } = this.followed;
    if (file.kind !== 'grows' || file.isOver || !growing.isOpen(file)) return;
    const { size, nlink } = fstatSync(growing.descriptorOf(file));
    if (size > file.seenBytes) yield* this.lookAt(file, size);
    else if (nlink === 0) {
      // Deleted: nothing more comes.
      yield;
      this.endFile(file);
      file.isOver = true;
      this.current.delete(key);
    }
  }

  private async *lookAt(file: GrowingFile, sizeBytes: number): AsyncGenerator<void> {
    if (file.kind === 'read once' && file.seenBytes > 0) return;
    const why = this.followed.growing.whyAgain(file, sizeBytes);
    if (why !== undefined) {
      yield* this.lookAt(this.beginAgain(file, why), sizeBytes);
      return;
    }
    if (sizeBytes <= file.seenBytes) return;
    if (file.place === undefined && sizeBytes > FEW_BYTES && sizeBytes < 2 * file.seenBytes) return;
    yield;
    try {
      file.kind ??= this.kindOf(file);
      if (this.denied.delete(file)) this.pipeline.recovered(file.number);
      if (file.kind === 'grows') {
        yield* this.read(file, sizeBytes);
        return;
      }
    } catch (error) {
      const failure = readFailureOf(error, file.place?.bytes ?? 0);
      // The file was moved or removed after it was listed.
      if (failure.code === 'ENOENT') return;
      const mayRecover = failure.code === 'EACCES' || failure.code === 'EPERM';
      if (!this.denied.has(file)) this.pipeline.leaveOut(notRead(file.listed, file.number, failure));
      if (mayRecover) {
        this.denied.add(file);
        return;
      }
      this.faults.add(keyOf(file.listed));
      file.kind = 'read once';
    }
    file.seenBytes = sizeBytes;
    if (!this.faults.has(keyOf(file.listed))) {
      yield* feedFile(file.listed, file.number, this.followed.opening, this.plans, this.pipeline);
    }
  }

  /** Begins again with a file that became shorter or was written anew. What was read of it counts, and cannot be read again. */
  private beginAgain(file: GrowingFile, why: NewBeginning): GrowingFile {
    const { listed } = file;
    file.isOver = true;
    file.seenBytes = 0;
    file.place = undefined;
    const { path, device, inode } = listed;
    this.onBegun({ why, identity: { device, inode } }, path);
    return this.know(listed);
  }

  /** Decides by the first bytes whether a file is text to which more may be appended. */
  private kindOf(file: GrowingFile): GrowingFile['kind'] {
    const { growing, opening } = this.followed;
    const head = this.chunk.subarray(0, FEW_BYTES);
    const bytes = head.subarray(0, readSoFarNow(growing.descriptorOf(file), head, 0).byteLength);
    if (!opening.isPlain(bytes)) return 'read once';
    if (!isLeftOut(file.listed, bytes, opening)) return 'grows';
    this.pipeline.leaveOut(OWN_TABLE);
    this.faults.add(keyOf(file.listed));
    return 'read once';
  }

  /** Reads a file from where it was left up to a size, and leaves it after its last whole record. */
  private async *read(file: GrowingFile, sizeBytes: number): AsyncGenerator<void> {
    const { pipeline } = this;
    let at = file.place?.bytes ?? 0;
    let isBegun = false;
    while (at < sizeBytes) {
      const wanted = this.chunk.subarray(0, Math.min(CHUNK_BYTES, sizeBytes - at));
      const { byteLength, error } = readSoFarNow(this.followed.growing.descriptorOf(file), wanted, at);
      if (error !== undefined && isBegun) file.place = pipeline.leaveFile() ?? file.place;
      if (error !== undefined) throw error;
      if (byteLength === 0) break;
      file.head.add(wanted.subarray(0, byteLength), at);
      const isLast = at + byteLength >= sizeBytes;
      const bytes = wanted.subarray(0, isLast ? wholeLength(wanted.subarray(0, byteLength)) : byteLength);
      at += byteLength;
      if (bytes.length === 0) continue;
      if (!isBegun) this.begin(file, bytes);
      isBegun = true;
      pipeline.push(bytes);
      if (!isLast) {
        pipeline.fellBehind();
        yield;
      }
    }
    file.seenBytes = sizeBytes;
    if (isBegun) file.place = pipeline.leaveFile() ?? file.place;
    yield;
  }

  private begin(file: GrowingFile, bytes: Uint8Array): void {
    const { pipeline, plans } = this;
    if (file.place === undefined) pipeline.beginFile(file.number, plans.ownOf(bytes, false));
    else pipeline.resumeFile(file.place);
  }

  private endFile(file: GrowingFile): void {
    const { pipeline, followed, chunk } = this;
    if (file.kind !== 'grows' || file.isOver || this.denied.has(file)) return;
    let at = file.place?.bytes ?? 0;
    let isBegun = false;
    let text = new Uint8Array(0);
    try {
      for (;;) {
        const { byteLength } = readSoFarNow(followed.growing.descriptorOf(file), chunk, at);
        if (byteLength === 0) break;
        const bytes = chunk.subarray(0, byteLength);
        if (!isBegun) this.begin(file, bytes);
        if (!isBegun) text = bytes.slice(0, FEW_BYTES);
        isBegun = true;
        pipeline.push(bytes);
        at += byteLength;
      }
    } catch (error) {
      const failure = readFailureOf(error, at);
      // A file that was removed when all of it was read is no failure: old logs are removed.
      const isRead = failure.code === 'ENOENT' && at >= file.seenBytes;
      if (!isRead) pipeline.leaveOut(failed(file.number, failure));
    }
    if (!isBegun) return;
    const { records, strayBytes } = pipeline.endFile();
    if (records > 0 || file.place !== undefined) return;
    const whyNoRecord = (): string => followed.opening.whyNoRecord(text);
    pipeline.leaveOut(recordless(file.listed, file.number, strayBytes, whyNoRecord));
  }

  /** Reports a file that cannot be read, once. It is looked at again, since its permissions may still change. */
  private reportFault(listed: ListedFile): void {
    if (this.faults.has(listed.path)) return;
    this.faults.add(listed.path);
    const { fault } = listed;
    const known = this.followed.growing.all.find((file) => file.listed.path === listed.path);
    const { number } = known ?? this.know(listed);
    const error = Object.assign(new Error(fault?.message), { code: fault?.code });
    this.pipeline.leaveOut(notRead(listed, number, readFailureOf(error, 0)));
  }
}

/** Identifies a file wherever it is moved; members of an archive, which share its identity, go by their paths. */
function keyOf({ device, inode, path, bornMilliseconds, member, fault }: ListedFile): string {
  return member !== undefined || fault !== undefined ? `=${path}` : `${device}:${inode}:${bornMilliseconds}`;
}

/**
 * Returns how many of some bytes to read now: whole lines, or all if a record may end there. The rest would be read again.
 */
function wholeLength(bytes: Uint8Array): number {
  const last = bytes.at(-1);
  return last === CLOSE_BRACE || last === CLOSE_BRACKET ? bytes.length : bytes.lastIndexOf(LINE_FEED) + 1;
}
