import type { ArchiveMember, ArchiveReading, MemberList } from './archive-member.ts';
import {
  DATA_DESCRIPTOR,
  LOCAL_HEADER,
  localHeader,
  memberOf,
  sizesFollow,
  type ZipFields,
} from './zip-fields.ts';

const LOCAL_BYTES = 30;
const MOST_NAME_AND_EXTRA_BYTES = 2 * 0xffff;
/** How many bytes are searched for a data descriptor at a time. */
const PART_BYTES = 256 * 1024;
/** Signature, checksum and two sizes; those of zip64 have 8 bytes each. */
const DESCRIPTOR_BYTES = 16;
const LETTER_P = 0x50;
/** The first two bytes of any next part of the archive. */
const NEXT_PART = 0x4b50;
const ZIP64_DESCRIPTOR_BYTES = 24;

/** The sizes of a member, and where the next one begins. */
interface Sizes extends Pick<ZipFields, 'crc32' | 'storedBytes' | 'textBytes'> {
  readonly next: number;
  readonly isCutOff: boolean;
}

/**
 * Finds the members of a zip archive whose directory is missing, one after another, by their local headers. The last member
 * may be cut off.
 */
export function* readZipInOrder(sizeBytes: number): ArchiveReading<MemberList> {
  const members: ArchiveMember[] = [];
  for (let at = 0; ; ) {
    const bytes = yield { byteOffset: at, byteLength: LOCAL_BYTES + MOST_NAME_AND_EXTRA_BYTES };
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.byteLength < LOCAL_BYTES || view.getUint32(0, true) !== LOCAL_HEADER) {
      return { members, failure: undefined, doubt: undefined };
    }
    const byteOffset = at + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
    // The header itself is cut off.
    if (byteOffset > sizeBytes) return { members, failure: undefined, doubt: undefined };
    const fields = localHeader(view, at);
    const sizes = sizesFollow(fields)
      ? yield* sizesBehind(byteOffset)
      : knownSizes(fields, byteOffset, sizeBytes);
    const { isCutOff } = sizes;
    members.push({ ...memberOf({ ...fields, ...sizes }, byteOffset), isCutOff });
    at = sizes.next;
  }
}

function knownSizes(fields: ZipFields, byteOffset: number, sizeBytes: number): Sizes {
  const next = byteOffset + fields.storedBytes;
  const isCutOff = next > sizeBytes;
  return { ...fields, next, isCutOff, storedBytes: Math.min(fields.storedBytes, sizeBytes - byteOffset) };
}

/**
 * Looks for the data descriptor after bytes of unknown length: it has a signature, and the right length. Without one, the
 * bytes go on to the end.
 */
function* sizesBehind(from: number): ArchiveReading<Sizes> {
  for (let at = from; ; ) {
    const bytes = yield { byteOffset: at, byteLength: PART_BYTES };
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const isLast = bytes.length < PART_BYTES;
    const last = bytes.length - (isLast ? DESCRIPTOR_BYTES : ZIP64_DESCRIPTOR_BYTES);
    for (let place = 0; place <= last; place++) {
      place = bytes.indexOf(LETTER_P, place);
      if (place < 0 || place > last) break;
      const found =
        view.getUint32(place, true) === DATA_DESCRIPTOR
          ? descriptorAt(view, place, at + place - from)
          : undefined;
      if (found !== undefined) return { ...found, next: at + place + found.next };
    }
    if (isLast) {
      const storedBytes = at + bytes.length - from;
      return { crc32: 0, storedBytes, textBytes: 0, next: from + storedBytes, isCutOff: true };
    }
    at += bytes.length - ZIP64_DESCRIPTOR_BYTES;
  }
}

/** Reads a descriptor if it says that `storedBytes` come before it; `next` is its own length. */
function descriptorAt(view: DataView, at: number, storedBytes: number): Sizes | undefined {
  const found = { crc32: view.getUint32(at + 4, true), storedBytes, isCutOff: false };
  const behind = at + DESCRIPTOR_BYTES;
  const isNarrow = behind + 2 > view.byteLength || view.getUint16(behind, true) === NEXT_PART;
  if (!isNarrow && at + ZIP64_DESCRIPTOR_BYTES <= view.byteLength) {
    if (view.getBigUint64(at + 8, true) !== BigInt(storedBytes)) return undefined;
    return { ...found, textBytes: Number(view.getBigUint64(at + 16, true)), next: ZIP64_DESCRIPTOR_BYTES };
  }
  if (view.getUint32(at + 8, true) !== storedBytes) return undefined;
  return { ...found, textBytes: view.getUint32(at + 12, true), next: DESCRIPTOR_BYTES };
}
