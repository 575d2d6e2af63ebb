import { decodeUtf8 } from '../../pipeline/text/bytes.ts';
import { hasRightChecksum, TAR_BLOCK_BYTES, tarField, tarNumber } from '../look/tar-header.ts';
import type { ArchiveMember, ArchiveReading, MemberList } from './archive-member.ts';

/** Headers with longer names or attributes are damaged. */
const MOST_EXTRA_BYTES = 1024 * 1024;

const BLOCK = TAR_BLOCK_BYTES;
/** The types of headers, by their character. What POSIX calls 7 is read as an ordinary file. */
const FILE_TYPES = ['0', '\0', '7'];
const LINK_TYPE = '1';
const FOLDER_TYPES = ['5', 'D'];
/** Links, devices, folders and FIFOs: no bytes follow, whatever size their header says. */
const WITHOUT_BYTES = ['1', '2', '3', '4', '5', '6'];
/** Headers about the next one: in GNU archives its name and the name it links to, in POSIX archives any attributes. */
const LONG_NAME = 'L';
const LONG_LINK = 'K';
const ATTRIBUTES = 'x';
const GLOBAL_ATTRIBUTES = 'g';
/** A sparse file of the old GNU format, whose holes are not stored. */
const SPARSE = 'S';

/** What the headers before the one of a member say about it. */
interface Extra {
  readonly name?: string | undefined;
  readonly byteLength?: number | undefined;
  readonly isSparse?: boolean;
}

/**
 * Reads the headers of a tar archive (POSIX 1003.1 and GNU), in ascending order of offsets. Lists the members before any
 * damage, and one that is cut off.
 */
export function* readTar(): ArchiveReading<MemberList> {
  const members: ArchiveMember[] = [];
  let extra: Extra = {};
  // Blocks of zeros end an archive; another may follow where two were joined.
  let hasEnded = false;
  // Whether the last header was that of a member, and not one about the next.
  let isWhole = false;
  for (let at = 0; ; ) {
    const header = yield { byteOffset: at, byteLength: BLOCK };
    if (hasEnded && header.length < BLOCK) return allOf(members);
    // Many programs leave out the blocks of zeros, and what fills the last member's block.
    if (header.length === 0 && members.length > 0 && isWhole) return allOf(members, noEnd(at));
    if (header.length < BLOCK) return failed(members, cutOff(at + header.length));
    if (header.every((byte) => byte === 0)) {
      hasEnded = true;
      at += BLOCK;
      continue;
    }
    if (!isHeader(header)) return hasEnded ? allOf(members) : failed(members, damaged(at));
    hasEnded = false;
    isWhole = false;
    const type = String.fromCharCode(tarField(header, 'type')[0]);
    const stored = extra.byteLength ?? tarNumber(header, 'size');
    const byteLength = WITHOUT_BYTES.includes(type) ? 0 : stored;
    const byteOffset = at + BLOCK;
    at = byteOffset + Math.ceil(byteLength / BLOCK) * BLOCK;
    if (type === LONG_NAME || type === ATTRIBUTES) {
      if (byteLength > MOST_EXTRA_BYTES) return failed(members, damaged(byteOffset - BLOCK));
      const bytes = yield { byteOffset, byteLength };
      extra = type === LONG_NAME ? { ...extra, name: textOf(bytes) } : { ...extra, ...attributesOf(bytes) };
      continue;
    }
    if (type === LONG_LINK || type === GLOBAL_ATTRIBUTES) continue;
    const last =
      byteLength === 0 ? undefined : yield { byteOffset: byteOffset + byteLength - 1, byteLength: 1 };
    const isCutOff = last?.length === 0;
    members.push(memberOf(header, type, extra, { byteOffset, byteLength, isCutOff }));
    extra = {};
    if (isCutOff) return failed(members, cutOff(undefined));
    isWhole = true;
  }
}

/** Returns the member that a header of this type is of. `extra`: what the headers before it say about it. */
function memberOf(
  header: Uint8Array,
  type: string,
  extra: Extra,
  place: Pick<ArchiveMember, 'byteOffset' | 'byteLength' | 'isCutOff'>,
): ArchiveMember {
  const name = extra.name ?? nameOf(header);
  const isSparse = type === SPARSE || extra.isSparse === true;
  return {
    ...place,
    name,
    kind: kindOf(type, name),
    compression: undefined,
    text: undefined,
    modifiedMilliseconds: modifiedMilliseconds(header),
    fault: isSparse ? 'it is stored as a sparse file; pack it without --sparse' : undefined,
  };
}

function allOf(members: readonly ArchiveMember[], doubt?: string): MemberList {
  return { members, failure: undefined, doubt };
}

function failed(members: readonly ArchiveMember[], failure: string): MemberList {
  return { members, failure, doubt: undefined };
}

function isHeader(header: Uint8Array): boolean {
  return hasRightChecksum(header) && tarNumber(header, 'size') >= 0;
}

/** Undefined where the header has no time, or none that can be read: a year is taken from it where times have none. */
function modifiedMilliseconds(header: Uint8Array): number | undefined {
  const seconds = tarNumber(header, 'modified');
  return seconds > 0 ? 1000 * seconds : undefined;
}

function kindOf(type: string, name: string): ArchiveMember['kind'] {
  if (FOLDER_TYPES.includes(type) || (FILE_TYPES.includes(type) && name.endsWith('/'))) return 'folder';
  if (type === LINK_TYPE) return 'link';
  return FILE_TYPES.includes(type) || type === SPARSE ? 'file' : 'other';
}

function nameOf(header: Uint8Array): string {
  const name = textOf(tarField(header, 'name'));
  // GNU archives have times where POSIX ones have the beginning of a long name.
  const isPosix = textOf(tarField(header, 'magic')) === 'ustar';
  const prefix = isPosix ? textOf(tarField(header, 'prefix')) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Returns the text up to the first zero. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decodeUtf8(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Reads attributes of POSIX: lines of a length, a name and a value. */
function attributesOf(bytes: Uint8Array): Extra {
  const found = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const length = Number.parseInt(decodeUtf8(bytes.subarray(at, at + 20)), 10);
    if (!(length > 0)) break;
    const line = decodeUtf8(bytes.subarray(at, at + length - 1));
    const [, key, value] = /^\d+ ([^=]+)=([\s\S]*)$/.exec(line) ?? [];
    if (key !== undefined) found.set(key, value);
    at += length;
  }
  const size = Number(found.get('size'));
  const isSparse = [...found.keys()].some((key) => key.startsWith('GNU.sparse.'));
  const name = found.get('GNU.sparse.name') ?? found.get('path');
  return {
    ...(name !== undefined && { name }),
    ...(found.has('size') && Number.isSafeInteger(size) && size >= 0 && { byteLength: size }),
    ...(isSparse && { isSparse }),
  };
}

function cutOff(at: number | undefined): string {
  const where = at === undefined ? 'in its last member' : `after ${at} bytes`;
  return `the tar archive is cut off ${where}; copy the file again`;
}

function noEnd(at: number): string {
  return `the tar archive has no end mark after its ${at} bytes: all of its members are read, but if it was cut off there, others are missing`;
}

function damaged(at: number): string {
  return `the tar archive is damaged at its byte ${at}, and what follows was not read; copy the file again`;
}
