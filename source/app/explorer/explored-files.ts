import { FileReads } from '../../engine/files/file-reads.ts';
import { type FileOpening, type FilesInput, sizeOfFiles } from '../../engine/files/files-input.ts';
import { openWhole } from '../../engine/files/open-whole.ts';
import type { FollowControl } from '../../engine/follow/follow-control.ts';
import { GrowingFiles } from '../../engine/follow/growing-files.ts';
import type { FileState } from '../../explorer/model/model.ts';
import type { ListedFile } from '../../input/listed-file.ts';
import type { ForeignCount } from '../../input/look/foreign-records.ts';
import {
  type Change,
  type FileIdentity,
  isSameFile,
  type Source,
  type SourceDescription,
} from '../../input/source.ts';
import type { ReadRecord } from '../../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { FileTable } from '../../pipeline/store/file-table.ts';
import { SPACE } from '../../pipeline/text/bytes.ts';
import { changedFiles } from '../changed-files.ts';
import { fileOpening } from '../file-opening.ts';
import { filesNotes } from '../files-notes.ts';
import { noRecordInFiles } from '../files-report.ts';
import type { CommandOptions } from '../flags.ts';
import { awaitFiles, isPlannable } from '../followed-listing.ts';
import type { ArchiveOptions } from '../list-archive.ts';
import { foreignNotes } from '../open-input.ts';
import { planFiles } from '../plan-files.ts';
import type { PlannedInput, PlanOptions } from '../plan-input.ts';
import type { ListedInput } from '../resolve-input.ts';
import { type ExploredInput, SCREEN_OPENING } from './explored-input.ts';
import { FileNews } from './file-news.ts';
import { spoolArchive, spoolArchives } from './spool-archives.ts';

/** How many files are watched for changes, which this thread does while it draws. */
const MOST_WATCHED = 500;

/** Where several files come from. */
interface FilesOrigin extends Pick<FileState, 'notFollowable'> {
  readonly paths: readonly string[];
  readonly isPipe: boolean;
  /** Its holder is closed with the input. */
  readonly archives: ArchiveOptions;
}

/** Makes listed files one input that the explorer shows. Throws CommandError if there are none. */
export async function exploreFiles(
  listed: ListedInput,
  origin: FilesOrigin,
  options: CommandOptions,
): Promise<ExploredInput> {
  if (listed.files.length === 0 && !options.follow) throw noRecordInFiles(listed);
  const opening = fileOpening(options.container, SCREEN_OPENING.niceness);
  const spooled = await spoolArchives(listed.files, opening, options);
  return new ExploredFiles(listed, origin, options, opening, spooled);
}

class ExploredFiles implements ExploredInput {
  readonly state: FileState;
  readonly news = new FileNews();
  readonly modified = undefined;
  private readonly diskBytes: number;
  /** The files that were listed at first, and followed ones that joined them. */
  private readonly known: ListedFile[];
  /** The files to find a plan in: more have come where the first record was waited for. */
  private planned: readonly ListedFile[];
  private readonly spools: Map<number, SourceDescription>;
  private readonly input: FilesInput;
  private search: FilesInput['search'];
  private readonly reads: FileReads;
  private growing: GrowingFiles | undefined;
  private table = new FileTable();
  private isClosed = false;

  /** `spooled`: copies of large archives, by the number of the file. */
  constructor(
    private readonly listed: ListedInput,
    private readonly origin: FilesOrigin,
    private readonly options: CommandOptions,
    private readonly opening: FileOpening,
    private readonly spooled: Map<number, Source>,
  ) {
    const { name, files } = listed;
    const { paths, isPipe, notFollowable } = origin;
    this.diskBytes = sizeOfFiles(listed);
    this.known = [...files];
    this.planned = files;
    this.spools = new Map(Array.from(spooled, ([number, source]) => [number, source.describe()]));
    this.input = { name, files, paths, container: options.container, spools: this.spools };
    this.reads = new FileReads({ ...this.input, files: this.known }, opening);
    this.state = {
      name,
      sizeBytes: undefined,
      files: { count: files.length, diskBytes: this.diskBytes, paths },
      isPipe,
      isSample: false,
      changed: false,
      notFollowable,
    };
  }

  get description(): FilesInput {
    return { ...this.input, search: this.search };
  }

  shareRead(bytesRead: number): number | undefined {
    return this.diskBytes === 0 ? undefined : bytesRead / this.diskBytes;
  }

  notesAfter(foreign: ForeignCount | undefined): readonly string[] {
    const { table, listed, known } = this;
    const { container } = this.options;
    return [...listed.doubts, ...filesNotes(table, { files: known }, container), ...foreignNotes(foreign)];
  }

  async plan(planOptions: PlanOptions): Promise<PlannedInput> {
    const made = await planFiles({ ...this.listed, files: this.planned }, this.opening, planOptions);
    this.search = made.search;
    return made;
  }

  async readAt(into: Uint8Array, byteOffset: number): Promise<number> {
    const { growing, reads, table, input, opening } = this;
    const bytes =
      growing?.read(table, byteOffset, into.length, SPACE) ??
      (await reads.readOpening(table, byteOffset, into.length, (file) => openWhole(input, file, opening)));
    into.set(bytes);
    return bytes.length;
  }

  recordReader({ files }: Dataset): ReadRecord {
    return (byteOffset, byteLength) => (this.growing ?? this.reads).read(files, byteOffset, byteLength);
  }

  know({ files }: Dataset): void {
    this.table = files;
  }

  async awaitRecord(control: FollowControl): Promise<void> {
    const { listed, origin, opening } = this;
    if (listed.files.some((file) => isPlannable(file, opening))) return;
    const { paths, archives } = origin;
    const there = await awaitFiles({ paths, isOutput: () => false, archives }, opening, control);
    this.planned = there.files;
  }

  beginFollowing(): void {
    this.growing?.close();
    const { files } = this.listed;
    this.known.splice(files.length);
    const growing = new GrowingFiles(this.reads, this.opening);
    for (const [number, file] of files.entries()) growing.take(file, number);
    this.growing = growing;
  }

  endFollowing(): void {}

  onBegun(): void {}

  onListed(file: ListedFile, number: number): void {
    const isNew = this.known[number] === undefined;
    this.known[number] = file;
    this.growing?.take(file, number);
    if (isNew) void this.spool(file, number);
  }

  isInput(file: FileIdentity): boolean {
    return this.listed.files.some((one) => isSameFile(one, file));
  }

  /** Followed files are expected to change. */
  async change(): Promise<Change> {
    if (this.growing !== undefined) return 'none';
    return changedFiles(this.table, this.known, MOST_WATCHED).length > 0 ? 'other' : 'none';
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.growing?.close();
    this.reads.close();
    await Promise.all(Array.from(this.spooled.values(), (source) => source.close()));
    await this.origin.archives.holder.close();
  }

  /** Keeps a copy of a large archive that joins, so that it can be shown. */
  private async spool(file: ListedFile, number: number): Promise<void> {
    const source = await spoolArchive(file, this.opening, this.options);
    if (source === undefined) return;
    if (this.isClosed) return source.close();
    this.spooled.set(number, source);
    this.spools.set(number, source.describe());
  }
}
