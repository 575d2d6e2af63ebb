import { fileURLToPath } from 'node:url';
import { FileReads } from '../../engine/files/file-reads.ts';
import type { FilesInput, InputDescription } from '../../engine/files/files-input.ts';
import { sizeOfFiles } from '../../engine/files/files-input.ts';
import { openWhole } from '../../engine/files/open-whole.ts';
import type { FollowControl } from '../../engine/follow/follow-control.ts';
import { GrowingFiles } from '../../engine/follow/growing-files.ts';
import type { FileState } from '../../explorer/model/model.ts';
import { FileHolder } from '../../input/archive-file.ts';
import { readRecordNow } from '../../input/described-source.ts';
import type { Begun } from '../../input/follow/followed-input.ts';
import type { ListedFile } from '../../input/listed-file.ts';
import type { ForeignCount } from '../../input/look/foreign-records.ts';
import { openFile, openStdin } from '../../input/open-source.ts';
import type { Change, FileIdentity } from '../../input/source.ts';
import { seekable } from '../../input/spooled-source.ts';
import type { ReadRecord } from '../../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { FileTable } from '../../pipeline/store/file-table.ts';
import { SPACE } from '../../pipeline/text/bytes.ts';
import { changedFiles } from '../changed-files.ts';
import { withErrorContext } from '../errors.ts';
import { fileOpening } from '../file-opening.ts';
import { filesNotes } from '../files-notes.ts';
import { noRecordInFiles } from '../files-report.ts';
import type { CommandOptions } from '../flags.ts';
import { awaitRecord, whyNotFollowable } from '../follow-input.ts';
import { listArchive } from '../list-archive.ts';
import { onlyMember, withMembers } from '../list-archives.ts';
import { foreignNotes, type OpenedText, openText, openTextOrArchive } from '../open-input.ts';
import { planFiles } from '../plan-files.ts';
import { modifiedText, type PlannedInput, type PlanOptions, planInput } from '../plan-input.ts';
import { type ListedInput, listInput, type Target } from '../resolve-input.ts';
import { FileNews } from './file-news.ts';
import { FollowedAgain } from './followed-again.ts';
import { spoolArchives } from './spool-archives.ts';

const SAMPLE = new URL('./sample.json', import.meta.url);

/** The screen is not held up for longer by a pipe that nothing comes through; the drawing thread runs before all others. */
const HASTE = { patience: 500, niceness: 15 };

/** Of more files than these it is not noticed that they change: this thread draws. */
const MOST_WATCHED = 500;

/** An input that the explorer shows: a file, a pipe, or several files. */
export interface ExploredInput {
  readonly state: FileState;
  /** What another thread needs to read it. */
  readonly description: InputDescription;
  readonly news: FileNews;
  /** When it was last changed, in ISO 8601 to the second; undefined for a pipe and for several files. */
  readonly modified: string | undefined;
  /** Returns how much of it was read with so many bytes, from 0 to 1; undefined where that is not known. */
  shareRead(bytesRead: number): number | undefined;
  /** What a user should know about it when it was read. `foreign`: the records that hold what is not UTF-8. */
  notesAfter(foreign: ForeignCount | undefined): readonly string[];
  /** Finds what it is read as. */
  plan(options: PlanOptions): Promise<PlannedInput>;
  /** Reads bytes of it, from `byteOffset` on as far as there are any; returns how many. */
  readAt(into: Uint8Array, byteOffset: number): Promise<number>;
  /** Does the same for Original: bytes that are not there any more, before others that are, are blanks. */
  readShown?(into: Uint8Array, byteOffset: number): Promise<number>;
  /** Returns what reads records of a dataset again, blocking the thread. */
  recordReader(dataset: Dataset): ReadRecord;
  /** Takes what is known of it by now: where each of several files begins. */
  know(dataset: Dataset): void;
  /** Waits until a file has a record to plan by, or `control` ends that. */
  awaitRecord(control: FollowControl): Promise<void>;
  /** It is read from its beginning as it grows. */
  beginFollowing(): void;
  /** What is there of it by now is all of it. */
  endFollowing(): void;
  /** Of a file that is followed another is read from its beginning. */
  begun(begun: Begun): void;
  /** Of several files that are followed one is new, or was renamed. */
  listed(file: ListedFile, number: number): void;
  isInput(file: FileIdentity): boolean;
  change(): Promise<Change>;
  close(): Promise<void>;
}

/** Opens an input. Throws CommandError, one line that says what could not be read. */
export async function openInput(target: Target, options: CommandOptions): Promise<ExploredInput> {
  return typeof target === 'object' && 'paths' in target
    ? openFiles(target.paths, options)
    : openSingle(target, options);
}

