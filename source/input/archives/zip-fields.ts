import { decodeUtf8 } from '../../pipeline/text/bytes.ts';
import { isUtf8 } from '../look/is-utf8.ts';
import type { Compression } from '../look/kinds.ts';
import type { ArchiveMember } from './archive-member.ts';

/** The signatures of the parts of a zip archive (APPNOTE 6.3.10, 4.3), read as little-endian. */
export const LOCAL_HEADER = 0x04034b50;
export const DIRECTORY_ENTRY = 0x02014b50;
export const DATA_DESCRIPTOR = 0x08074b50;
export const DIRECTORY_END = 0x06054b50;
export const ZIP64_LOCATOR = 0x07064b50;
export const ZIP64_END = 0x06064b50;

/** Bits of the flags of a member. */
const ENCRYPTED = 0x1;
/** The sizes follow the bytes, in a data descriptor. */
const SIZES_FOLLOW = 0x8;
const UTF8_NAME = 0x800;

const STORED = 0;
const DEFLATED = 8;
/** The methods that can be read; the bytes of all but the first are whole files of these compressions. */
const COMPRESSION_OF: ReadonlyMap<number, Compression> = new Map([
  [DEFLATED, 'gzip'],
  [12, 'bzip2'],
  [93, 'zstd'],
  [95, 'xz'],
]);
/** The names of other methods, by their number. */
const METHODS: ReadonlyMap<number, string> = new Map([
  [1, 'Shrink'],
  [6, 'Implode'],
  [9, 'Deflate64'],
  [14, 'LZMA'],
  [98, 'PPMd'],
]);

/** Takes the place of a number that the zip64 field has. */
const IN_ZIP64 = 0xffffffff;
const ZIP64_FIELD = 0x0001;
/** The name in UTF-8, by Info-ZIP. */
const UNICODE_NAME_FIELD = 0x7075;
const UNIX = 3;
/** The type of a file in the mode of Unix, and those of a regular one and of a pipe. */
const TYPE_MASK = 0xf000;
const REGULAR = 0x8000;
const PIPE = 0x1000;

/** The characters of code page 437 from 0x80 on: names without the mark of UTF-8 are in it. */
const CODE_PAGE_437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** The fields that a directory entry and a local header have both. */
export interface ZipFields {
  readonly flags: number;
  readonly method: number;
  /** Date and time as DOS has them, in its local time; 0 where they are not known. */
  readonly dosTime: number;
  readonly crc32: number;
  readonly storedBytes: number;
  readonly textBytes: number;
  /** Where the local header is. */
  readonly headerOffset: number;
  readonly name: Uint8Array;
  readonly extra: Uint8Array;
  /** The mode of Unix; 0 where it is not known. */
  readonly mode: number;
}

/** Whether a local header leaves the sizes open, since they follow the bytes. */
export function sizesFollow({ flags, storedBytes }: ZipFields): boolean {
  return (flags & SIZES_FOLLOW) !== 0 && (storedBytes === 0 || storedBytes === IN_ZIP64);
}

/** Reads a directory entry; `view` begins with it, and holds its name and extra fields. */
export function directoryEntry(view: DataView): ZipFields {
  const [nameBytes, extraBytes] = [view.getUint16(28, true), view.getUint16(30, true)];
  const isUnix = view.getUint16(4, true) >> 8 === UNIX;
  return withZip64({
    ...fieldsAt(view, 8),
    headerOffset: view.getUint32(42, true),
    name: bytesOf(view, 46, nameBytes),
    extra: bytesOf(view, 46 + nameBytes, extraBytes),
    mode: isUnix ? view.getUint32(38, true) >>> 16 : 0,
  });
}

/** Reads a local header; `view` begins with it, and holds its name and extra fields. */
export function localHeader(view: DataView, headerOffset: number): ZipFields {
  const [nameBytes, extraBytes] = [view.getUint16(26, true), view.getUint16(28, true)];
  return withZip64({
    ...fieldsAt(view, 6),
    headerOffset,
    name: bytesOf(view, 30, nameBytes),
    extra: bytesOf(view, 30 + nameBytes, extraBytes),
    mode: 0,
  });
}

