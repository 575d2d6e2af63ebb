import { stat } from 'node:fs/promises';
import { clipName } from '../format/clip-text.ts';
import { safeText } from '../format/safe-text.ts';
import type { ArchiveMember, MemberList, WantedBytes } from '../input/archives/archive-member.ts';
import { fileFactsOf } from '../input/file-change.ts';
import type { ArchiveHolder } from '../input/held-archive.ts';
import { InOrder } from '../input/in-order.ts';
import type { ListedFile } from '../input/listed-file.ts';
import { helpWith } from '../input/look/kinds.ts';
import { documentOf } from '../input/look/zip-documents.ts';
import { comparePaths } from '../input/natural-order.ts';
import { openFile } from '../input/open-source.ts';
import type { FileFacts, Source } from '../input/source.ts';
import { readStoreNow, type Store, type Stretch } from '../input/stretch.ts';
import type { ContainerChoice } from './containers.ts';
import { CommandError, EXIT_FAILED } from './errors.ts';
import { unreadable } from './no-text.ts';
import { type FoundArchive, openTextOrArchive } from './open-input.ts';

/** How much is held in memory of archives that can only be read in order; of a file, the rest is decompressed again. */
export const MOST_HELD_BYTES = 256 * 1024 * 1024;

/** How archives that can only be read in order are read. */
export interface ArchiveOptions {
  readonly choice: ContainerChoice;
  readonly holder: ArchiveHolder;
  /** The niceness of the threads that decompress. */
  readonly niceness: number;
}

/** What an archive holds. */
export interface ListedArchive {
  /** Its members in natural order of name; last the archive itself, with its fault, if it could not be read to its end. */
  readonly files: readonly ListedFile[];
  /** How many members were left out: hidden ones; links and devices; further names of a member. */
  readonly hidden: number;
  readonly notRegular: number;
  readonly repeated: number;
  /** What makes doubtful that these are all of its members, in sentences with the archive's name. */
  readonly doubts: readonly string[];
}

/** An archive whose members are known. */
interface ReadArchive extends MemberList {
  readonly store: Store;
  readonly startOffset: number;
  readonly sizeBytes: number;
  /** What ended the reading of the archive early. */
  readonly error: unknown;
}

/**
 * Lists the members of an archive as files. `path`: where it can be opened again; undefined if it came through a pipe.
 * Throws CommandError for a zip archive that is a document, and for one that cannot be held.
 */
export async function listArchive(
  found: FoundArchive,
  path: string | undefined,
  archives: ArchiveOptions,
): Promise<ListedArchive> {
  const { source, archive: kind } = found;
  const archive = await factsOfArchive(source, path);
  const read = await readArchive(found, path, archives);
  const document = kind === 'zip' ? documentOf(read.members.map(({ name }) => name)) : undefined;
  if (document !== undefined)
    throw unreadable(source, { kind: 'unreadable', ...document }, found.isCompressed);
  const files: ListedFile[] = [];
  let [hidden, notRegular, repeated] = [0, 0, 0];
  for (const member of read.members) {
    if (member.kind === 'folder') continue;
    if (isHidden(member.name)) hidden++;
    else if (member.kind === 'link') repeated++;
    else if (member.kind === 'other') notRegular++;
    else files.push(fileOf(source.name, member, read, archive, path));
  }
  // The order of files in a folder. Members that are decompressed again as they are read keep the order of the archive.
  if (read.store.kind !== 'compressed') files.sort((a, b) => comparePaths(a.path, b.path));
  const fault = faultOf(read);
  if (fault !== undefined) files.push({ ...archive, path: source.name, isNamed: true, sizeBytes: 0, fault });
  const doubts = read.doubt === undefined ? [] : [`${clipName(source.name)}: ${read.doubt}`];
  return { files, hidden, notRegular, repeated, doubts };
}

async function factsOfArchive(source: Source, path: string | undefined): Promise<FileFacts> {
  if (path !== undefined) return fileFactsOf(await stat(path), path);
  return { ...source.identity, path: undefined, sizeBytes: 0, modifiedMilliseconds: 0, sampled: undefined };
}

/** Returns why the archive was not read to its end. An error of its bytes says more than that the archive is cut off. */
function faultOf({ error, failure }: ReadArchive): ListedFile['fault'] {
  if (error !== undefined) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { code, message };
  }
  return failure === undefined ? undefined : { code: undefined, message: failure };
}