async function openSingle(
  target: Exclude<Target, { readonly paths: readonly string[] }>,
  options: CommandOptions,
): Promise<ExploredInput> {
  const { container } = options;
  const path = target === 'sample' ? fileURLToPath(SAMPLE) : target === 'stdin' ? undefined : target.path;
  const input = await withErrorContext('cannot read', path ?? 'stdin', () =>
    path === undefined ? openStdin() : openFile(path),
  );
  const opened = await openTextOrArchive(input, container, HASTE);
  const facts = {
    isPipe: target === 'stdin' || input.sizeBytes === undefined,
    isSample: target === 'sample',
  };
  if (!('archive' in opened)) {
    const notFollowable = whyNotFollowable(input, opened.source);
    return exploreText(
      opened,
      { ...facts, notFollowable, ...(facts.isSample && { name: 'sample.json' }) },
      options,
    );
  }
  const holder = new FileHolder(options.maxSpoolBytes);
  const reading = { choice: container, holder, niceness: HASTE.niceness };
  const listed = { ...(await listArchive(opened, path, reading)), name: input.name, outputs: 0 };
  // The members are opened anew, or were copied.
  await opened.source.close();
  const member = onlyMember(listed);
  if (member === undefined) {
    return exploreFiles(
      listed,
      { paths: [path ?? '-'], isPipe: facts.isPipe, holder, notFollowable: IN_AN_ARCHIVE },
      options,
    );
  }
  // One member is read as simply as a file.
  const text = await openText(await member.open(container, HASTE.niceness), container, HASTE);
  const explored = await exploreText(
    text,
    { ...facts, openedAs: path ?? '-', notFollowable: IN_AN_ARCHIVE },
    options,
  );
  return {
    ...explored,
    async close() {
      await explored.close();
      await holder.close();
    },
  };
}

const IN_AN_ARCHIVE = 'it is in an archive, to which nothing is appended';

/** What is shown of a single file besides what its bytes say. */
type SingleFacts = Pick<FileState, 'isPipe' | 'isSample' | 'openedAs' | 'notFollowable'> & {
  readonly name?: string;
};

async function exploreText(
  text: OpenedText,
  { name, ...facts }: SingleFacts,
  { maxSpoolBytes }: CommandOptions,
): Promise<ExploredInput> {
  const news = new FileNews();
  news.add({ kind: 'noted', notes: [...text.notes, ...text.headNotes()] });
  const source = await withErrorContext('cannot read', text.source.name, () =>
    seekable(text.source, {
      maxSpoolBytes,
      onFull: (keptBytes) => news.add({ kind: 'spoolFull', keptBytes }),
    }),
  );
  const description = source.describe();
  let followed: FollowedAgain | undefined;
  return {
    state: {
      name: name ?? source.name,
      sizeBytes: source.sizeBytes,
      ...facts,
      changed: false,
    },
    description,
    news,
    modified: modifiedText(source),
    shareRead: (bytesRead) => source.shareRead?.(bytesRead),
    notesAfter: (foreign) => [...text.notes, ...text.notesAfter(foreign)],
    plan: (options) => planInput(source, options, text.container),
    readShown: async (into, byteOffset) =>
      followed?.readAt(into, byteOffset, SPACE) ?? source.readAt(into, byteOffset),
    readAt: async (into, byteOffset) => followed?.readAt(into, byteOffset) ?? source.readAt(into, byteOffset),
    recordReader:
      ({ files }) =>
      (byteOffset, byteLength) =>
        followed?.reads.read(files, byteOffset, byteLength) ??
        readRecordNow(description, byteOffset, byteLength),
    know(dataset) {
      followed?.know(dataset);
    },
    awaitRecord: (control) => awaitRecord(source, control),
    beginFollowing() {
      followed?.close();
      if (description.spool === undefined) followed = new FollowedAgain(description);
    },
    endFollowing: () => followed?.settle(),
    begun: (begun) => followed?.begun(begun),
    listed: () => undefined,
    isInput: ({ device, inode }) => device === source.identity.device && inode === source.identity.inode,
    change: async () => followed?.change() ?? source.change(),
    async close() {
      followed?.close();
      await source.close();
    },
  };
}

async function openFiles(paths: readonly string[], options: CommandOptions): Promise<ExploredInput> {
  const holder = new FileHolder(options.maxSpoolBytes);
  const reading = { choice: options.container, holder, niceness: HASTE.niceness };
  const listed = await withMembers(listInput(paths), reading);
  return exploreFiles(listed, { paths, isPipe: false, holder }, options);
}

/** Where several files come from. */
interface FilesOrigin extends Pick<FileState, 'notFollowable'> {
  readonly paths: readonly string[];
  readonly isPipe: boolean;
  /** Closed with the input. */
  readonly holder: FileHolder;
}

async function exploreFiles(
  found: ListedInput,
  { paths, isPipe, holder, notFollowable }: FilesOrigin,
  options: CommandOptions,
): Promise<ExploredInput> {
  const { container } = options;
  const { name, files } = found;
  // Those that join the first are added when they are followed.
  const known = [...files];
  const listed = { ...found, files: known };
  const diskBytes = sizeOfFiles(found);
  if (files.length === 0) throw noRecordInFiles(found);
  const opening = fileOpening(container, HASTE.niceness);
  const spooled = await spoolArchives(files, opening, options);
  const spools = new Map(Array.from(spooled, ([number, source]) => [number, source.describe()]));
  const description: FilesInput = { name, files, paths, container, spools };
  let { search } = description;
  const reads = new FileReads({ ...description, files: known }, opening);
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
    notesAfter: (foreign) => [...filesNotes(table, listed, container), ...foreignNotes(foreign, container)],
    async plan(planOptions) {
      const planned = await planFiles({ ...found, files: [...files] }, opening, planOptions);
      search = planned.search;
      return planned;
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
    awaitRecord: async () => undefined,
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
      known[number] = file;
      growing?.take(file, number);
    },
    isInput: ({ device, inode }) => files.some((file) => file.device === device && file.inode === inode),
    // What was followed was meant to change.
    change: async () =>
      growing === undefined && changedFiles(table, files, MOST_WATCHED).length > 0 ? 'other' : 'none',
    async close() {
      growing?.close();
      reads.close();
      await Promise.all(Array.from(spooled.values(), (source) => source.close()));
      await holder.close();
    },
  };
}
