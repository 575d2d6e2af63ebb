import { NO_BYTES } from '../pipeline/text/bytes.ts';
import { fastCrc32 } from './fast-crc32.ts';
import type { Compression } from './look/kinds.ts';
import { readSoFarNow, withOpenFile } from './read-descriptor.ts';

/** What holds the bytes of an archive. Plain data: it crosses threads. */
export type Store =
  | { readonly kind: 'file'; readonly path: string }
  /** Open, for all threads, as long as the input is. */
  | { readonly kind: 'descriptor'; readonly descriptor: number }
  /** Parts of `HELD_PART_BYTES` in shared memory. */
  | { readonly kind: 'memory'; readonly parts: readonly Uint8Array[] }
  /** A compressed file, which must be decompressed again up to the bytes. */
  | { readonly kind: 'compressed'; readonly path: string };

/** The size of the parts in which bytes are held in memory. */
export const HELD_PART_BYTES = 4 * 1024 * 1024;

/** Bytes of a store: a member of an archive. Plain data: it crosses threads. */
export interface Stretch {
  readonly store: Store;
  readonly byteOffset: number;
  readonly byteLength: number;
  /** How they are compressed in the archive. */
  readonly compression: Compression | undefined;
  /** The header and the trailer that make a gzip file of a deflated member; undefined for a stored one. */
  readonly frame: { readonly before: Uint8Array; readonly behind: Uint8Array } | undefined;
  /** The checksum of the text; undefined in tar archives, which have none, and for a deflated member, whose frame has it. */
  readonly crc32: number | undefined;
  /** Whether the archive ends before the member does. */
  readonly isCutOff: boolean;
  /** When the member was last changed, or its archive where that does not say so; undefined if neither is known. */
  readonly modifiedMilliseconds: number | undefined;
}

/**
 * Returns all bytes of a stretch, blocking the thread; undefined if an archive must be decompressed again for them, and for
 * those that are stored cut off or damaged: what opens them as a source says so.
 */
export function readStretchNow(stretch: Stretch): Uint8Array | undefined {
  const { store, byteOffset, byteLength, compression, frame } = stretch;
  if (store.kind === 'compressed' || (stretch.isCutOff && compression === undefined)) return undefined;
  const { before, behind } = frame ?? { before: NO_BYTES, behind: NO_BYTES };
  const bytes = new Uint8Array(before.length + byteLength + behind.length);
  bytes.set(before);
  const length = readStoreNow(store, bytes.subarray(before.length, before.length + byteLength), byteOffset);
  bytes.set(behind, before.length + length);
  const whole = bytes.subarray(0, before.length + length + behind.length);
  const isChecked = stretch.crc32 !== undefined && compression === undefined;
  return isChecked && fastCrc32(whole) !== stretch.crc32 ? undefined : whole;
}

/** Fills `into` with bytes of a store, blocking the thread; returns how many. */
export function readStoreNow(
  store: Exclude<Store, { readonly kind: 'compressed' }>,
  into: Uint8Array,
  byteOffset: number,
): number {
  if (store.kind === 'memory') return copyHeld(store.parts, into, byteOffset);
  const read = (descriptor: number): number => {
    const { byteLength, error } = readSoFarNow(descriptor, into, byteOffset);
    if (error !== undefined) throw error;
    return byteLength;
  };
  return store.kind === 'descriptor' ? read(store.descriptor) : withOpenFile(store.path, read);
}

/** Copies bytes that are held in parts; returns how many. */
export function copyHeld(parts: readonly Uint8Array[], into: Uint8Array, byteOffset: number): number {
  let length = 0;
  while (length < into.length) {
    const at = byteOffset + length;
    const part = parts[Math.floor(at / HELD_PART_BYTES)];
    const from = at % HELD_PART_BYTES;
    const bytes = part?.subarray(from, from + into.length - length);
    if (bytes === undefined || bytes.length === 0) break;
    into.set(bytes, length);
    length += bytes.length;
  }
  return length;
}