function fileOf(
  archiveName: string,
  member: ArchiveMember,
  { store, startOffset, sizeBytes }: ReadArchive,
  archive: FileFacts,
  path: string | undefined,
): ListedFile {
  const byteLength = Math.max(0, Math.min(member.byteLength, sizeBytes - member.byteOffset));
  const byteOffset = startOffset + member.byteOffset;
  const { device, inode } = archive;
  const modifiedMilliseconds = member.modifiedMilliseconds ?? archive.modifiedMilliseconds;
  const { compression } = member;
  const isCutOff = member.isCutOff || byteLength < member.byteLength;
  const frame = frameOf(member);
  const crc32 = frame === undefined && !isCutOff ? member.text?.crc32 : undefined;
  const message = member.fault === undefined ? undefined : helpWith({ what: '', help: member.fault }, path);
  return {
    device,
    inode,
    modifiedMilliseconds,
    sizeBytes: byteLength,
    isNamed: false,
    sampled: undefined,
    // tar writes ./ or / before the names of members of the current folder, or of the whole disk.
    path: `${archiveName}/${member.name.replace(/^(?:\.?\/)+/, '')}`,
    member: {
      stretch: {
        store,
        byteOffset,
        byteLength,
        compression,
        frame,
        crc32,
        isCutOff,
        modifiedMilliseconds: modifiedMilliseconds || undefined,
      },
      archive,
    },
    fault: message === undefined ? undefined : { code: undefined, message },
  };
}

/** As among files, all that is in a folder with a hidden name is hidden. */
function isHidden(name: string): boolean {
  return name.split('/').some((part) => part.startsWith('.') && part !== '.' && part !== '..');
}

/** A header of gzip without a name and a time (RFC 1952). */
const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);

/** Returns what makes a gzip file of a deflated member, so that it is read and checked like any: a header and a trailer. */
function frameOf({ compression, text, isCutOff }: ArchiveMember): Stretch['frame'] {
  if (compression !== 'gzip' || text === undefined) return undefined;
  const behind = new DataView(new ArrayBuffer(isCutOff ? 0 : 8));
  if (!isCutOff) {
    behind.setUint32(0, text.crc32, true);
    behind.setUint32(4, text.byteLength % 2 ** 32, true);
  }
  return { before: GZIP_HEADER, behind: new Uint8Array(behind.buffer) };
}

async function readArchive(
  found: FoundArchive,
  path: string | undefined,
  archives: ArchiveOptions,
): Promise<ReadArchive> {
  // Loaded here: few inputs are archives.
  const { listMembers } = await import('../input/archives/list-members.ts');
  const { source, archive: kind, isCompressed } = found;
  if (!isCompressed && source.sizeBytes !== undefined) {
    const { descriptor, startOffset } = source.describe();
    const { sizeBytes } = source;
    const open: Store = { kind: 'descriptor', descriptor };
    const read = ({ byteOffset, byteLength }: WantedBytes): Uint8Array => {
      const into = new Uint8Array(Math.max(0, Math.min(byteLength, sizeBytes - byteOffset)));
      return into.subarray(0, readStoreNow(open, into, startOffset + byteOffset));
    };
    const store: Store = path === undefined ? open : { kind: 'file', path };
    return { ...listMembers(kind, { sizeBytes, read }), store, startOffset, sizeBytes, error: undefined };
  }
  const held = await archives.holder.hold(source);
  if (held !== undefined) {
    const { store, startOffset, sizeBytes, failure } = held;
    return { ...listMembers(kind, held), store, startOffset, sizeBytes, error: failure };
  }
  await source.close();
  if (kind === 'zip' || path === undefined) {
    throw new CommandError(
      `cannot read ${safeText(clipName(source.name))}: it is a ${kind} archive that is too large to be held; write it to a file first, decompressed`,
      EXIT_FAILED,
    );
  }
  return listInOrder(path, archives);
}

/** Lists a compressed tar archive that cannot be held: its members are decompressed again when they are read. */
async function listInOrder(path: string, { choice, niceness }: ArchiveOptions): Promise<ReadArchive> {
  const { listTarInOrder } = await import('../input/archives/list-members.ts');
  const { source } = await openTextOrArchive(await openFile(path), choice, { niceness });
  const archive = new InOrder(source);
  let error: unknown;
  const read = async ({ byteOffset, byteLength }: WantedBytes): Promise<Uint8Array> => {
    const into = new Uint8Array(byteLength);
    let length = 0;
    try {
      let more = (await archive.passTo(byteOffset)) ? 1 : 0;
      while (length < into.length && more > 0) {
        more = await archive.read(into.subarray(length));
        length += more;
      }
    } catch (thrown) {
      error = thrown;
    }
    return into.subarray(0, length);
  };
  try {
    const list = await listTarInOrder(read);
    return { ...list, store: { kind: 'compressed', path }, startOffset: 0, sizeBytes: archive.at, error };
  } finally {
    await source.close();
  }
}
