import { sizeOfFiles } from '../engine/files/files-input.ts';
import type { Following } from '../engine/follow/follow-control.ts';
import { weightOf } from '../engine/pool/pool-options.ts';
import { PoolStart } from '../engine/pool/pool-start.ts';
import {
  type FinishedRun,
  type RunListener,
  run,
  runFiles,
  runFollowed,
  runFollowedFiles,
} from '../engine/run.ts';
import { FollowedFile } from '../input/follow/followed-file.ts';
import { FollowedPipe } from '../input/follow/followed-pipe.ts';
import { MemoryHolder } from '../input/held-archive.ts';
import type { ListedFile } from '../input/listed-file.ts';
import { openFile, openStdin } from '../input/open-source.ts';
import { type FileIdentity, isSameFile, type Source } from '../input/source.ts';
import { CSV_ENCODER } from '../output/tables/csv-encoder.ts';
import { hasOnlyStrayBytes } from '../pipeline/plan/sample.ts';
import { isComplete } from '../pipeline/result/dataset.ts';
import type { Result } from '../pipeline/result/result.ts';
import type { RunSettings } from '../pipeline/settings.ts';
import { changedFilesInTurns } from './changed-files.ts';
import type { ChangedFile } from './changed-input.ts';
import { type CommandError, readError, usageError, withErrorContext } from './errors.ts';
import { fileOpening } from './file-opening.ts';
import { filesNotes } from './files-notes.ts';
import { filesError, noRecordInFiles, ownPlanWarning } from './files-report.ts';
import type { CommandOptions } from './flags.ts';
import { awaitRecord, checkFollowable, refuseArchive, whyNotFollowable } from './follow-input.ts';
import { awaitFiles, type FollowedPaths, followedFiles } from './followed-listing.ts';
import { type ArchiveOptions, listArchive } from './list-archive.ts';
import { onlyMember, withMembers } from './list-archives.ts';
import { foreignNotes, type OpenedText, openText, openTextOrArchive } from './open-input.ts';
import { planFiles } from './plan-files.ts';
import { modifiedText, type PlannedInput, planInput } from './plan-input.ts';
import { type ListedInput, listInput, resolveInput } from './resolve-input.ts';

/** Built beside the bundled command. */
const POOL_WORKER = new URL('./pool-worker.cjs', import.meta.url);
const FILES_POOL_WORKER = new URL('./files-pool-worker.cjs', import.meta.url);

/** How much is held in memory of archives that can only be read in order; of a file, the rest is decompressed again. */
const MOST_HELD_BYTES = 256 * 1024 * 1024;
/** The same of a pipe, which comes only once. */
const MOST_PIPE_BYTES = 1024 * 1024 * 1024;

/** An input that was found, and not looked at yet: its outputs are opened first. */
export interface FoundInput {
  /** Whether a file is the input, or one of its files that was named. */
  isInput(file: FileIdentity): boolean;
  /** Decides what its bytes are. Throws CommandError for what holds no text. */
  open(): Promise<BatchInput>;
  close(): Promise<void>;
}

/** An input of the command without a screen: a file, a pipe, or several files. */
export interface BatchInput {
  readonly name: string;
  /** When it was last changed, in ISO 8601 to the second; undefined for a pipe and for several files. */
  readonly modified: string | undefined;
  /** The list of several files. */
  readonly listed: ListedInput | undefined;
  /** What a user should know about it, one sentence each. */
  readonly notes: readonly string[];
  /** The same, once it has been read. `foreign`: the records that hold bytes which are not UTF-8. */
  notesAfter(foreign: FinishedRun['foreign']): readonly string[];
  /** Returns the share of it that `bytesRead` bytes are, from 0 to 1; undefined where that is not known. */
  shareRead(bytesRead: number): number | undefined;
  /** Starts what reads it, while its plan is made. */
  prepare(): void;
  plan(): Promise<PlannedInput>;
  read(planned: PlannedInput, settings: RunSettings, listener: RunListener): Promise<FinishedRun>;
  /** Returns the files that changed while they were read. */
  changes(result: Result): Promise<readonly ChangedFile[]>;
  /** Returns the error of an input that could not be read to its end; undefined for one that could. */
  failureOf(result: Result): CommandError | undefined;
  /** Returns the error for it where it holds something and no record; undefined if it is only empty. */
  noRecordError(result: Pick<Result, 'strayBytes' | 'fileTally'>): CommandError | undefined;
  /** Throws, for a plan without any record in it, what reading the input would. */
  checkRecordless(planned: PlannedInput): Promise<void>;
  /** What a user should know about an input that was read. */
  warnings(result: Result): readonly string[];
}

