import type { Compression } from '../look/kinds.ts';

/** What an archive says about one of its members. Plain data. */
export interface ArchiveMember {
  /** As the archive has it, decoded; `../` and a leading slash are only shown, never followed. */
  readonly name: string;
  /** `other`: a link, a device; `link`: another name of a member before it. */
  readonly kind: 'file' | 'folder' | 'other' | 'link';
  /** Where its bytes are in the archive, as they are stored there. */
  readonly byteOffset: number;
  readonly byteLength: number;
  /** Whether it had more bytes than these. */
  readonly isCutOff: boolean;
  /** How it is compressed in the archive; gzip if it is deflated. Undefined if it is stored as it is. */
  readonly compression: Compression | undefined;
  /** What a zip archive says of its text. */
  readonly text: { readonly crc32: number; readonly byteLength: number } | undefined;
  /** When it was last changed, in milliseconds since the Unix epoch; undefined where the archive does not say so. */
  readonly modifiedMilliseconds: number | undefined;
  /** Why it cannot be read, in words that follow "cannot read FILE: "; undefined if it can. */
  readonly fault: string | undefined;
}

/** The members of an archive, in its order. */
export interface MemberList {
  readonly members: readonly ArchiveMember[];
  /** Why there may be more members than these, in words that follow "cannot read FILE: "; undefined if there are none. */
  readonly failure: string | undefined;
  /** Why more members may have followed all the same, in words that follow the archive's name; undefined if none did. */
  readonly doubt: string | undefined;
}

/** Bytes of an archive. */
export interface WantedBytes {
  readonly byteOffset: number;
  readonly byteLength: number;
}

/** Asks for ranges of an archive, each answered with as many of its bytes as there are. */
export type ArchiveReading<Found> = Generator<WantedBytes, Found, Uint8Array>;
