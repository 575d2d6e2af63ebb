import type { Compression } from '../../input/look/kinds.ts';
import type { SourceDescription } from '../../input/source.ts';
import type { ByteSlots } from './byte-slots.ts';

/** What a decompressing thread is started with. */
export interface DecompressInit {
  /** nice value of the thread, from 0 (normal) to 19 (lowest). */
  readonly niceness: number;
}

/** An archive for an idle thread. */
export interface DecompressTask {
  readonly compression: Compression;
  readonly compressed: ByteSlots;
  /** What is compressed, if it can be read again. */
  readonly source: SourceDescription | undefined;
  readonly decompressed: ByteSlots;
}

/**
 * What it reports: that a slot of `compressed` is free again; that one of `decompressed` is filled; that all is done, with
 * the failure that ended it if one did.
 */
export type DecompressReport =
  | { readonly kind: 'taken' }
  | { readonly kind: 'filled' }
  | {
      readonly kind: 'ended';
      readonly failure: { readonly message: string; readonly code: string | undefined } | undefined;
    };