/** The fields from the flags on are the same in both. */
function fieldsAt(
  view: DataView,
  at: number,
): Pick<ZipFields, 'flags' | 'method' | 'dosTime' | 'crc32' | 'storedBytes' | 'textBytes'> {
  return {
    flags: view.getUint16(at, true),
    method: view.getUint16(at + 2, true),
    dosTime: view.getUint32(at + 4, true),
    crc32: view.getUint32(at + 8, true),
    storedBytes: view.getUint32(at + 12, true),
    textBytes: view.getUint32(at + 16, true),
  };
}

function bytesOf(view: DataView, at: number, length: number): Uint8Array {
  const from = Math.min(at, view.byteLength);
  return new Uint8Array(
    view.buffer,
    view.byteOffset + from,
    Math.min(length, Math.max(0, view.byteLength - from)),
  );
}

/** Takes the numbers that are too large for their own fields from the zip64 field, which has them in this order. */
function withZip64(fields: ZipFields): ZipFields {
  const field = extraField(fields.extra, ZIP64_FIELD);
  if (field === undefined) return fields;
  let at = 0;
  const wide = (value: number): number => {
    if (value !== IN_ZIP64 || at + 8 > field.byteLength) return value;
    at += 8;
    return Number(field.getBigUint64(at - 8, true));
  };
  const textBytes = wide(fields.textBytes);
  const storedBytes = wide(fields.storedBytes);
  return { ...fields, textBytes, storedBytes, headerOffset: wide(fields.headerOffset) };
}

/** Returns the data of an extra field; undefined if it is not there. */
function extraField(extra: Uint8Array, id: number): DataView | undefined {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  for (let at = 0; at + 4 <= view.byteLength; ) {
    const length = Math.min(view.getUint16(at + 2, true), view.byteLength - at - 4);
    if (view.getUint16(at, true) === id) {
      return new DataView(extra.buffer, extra.byteOffset + at + 4, length);
    }
    at += 4 + length;
  }
  return undefined;
}

/** Returns the member that the fields describe, whose bytes begin at `byteOffset`. */
export function memberOf(fields: ZipFields, byteOffset: number): ArchiveMember {
  const { method, crc32, storedBytes, textBytes, mode } = fields;
  const name = nameOf(fields);
  const type = mode & TYPE_MASK;
  // What comes through a pipe is packed under the type of a pipe: `zip a.zip -`.
  const isOther = type !== 0 && type !== REGULAR && type !== PIPE;
  const kind = name.endsWith('/') || name.endsWith('\\') ? 'folder' : isOther ? 'other' : 'file';
  return {
    name,
    kind,
    byteOffset,
    byteLength: storedBytes,
    compression: COMPRESSION_OF.get(method),
    text: { crc32, byteLength: textBytes },
    isCutOff: false,
    modifiedMilliseconds: millisecondsOf(fields),
    fault: faultOf(fields),
  };
}

/** The time zone is not known: UTC is taken, which is near enough for the year of a log. */
function millisecondsOf({ dosTime }: ZipFields): number | undefined {
  if (dosTime === 0) return undefined;
  const date = dosTime >>> 16;
  const [year, month, day] = [1980 + (date >> 9), (date >> 5) & 15, date & 31];
  return Date.UTC(year, month - 1, day, (dosTime >> 11) & 31, (dosTime >> 5) & 63, 2 * (dosTime & 31));
}

function faultOf({ flags, method }: ZipFields): string | undefined {
  if ((flags & ENCRYPTED) !== 0) {
    return 'it is encrypted; unpack the archive with its password: unzip -p {} | event-sessions-tui';
  }
  if (method === STORED || COMPRESSION_OF.has(method)) return undefined;
  const name = METHODS.get(method) ?? `method ${method}`;
  return `it is compressed with ${name}, which zip archives are not read with; unpack the archive first: 7z x {}`;
}

/** Names are in UTF-8 if a flag or a field says so, or if they are valid UTF-8; else in code page 437, as in DOS. */
function nameOf({ flags, name, extra }: ZipFields): string {
  const unicode = extraField(extra, UNICODE_NAME_FIELD);
  if (unicode !== undefined && unicode.byteLength > 5) {
    return decodeUtf8(new Uint8Array(unicode.buffer, unicode.byteOffset + 5, unicode.byteLength - 5));
  }
  if ((flags & UTF8_NAME) !== 0 || isUtf8(name)) return decodeUtf8(name);
  return Array.from(name, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : CODE_PAGE_437[byte - 0x80],
  ).join('');
}
