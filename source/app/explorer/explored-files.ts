import { FileReads } from '../../engine/files/file-reads.ts';
import { type FilesInput, sizeOfFiles } from '../../engine/files/files-input.ts';
import { openWhole } from '../../engine/files/open-whole.ts';
import { GrowingFiles } from '../../engine/follow/growing-files.ts';
import type { FileState } from '../../explorer/model/model.ts';
import type { ListedFile } from '../../input/listed-file.ts';
import { isSameFile } from '../../input/source.ts';
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
  found: ListedInput,
  { paths, isPipe, archives, notFollowable }: FilesOrigin,
  options: CommandOptions,
): Promise<ExploredInput> {
  const { container } = options;
  const { name, files } = found;
  // Followed files that join later are added to these.
  const known = [...files];
  const listed = { ...found, files: known };
  const diskBytes = sizeOfFiles(found);
  if (files.length === 0 && !options.follow) throw noRecordInFiles(found);
  const opening = fileOpening(container, SCREEN_OPENING.niceness);
  const spooled = await spoolArchives(files, opening, options);
  const spools = new Map(Array.from(spooled, ([number, source]) => [number, source.describe()]));
  const description: FilesInput = { name, files, paths, container, spools };
  let { search } = description;
  /** Keeps a copy of a large archive that joins, so that it can be shown. */
  const spoolNew = async (file: ListedFile, number: number): Promise<void> => {
    const source = await spoolArchive(file, opening, options);
    if (source === undefined) return;
    if (isClosed) return source.close();
    spooled.set(number, source);
    spools.set(number, source.describe());
  };
  const reads = new FileReads({ ...description, files: known }, opening);
  /** The files to find a plan in: more have come where the first record was waited for. */
  let planned: readonly ListedFile[] = files;
  let isClosed = false;
  let growing: GrowingFiles | undefined;
  let table = new FileTable();
  return {
    state: {
      name,
      sizeBytes: undefined,
      files: { count: files.length, diskBytes, paths },
      isPipe,
      isSample: false,
      changed: false,
      notFollowable,
    },
    get description() {
      return { ...description, search };
    },
    news: new FileNews(),
    modified: undefined,
    shareRead: (bytesRead) => (diskBytes === 0 ? undefined : bytesRead / diskBytes),
    notesAfter: (foreign) => [
      ...found.doubts,
      ...filesNotes(table, listed, container),
      ...foreignNotes(foreign, container),
    ],
    async plan(planOptions) {
      const made = await planFiles({ ...found, files: planned }, opening, planOptions);
      search = made.search;
      return made;
    },
    async readAt(into, byteOffset) {
      const bytes =
        growing?.read(table, byteOffset, into.length, SPACE) ??
        (await reads.readOpening(table, byteOffset, into.length, (file) =>
          openWhole(description, file, opening),
        ));
      into.set(bytes);
      return bytes.length;
    },
    recordReader: (dataset) => (byteOffset, byteLength) =>
      (growing ?? reads).read(dataset.files, byteOffset, byteLength),
    know(dataset) {
      table = dataset.files;
    },
    async awaitRecord(control) {
      if (files.some((file) => isPlannable(file, opening))) return;
      const paths = { paths: description.paths ?? [], isOutput: () => false, archives };
      planned = (await awaitFiles(paths, opening, control)).files;
    },
    beginFollowing() {
      growing?.close();
      known.splice(files.length);
      const follows = new GrowingFiles(reads, opening);
      for (const [number, file] of files.entries()) follows.take(file, number);
      growing = follows;
    },
    endFollowing: () => undefined,
    begun: () => undefined,
    listed(file, number) {
      const isNew = known[number] === undefined;
      known[number] = file;
      growing?.take(file, number);
      if (isNew) void spoolNew(file, number);
    },
    isInput: (file) => files.some((one) => isSameFile(one, file)),
    // Followed files are expected to change.
    change: async () =>
      growing === undefined && changedFiles(table, known, MOST_WATCHED).length > 0 ? 'other' : 'none',
    async close() {
      isClosed = true;
      growing?.close();
      reads.close();
      await Promise.all(Array.from(spooled.values(), (source) => source.close()));
      await archives.holder.close();
    },
  };
}
