import { NO_BYTES } from '../../pipeline/text/bytes.ts';
import type { ArchiveMember, ArchiveReading, MemberList } from './archive-member.ts';
import {
  DIRECTORY_END,
  DIRECTORY_ENTRY,
  directoryEntry,
  LOCAL_HEADER,
  memberOf,
  ZIP64_END,
  ZIP64_LOCATOR,
  type ZipFields,
} from './zip-fields.ts';
import { readZipInOrder } from './zip-in-order.ts';

const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const MOST_COMMENT_BYTES = 0xffff;
const ZIP64_END_BYTES = 56;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** How many bytes of the directory are read at a time. */
const DIRECTORY_PART_BYTES = 256 * 1024;
/** An entry with the longest name, extra fields and comment. */
const LONGEST_ENTRY_BYTES = ENTRY_BYTES + 3 * 0xffff;

/** Where the directory of an archive is. */
interface Directory {
  readonly entries: number;
  readonly byteOffset: number;
  /** How many bytes come before the archive: its own offsets do not count them. */
  readonly shift: number;
}

/**
 * Reads the directory of a zip archive (APPNOTE 6.3.10), zip64 too. If the archive is cut off, and so has no directory,
 * finds its members one after another.
 */
export function* readZip(sizeBytes: number): ArchiveReading<MemberList> {
  const directory = yield* findDirectory(sizeBytes);
  if (directory === undefined) {
    const { members } = yield* readZipInOrder(sizeBytes);
    return {
      members,
      failure: `the zip archive is cut off after ${sizeBytes} bytes: the list of its members is missing; copy the file again`,
      doubt: undefined,
    };
  }
  const entries: ZipFields[] = [];
  let failure: string | undefined;
  let bytes: Uint8Array = new Uint8Array(0);
  let at = 0;
  let next = directory.byteOffset;
  while (entries.length < directory.entries) {
    if (bytes.length - at < LONGEST_ENTRY_BYTES) {
      const more = yield { byteOffset: next, byteLength: DIRECTORY_PART_BYTES };
      next += more.length;
      bytes = joined(bytes.subarray(at), more);
      at = 0;
    }
    const view = viewOf(bytes, at);
    if (view.byteLength < ENTRY_BYTES || view.getUint32(0, true) !== DIRECTORY_ENTRY) {
      failure = `the list of members of the zip archive is damaged after its first ${entries.length}; copy the file again`;
      break;
    }
    entries.push(directoryEntry(view));
    at += ENTRY_BYTES + view.getUint16(28, true) + view.getUint16(30, true) + view.getUint16(32, true);
  }
  const members: ArchiveMember[] = [];
  // Ascending offsets, so that the archive is read in order.
  const places = entries.map((fields, number) => ({ fields, number }));
  places.sort((a, b) => a.fields.headerOffset - b.fields.headerOffset);
  for (const { fields, number } of places)
    members[number] = yield* memberAt(fields, directory.shift, sizeBytes);
  return { members, failure, doubt: undefined };
}

/** Finds the bytes of a member after its local header, whose extra fields have another length than in the directory. */
function* memberAt(fields: ZipFields, shift: number, sizeBytes: number): ArchiveReading<ArchiveMember> {
  const headerOffset = fields.headerOffset + shift;
  // Where the beginning of the archive is missing.
  const bytes = headerOffset < 0 ? NO_BYTES : yield { byteOffset: headerOffset, byteLength: LOCAL_BYTES };
  const header = viewOf(bytes, 0);
  const isThere = header.byteLength === LOCAL_BYTES && header.getUint32(0, true) === LOCAL_HEADER;
  const lengths = isThere ? header.getUint16(26, true) + header.getUint16(28, true) : 0;
  const member = memberOf(fields, headerOffset + LOCAL_BYTES + lengths);
  if (isThere && member.byteOffset + member.byteLength <= sizeBytes) return member;
  const where =
    headerOffset < 0
      ? 'it was in the beginning of the zip archive, which is missing'
      : `it is not at byte ${headerOffset} of the zip archive, where its list of members has it`;
  return { ...member, fault: member.fault ?? `${where}; copy the file again` };
}

/** Looks for the end of the directory, from the end of the archive backwards: a comment may follow. */
function* findDirectory(sizeBytes: number): ArchiveReading<Directory | undefined> {
  const length = Math.min(sizeBytes, END_BYTES + LOCATOR_BYTES + MOST_COMMENT_BYTES);
  const from = sizeBytes - length;
  const view = viewOf(yield { byteOffset: from, byteLength: length }, 0);
  for (let at = view.byteLength - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== DIRECTORY_END) continue;
    const found = yield* directoryBefore(view, at, from);
    if (found !== undefined) return found;
  }
  return undefined;
}

function* directoryBefore(view: DataView, at: number, from: number): ArchiveReading<Directory | undefined> {
  const locatorAt = at - LOCATOR_BYTES;
  if (locatorAt >= 0 && view.getUint32(locatorAt, true) === ZIP64_LOCATOR) {
    const byteOffset = Number(view.getBigUint64(locatorAt + 8, true));
    const end = viewOf(yield { byteOffset, byteLength: ZIP64_END_BYTES }, 0);
    if (end.byteLength === ZIP64_END_BYTES && end.getUint32(0, true) === ZIP64_END) {
      const entries = Number(end.getBigUint64(32, true));
      return { entries, byteOffset: Number(end.getBigUint64(48, true)), shift: 0 };
    }
  }
  const entries = view.getUint16(at + 10, true);
  const sizeBytes = view.getUint32(at + 12, true);
  const named = view.getUint32(at + 16, true);
  // The directory ends where its end record begins, even if something comes before the archive.
  const byteOffset = from + at - sizeBytes;
  if (entries === 0) return { entries, byteOffset, shift: 0 };
  const first = viewOf(yield { byteOffset: Math.max(0, byteOffset), byteLength: 4 }, 0);
  if (byteOffset >= 0 && first.byteLength === 4 && first.getUint32(0, true) === DIRECTORY_ENTRY) {
    return { entries, byteOffset, shift: byteOffset - named };
  }
  return undefined;
}

function viewOf(bytes: Uint8Array, at: number): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset + at, bytes.byteLength - at);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
