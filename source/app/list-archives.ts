import { NO_TEXT } from '../engine/files/files-input.ts';
import type { ListedFile } from '../input/listed-file.ts';
import { archiveOf, compressionOf } from '../input/look/look.ts';
import { beginsAsTar } from '../input/look/tar-header.ts';
import { openFile } from '../input/open-source.ts';
import { headNow } from '../input/read-descriptor.ts';
import type { Source } from '../input/source.ts';
import { lazyZlib } from '../output/sinks/lazy-zlib.ts';
import type { ContainerChoice } from './containers.ts';
import { type ArchiveOptions, type ListedArchive, listArchive } from './list-archive.ts';
import { NoTextError } from './no-text.ts';
import { openTextOrArchive } from './open-input.ts';
import { MemberOpener } from './open-member.ts';
import type { ListedInput } from './resolve-input.ts';

/** Names of files that cannot be archives. They are not looked at: for ten thousand that would take long. */
const TEXT_NAME = /\.(?:json|jsonl|ndjson|log|txt|csv|tsv|parquet)(?:\.(?:gz|zst|bz2|xz|br))?$/i;
/** Names of compressed tar archives. */
const TAR_NAME = /\.(?:tar\.\w+|tgz|tzst|tbz2?|txz)$/i;
/** How many first bytes show whether a file is an archive, decompressed where it is compressed. */
const LOOKED_AT_BYTES = 1024;

/** Returns a list of files with the members of archives in their place. */
export async function withMembers(listed: ListedInput, archives: ArchiveOptions): Promise<ListedInput> {
  if (!listed.files.some(mayBeArchive)) return listed;
  const files: ListedFile[] = [];
  let { hidden, notRegular, repeated } = listed;
  const doubts: string[] = [];
  for (const file of listed.files) {
    const archive = mayBeArchive(file) ? await membersOf(file, archives) : undefined;
    files.push(...(archive?.files ?? [file]));
    hidden += archive?.hidden ?? 0;
    notRegular += archive?.notRegular ?? 0;
    repeated += archive?.repeated ?? 0;
    doubts.push(...(archive?.doubts ?? []));
  }
  return { ...listed, files, hidden, notRegular, repeated, doubts };
}

/** A member that is the only file in an archive, and can be read. */
export interface OnlyMember {
  open(choice: ContainerChoice, niceness: number): Promise<Source>;
}

/** Returns the only member of an archive; undefined if there are others, or it cannot be read. */
export function onlyMember({ files: [first, ...others] }: ListedArchive): OnlyMember | undefined {
  if (first === undefined || others.length > 0 || first.fault !== undefined) return undefined;
  const { path, member } = first;
  return member && { open: (choice, niceness) => new MemberOpener(choice, niceness).open(path, member) };
}

/** Returns what is in a file if it is an archive. A file that cannot be read is reported later, when it is read. */
async function membersOf(file: ListedFile, archives: ArchiveOptions): Promise<ListedArchive | undefined> {
  try {
    const { choice, niceness } = archives;
    const opened = await openTextOrArchive(await openFile(file.path), choice, { niceness });
    try {
      return 'archive' in opened ? await listArchive(opened, file.path, archives) : undefined;
    } finally {
      await opened.source.close();
    }
  } catch (error) {
    if (!(error instanceof NoTextError)) return undefined;
    return {
      files: [{ ...file, fault: { code: NO_TEXT, message: error.why } }],
      hidden: 0,
      notRegular: 0,
      repeated: 0,
      doubts: [],
    };
  }
}

/** Decides from the name, then from the first bytes, which blocks the thread for 20 us. */
function mayBeArchive({ path, fault, member, sizeBytes }: ListedFile): boolean {
  if (fault !== undefined || member !== undefined || sizeBytes === 0 || TEXT_NAME.test(path)) return false;
  try {
    const bytes = headNow(path, new Uint8Array(LOOKED_AT_BYTES));
    if (archiveOf(bytes) !== undefined) return true;
    const compression = compressionOf(bytes);
    if (compression === undefined) return false;
    return compression === 'gzip' ? beginsAsTar(beginningOf(bytes)) : TAR_NAME.test(path);
  } catch {
    return false;
  }
}

/** Returns what the first bytes of a gzip file hold. */
function beginningOf(gzip: Uint8Array): Uint8Array {
  const zlib = lazyZlib();
  return zlib.gunzipSync(gzip, { finishFlush: zlib.constants.Z_SYNC_FLUSH });
}