/**
 * Finds the input that the arguments name. `outputs`: the files that this run replaces. `following`: how it is followed,
 * if it is.
 */
export async function findInput(
  options: CommandOptions,
  outputs: readonly FileIdentity[],
  following: Following | undefined,
): Promise<FoundInput> {
  const target = await resolveInput(options.inputs);
  // The sample is only for the screen.
  if (target === 'sample') throw usageError('nothing to read: name a FILE, or pipe one in');
  if (target !== 'stdin' && 'paths' in target) {
    return severalFiles(target.paths, options, outputs, following);
  }
  return singleInput(target, options, following);
}

async function singleInput(
  target: 'stdin' | { readonly path: string },
  options: CommandOptions,
  following: Following | undefined,
): Promise<FoundInput> {
  const name = target === 'stdin' ? 'stdin' : target.path;
  const input = await withErrorContext('cannot read', name, () =>
    target === 'stdin' ? openStdin() : openFile(target.path),
  );
  return {
    isInput: (file) => isSameFile(file, input.identity),
    close: () => input.close(),
    async open() {
      const opened = await openTextOrArchive(input, options.container);
      if (!('archive' in opened)) return textInput(input, opened, options, following);
      if (following !== undefined) refuseArchive(input);
      const path = target === 'stdin' ? undefined : target.path;
      const archives = archiveOptions(options, path === undefined);
      const listed = { ...(await listArchive(opened, path, archives)), name: input.name, outputs: 0 };
      const member = onlyMember(listed);
      if (member === undefined) return filesInput(listed, options, poolOf(options, FILES_POOL_WORKER));
      // One member is read as simply as a file.
      const text = await openText(await member.open(options.container, 0), options.container);
      const notes = [...listed.doubts, ...text.notes];
      return textInput(input, { ...text, notes }, options, undefined);
    },
  };
}

/** How archives that can only be read in order are read. More of a pipe is held, since its bytes come only once. */
function archiveOptions({ container }: CommandOptions, isPipe: boolean): ArchiveOptions {
  const holder = new MemoryHolder(isPipe ? MOST_PIPE_BYTES : MOST_HELD_BYTES);
  return { choice: container, holder, niceness: 0 };
}

/** `input`: what the text was made of. */
function textInput(
  input: Source,
  { source, container, notes, notesAfter, noRecordError }: OpenedText,
  options: CommandOptions,
  following: Following | undefined,
): BatchInput {
  const pool = poolOf(options, POOL_WORKER);
  return {
    name: source.name,
    modified: modifiedText(source),
    listed: undefined,
    notes,
    notesAfter: (foreign) => named(source.name, notesAfter(foreign)),
    shareRead: (bytesRead) => source.shareRead?.(bytesRead),
    prepare: () => {
      if (following === undefined) pool.start(source.sizeBytes);
    },
    async plan() {
      if (following !== undefined) {
        checkFollowable(input.name, whyNotFollowable(input, source));
        await awaitRecord(source, following.control);
      }
      return planInput(source, options, container);
    },
    read: ({ source }, settings, listener) => {
      if (following !== undefined) return readFollowed(source, settings, following, listener);
      return withErrorContext('cannot read', source.name, () =>
        run(source, settings, pool.choice, CSV_ENCODER, listener),
      );
    },
    async changes({ state }) {
      // What is followed is meant to change.
      if (following !== undefined) return [];
      const change = await source.change();
      // A file that became shorter before it was read to its end is a failure, and one that lies elsewhere was read.
      const isReported =
        change === 'longer' || change === 'other' || (change === 'shorter' && isComplete(state));
      return isReported ? [{ path: source.name, change }] : [];
    },
    failureOf: ({ state, totals }) =>
      state.kind === 'failed' ? readError(state.failure, source.name, totals.totalEvents) : undefined,
    noRecordError: ({ strayBytes }) => (strayBytes > 0 ? noRecordError() : undefined),
    async checkRecordless({ head, source, plan }) {
      await withErrorContext('cannot read', source.name, () => source.read(new Uint8Array(1)));
      if (plan.table === undefined && hasOnlyStrayBytes(head)) throw noRecordError();
    },
    warnings: () => [],
  };
}

