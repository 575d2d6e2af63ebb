import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { crc32 } from '../../source/pipeline/text/crc32.ts';

/** Files by their names. */
export type Members = Readonly<Record<string, string | Uint8Array>>;

/** How a zip archive is written. */
export interface ZipOptions {
  /** 0: stored; 8: deflated; any other: stored, under another number. */
  readonly method?: number;
  /** Bits of the flags of each member. */
  readonly flags?: number;
  /** Sizes after the bytes, as programs write that cannot go back. */
  readonly isStreamed?: boolean;
  /** Sizes in 64 bits, in the extra field and the descriptor. */
  readonly isWide?: boolean;
  readonly nameOf?: (name: string) => Uint8Array;
}

const FOLLOWS = 8;
const WIDE = 0xffffffff;

/** Makes a zip archive as APPNOTE 6.3.10 has it, written apart from the program that reads it. */
export function zipOf(members: Members, options: ZipOptions = {}): Buffer {
  const { method = 8, isStreamed = false, isWide = false, nameOf = (name) => Buffer.from(name) } = options;
  const flags = (options.flags ?? 0) | (isStreamed ? FOLLOWS : 0);
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  const put = (...more: Buffer[]): void => {
    for (const part of more) {
      parts.push(part);
      at += part.length;
    }
  };
  for (const [name, content] of Object.entries(members)) {
    const bytes = Buffer.from(content);
    const stored = method === 8 ? deflateRawSync(bytes) : bytes;
    const sum = crc32(bytes, 0);
    const rawName = Buffer.from(nameOf(name));
    const headerAt = at;
    const sizes = isStreamed ? [0, 0, 0] : [sum, stored.length, bytes.length];
    const extra = isWide ? Buffer.concat([u16(1, 16), u64(bytes.length, stored.length)]) : Buffer.alloc(0);
    const narrow = isWide && !isStreamed ? [sum, WIDE, WIDE] : sizes;
    put(u32(0x04034b50), u16(20, flags, method, 0, 0), u32(...narrow), u16(rawName.length, extra.length));
    put(rawName, extra, stored);
    if (isStreamed) {
      put(u32(0x08074b50, sum), isWide ? u64(stored.length, bytes.length) : u32(stored.length, bytes.length));
    }
    const listed = isWide ? [sum, WIDE, WIDE] : [sum, stored.length, bytes.length];
    directory.push(
      Buffer.concat([
        ...[u32(0x02014b50), u16(20, 20, flags, method, 0, 0), u32(...listed)],
        ...[u16(rawName.length, extra.length, 0, 0, 0), u32(0, headerAt), rawName, extra],
      ]),
    );
  }
  const directoryAt = at;
  const count = directory.length;
  put(...directory);
  const directoryBytes = at - directoryAt;
  if (isWide) {
    const endAt = at;
    put(u32(0x06064b50), u64(44), u16(45, 45), u32(0, 0), u64(count, count, directoryBytes, directoryAt));
    put(u32(0x07064b50, 0), u64(endAt), u32(1));
    put(u32(0x06054b50), u16(0, 0, 0xffff, 0xffff), u32(WIDE, WIDE), u16(0));
  } else {
    put(u32(0x06054b50), u16(0, 0, count, count), u32(directoryBytes, directoryAt), u16(0));
  }
  return Buffer.concat(parts);
}

function u16(...values: readonly number[]): Buffer {
  return Buffer.concat(values.map((value) => Buffer.from([value & 0xff, (value >> 8) & 0xff])));
}

function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, 4 * i);
  return bytes;
}

function u64(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  for (const [i, value] of values.entries()) bytes.writeBigUInt64LE(BigInt(value), 8 * i);
  return bytes;
}

/** Makes a tar archive of files with the real tool. `format`: as `tar --format` has it. */
export function tarOf(members: Members, format: 'gnu' | 'pax' | 'ustar' | 'v7' = 'gnu'): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  try {
    for (const [name, content] of Object.entries(members)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const names = Object.keys(members);
    const args = ['-C', folder, `--format=${format}`, '-b1', '-cf', '-', '--', ...names];
    return execFileSync('tar', args, { maxBuffer: 1024 ** 3 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The ways to pack files that the tests try, by the ending of the archive's name. */
export const PACKERS: Readonly<Record<string, (members: Members) => Buffer>> = {
  'deflated.zip': (members) => zipOf(members),
  'stored.zip': (members) => zipOf(members, { method: 0 }),
  'streamed.zip': (members) => zipOf(members, { isStreamed: true }),
  'wide.zip': (members) => zipOf(members, { isWide: true, isStreamed: true }),
  'gnu.tar': (members) => tarOf(members),
  'pax.tar': (members) => tarOf(members, 'pax'),
  'v7.tar': (members) => tarOf(members, 'v7'),
  'gnu.tar.gz': (members) => gzipSync(tarOf(members)),
};
