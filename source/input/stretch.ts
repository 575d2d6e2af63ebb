import { closeSync, openSync } from 'node:fs';
import type { Compression } from './look/kinds.ts';
import { readSoFarNow } from './read-descriptor.ts';

/** Where the bytes of an archive are. Plain data: it crosses threads. */
export type Store =
  | { readonly kind: 'file'; readonly path: string }
  /** Open in the whole process for as long as the input is. */
  | { readonly kind: 'descriptor'; readonly descriptor: number }
  /** Parts of `HELD_PART_BYTES` in shared memory. */
  | { readonly kind: 'memory'; readonly parts: readonly Uint8Array[] }
  /** Nowhere: a compressed file, which is decompressed again as far as they reach. */
  | { readonly kind: 'compressed'; readonly path: string };

/** How many bytes one part has of what is held in memory. */
export const HELD_PART_BYTES = 4 * 1024 * 1024;

/** Bytes of a store: a member of an archive. Plain data: it crosses threads. */
export interface Stretch {
  readonly store: Store;
  readonly byteOffset: number;
  readonly byteLength: number;
  /** What the archive has compressed it with. */
  readonly compression: Compression | undefined;
  /** What stands before and behind the bytes of a deflated member to make gzip of them; undefined for a stored one. */
  readonly frame: { readonly before: Uint8Array; readonly behind: Uint8Array } | undefined;
}

/** Returns all bytes of a stretch, blocking the thread; undefined where they must be decompressed again.. */
export function readStretchNow({ store, byteOffset, byteLength, frame }: Stretch): Uint8Array | undefined {
  if (store.kind === 'compressed') return undefined;
  const { before, behind } = frame ?? { before: NOTHING, behind: NOTHING };
  const bytes = new Uint8Array(before.length + byteLength + behind.length);
  bytes.set(before);
  const length = readStoreNow(store, bytes.subarray(before.length, before.length + byteLength), byteOffset);
  bytes.set(behind, before.length + length);
  return bytes.subarray(0, before.length + length + behind.length);
}

const NOTHING = new Uint8Array(0);

/** Fills `into` with bytes of a store, blocking the thread; returns how many. */
export function readStoreNow(
  store: Exclude<Store, { readonly kind: 'compressed' }>,
  into: Uint8Array,
  byteOffset: number,
): number {
  if (store.kind === 'memory') return copyHeld(store.parts, into, byteOffset);
  const descriptor = store.kind === 'descriptor' ? store.descriptor : openSync(store.path, 'r');
  try {
    const { byteLength, error } = readSoFarNow(descriptor, into, byteOffset);
    if (error !== undefined) throw error;
    return byteLength;
  } finally {
    if (store.kind === 'file') closeSync(descriptor);
  }
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