function readFollowed(
  source: Source,
  settings: RunSettings,
  following: Following,
  listener: RunListener,
): Promise<FinishedRun> {
  const input =
    source.sizeBytes === undefined ? new FollowedPipe(source) : new FollowedFile(source.describe());
  return runFollowed(input, following, settings, CSV_ENCODER, listener);
}

function severalFiles(
  paths: readonly string[],
  options: CommandOptions,
  outputs: readonly FileIdentity[],
  following: Following | undefined,
): FoundInput {
  const isOutput = (file: FileIdentity): boolean => outputs.some((output) => isSameFile(file, output));
  const pool = poolOf(options, FILES_POOL_WORKER);
  // The threads start while the list is made, not only when the outputs are open: that takes 30 ms of ten thousand files.
  const onFile = options.plan || following !== undefined ? undefined : (file: ListedFile) => pool.add(file);
  const listed = listInput(paths, isOutput, onFile);
  const namedFiles = listed.files.filter(({ isNamed }) => isNamed);
  const archives = archiveOptions(options, false);
  return {
    isInput: (file) => namedFiles.some((one) => isSameFile(file, one)),
    close: async () => undefined,
    async open() {
      if (following === undefined) return filesInput(await withMembers(listed, archives), options, pool);
      const followed = { paths, isOutput, archives };
      const there = await awaitFiles(followed, fileOpening(options.container), following.control);
      return followedInput(there, options, followed, following);
    },
  };
}

/** `pool`: its threads may have been started already. */
function filesInput(listed: ListedInput, options: CommandOptions, pool: PoolStart): BatchInput {
  const opening = fileOpening(options.container);
  const { name, files } = listed;
  const { compression, format } = options.container;
  const isFormatNamed = compression !== undefined || format !== undefined;
  const sizeBytes = sizeOfFiles(listed);
  let changes: Promise<readonly ChangedFile[]> | undefined;
  return {
    name,
    modified: undefined,
    listed,
    notes: listed.doubts,
    notesAfter: (foreign) => named(name, foreignNotes(foreign, options.container)),
    shareRead: (bytesRead) => (sizeBytes === 0 ? undefined : bytesRead / sizeBytes),
    prepare: () => pool.start(weightOf(files)),
    plan: () => planFiles(listed, opening, options),
    read: ({ search }, settings, listener) => {
      const input = { name, files, container: options.container, search };
      return withErrorContext('cannot read', name, () =>
        runFiles(input, opening, settings, pool.choice, CSV_ENCODER, {
          ...listener,
          onAllRead: (store, table) => {
            listener.onAllRead?.(store, table);
            // While other threads group the events.
            changes = changedFilesInTurns(table, files);
          },
        }),
      );
    },
    changes: async () => (await changes) ?? [],
    failureOf: (result) => filesError(result, listed),
    noRecordError: ({ fileTally: { ownTables } }) => noRecordInFiles(listed, { ownTables, isFormatNamed }),
    async checkRecordless() {
      const error = noRecordInFiles(listed, { isFormatNamed });
      if (error !== undefined) throw error;
    },
    warnings: (result) => [...ownPlanWarning(result), ...filesNotes(result.files, listed, options.container)],
  };
}

/** Several files that are followed: those that join them are added to the list. */
function followedInput(
  listed: ListedInput,
  options: CommandOptions,
  followed: FollowedPaths,
  following: Following,
): BatchInput {
  const files = [...listed.files];
  const growing = { ...listed, files };
  const opening = fileOpening(options.container);
  return {
    ...filesInput(growing, options, poolOf(options, FILES_POOL_WORKER)),
    prepare: () => undefined,
    shareRead: () => undefined,
    read: ({ search }, settings, listener) => {
      const input = { name: listed.name, files, container: options.container, search };
      const reading = followedFiles(input, files, opening, followed);
      return runFollowedFiles(reading, following, settings, CSV_ENCODER, listener);
    },
    // What is followed is meant to change.
    changes: async () => [],
  };
}

function poolOf({ workers, maxMemoryBytes }: CommandOptions, workerUrl: URL): PoolStart {
  return new PoolStart({ workers, maxMemoryBytes, workerUrl: workerUrl.href });
}

/** Puts the name of an input before notes about it. */
function named(name: string, notes: readonly string[]): readonly string[] {
  return notes.map((note) => `${name}: ${note}`);
}
