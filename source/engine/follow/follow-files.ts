import { fstatSync } from 'node:fs';
import type { NewBeginning } from '../../input/follow/followed-input.ts';
import type { ListedFile } from '../../input/listed-file.ts';
import { readSoFarNow } from '../../input/read-descriptor.ts';
import type { Pipeline } from '../../pipeline/pipeline.ts';
import { FilePlans } from '../../pipeline/plan/file-plans.ts';
import { readFailureOf } from '../../pipeline/scan/read-failure.ts';
import { FileFeeder } from '../files/feed-files.ts';
import type { FileOpening, FilesInput } from '../files/files-input.ts';
import { isLeftOut, notRead, OWN_TABLE } from '../files/whole-text.ts';
import type { Following } from './follow-control.ts';
import { type GrowingFile, type GrowingFiles, newGrowingFile } from './growing-files.ts';
import { GrowingReader } from './growing-reader.ts';
import { JoiningFiles } from './joining-files.ts';

/** How long to wait between two looks for more; at least so many times as long as listing the files took. */
const LOOK_MILLISECONDS = 200;
const TIMES_A_LISTING = 5;
/** A larger file without a record is read again only when it has doubled. */
const FEW_BYTES = 64 * 1024;

/**
 * Lists the files again, with the members of archives that are new. `isKnown`: whether a file was looked at. `isLast`: those
 * that are still being compressed or copied are listed too.
 */
export type ListAgain = (
  isKnown: (file: ListedFile) => boolean,
  isLast: boolean,
) => Promise<readonly ListedFile[]>;

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
    yield* follower.look(isEnding);
    yield;
    if (isEnding) break;
    pipeline.caughtUp();
    yield;
    await control.wait(Math.max(LOOK_MILLISECONDS, TIMES_A_LISTING * follower.listingMilliseconds));
  }
  yield* follower.end();
}

/** A fault that was reported: of which file, and whether the arguments name its path. */
interface ReportedFault {
  readonly number: number;
  readonly isNamed: boolean;
}

class FilesFollower {
  private readonly current = new Map<string, GrowingFile>();
  /** Paths that were listed with a fault, which was reported. */
  private readonly faults = new Map<string, ReportedFault>();
  /** Files that may not be read by now: they were reported, and are tried again, since permissions may change. */
  private readonly denied = new Set<GrowingFile>();
  private readonly head = new Uint8Array(FEW_BYTES);
  private readonly plans: FilePlans;
  private readonly reader: GrowingReader;
  private readonly joining: JoiningFiles;
  private known = 0;
  /** How long the last listing took, without the time to read new text, which is not a reason to wait. */
  listingMilliseconds = 0;

  constructor(
    private readonly pipeline: Pipeline,
    private readonly followed: FollowedFiles,
    private readonly onBegun: Following['onBegun'],
  ) {
    this.joining = new JoiningFiles(followed.growing, followed.opening);
    this.plans = new FilePlans(pipeline.settings, followed.input.search);
    this.reader = new GrowingReader(pipeline, followed.growing, followed.opening, this.plans);
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
  async *look(isLast: boolean): AsyncGenerator<void> {
    const { followed, current } = this;
    const beganAt = performance.now();
    const files = await followed.listAgain((file) => current.get(keyOf(file))?.kind !== undefined, isLast);
    this.listingMilliseconds = performance.now() - beganAt;
    const isFaulty = files.some(({ fault }) => fault !== undefined);
    if (isFaulty || this.faults.size > 0) yield;
    this.takeFaultsBack(files);
    const there = new Set(files.map(keyOf));
    for (const listed of files) {
      const known = this.renamed(current.get(keyOf(listed)), listed);
      if (listed.fault !== undefined) this.reportFault(listed);
      else if (known !== undefined) yield* this.lookAt(known, listed.sizeBytes);
      else yield* this.join(listed, there, isLast);
    }
    for (const [key, file] of current) if (!there.has(key)) yield* this.lookAtMissing(key, file);
  }

  /** Adds a new file: as another one that was read already, if it was compressed of that. */
  private async *join(listed: ListedFile, there: ReadonlySet<string>, isLast: boolean): AsyncGenerator<void> {
    const found = await this.joining.look(listed, (file) => there.has(keyOf(file.listed)), isLast);
    if (found.kind === 'new') yield* this.lookAt(this.know(listed), listed.sizeBytes);
    if (found.kind !== 'known') return;
    const { original } = found;
    yield;
    this.endFile(original);
    this.current.delete(keyOf(original.listed));
    this.followed.growing.movePacked(original, listed);
    this.current.set(keyOf(listed), original);
    this.pipeline.renameFile(original.number, listed.path);
    this.followed.onListed(listed, original.number);
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
    if (file.listed.path !== listed.path) {
      this.pipeline.renameFile(file.number, listed.path);
      this.followed.onListed(listed, file.number);
    }
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
    if (file.kind === 'left out' || (file.kind === 'read once' && file.seenBytes > 0)) return;
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
        yield* this.reader.read(file, sizeBytes);
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
      file.kind = 'left out';
    }
    file.seenBytes = sizeBytes;
    if (file.kind === 'read once') {
      const feeder = new FileFeeder(this.followed.opening, this.plans, this.pipeline);
      for await (const _ of feeder.feed(file.listed, file.number)) yield;
    }
  }

  /** Begins again with a file that was cut off or written anew. What was read of it counts, and cannot be read again. */
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
    const { head } = this;
    const bytes = head.subarray(0, readSoFarNow(growing.descriptorOf(file), head, 0).byteLength);
    if (!opening.isPlain(bytes)) return 'read once';
    if (!isLeftOut(file.listed, bytes, opening)) return 'grows';
    this.pipeline.leaveOut(OWN_TABLE);
    return 'left out';
  }

  private endFile(file: GrowingFile): void {
    if (file.kind === 'grows' && !file.isOver && !this.denied.has(file)) this.reader.end(file);
  }

  /** Reports a path that cannot be looked at, once. It is listed again, since a file may come, or its permissions be set. */
  private reportFault(listed: ListedFile): void {
    const { path, isNamed, fault } = listed;
    if (this.faults.has(path)) return;
    const known = this.followed.growing.all.find((file) => file.listed.path === path);
    const { number } = known ?? this.know(listed);
    this.faults.set(path, { number, isNamed });
    const { message = '', code } = fault ?? {};
    this.pipeline.leaveOut(notRead(listed, number, { message, code, byteOffset: 0 }));
  }

  /** Takes back the faults of paths that lead to files by now. A file in a folder that is gone was never read. */
  private takeFaultsBack(files: readonly ListedFile[]): void {
    if (this.faults.size === 0) return;
    const now = new Map(files.map((listed) => [listed.path, listed]));
    for (const [path, { number, isNamed }] of this.faults) {
      const listed = now.get(path);
      // A pattern or a folder that was named is listed as the files that it leads to.
      if (listed === undefined ? !isNamed : listed.fault !== undefined) continue;
      this.faults.delete(path);
      this.pipeline.recovered(number);
    }
  }
}

/** Identifies a file wherever it is moved; members of an archive, which share its identity, go by their paths. */
function keyOf({ device, inode, path, bornMilliseconds, member, fault }: ListedFile): string {
  return member !== undefined || fault !== undefined ? `=${path}` : `${device}:${inode}:${bornMilliseconds}`;
}
