import type { SpoolState } from './spool-state.ts';

/** Where a file's bytes are, whatever its name: two names of one file have the same identity. */
export interface FileIdentity {
  readonly device: number;
  readonly inode: number;
}

/**
 * What has become of a file since it was opened: less in it; otherwise written to; as it was, but its path leads to
 * another file; or to none.
 */
export type Change = 'none' | 'shorter' | 'other' | 'replaced' | 'gone';

/** Where bytes come from, read in order. */
export interface Source {
  /** What to call it in messages. */
  readonly name: string;
  /** How many bytes there are to read, where that is known beforehand: not for a pipe. */
  readonly sizeBytes: number | undefined;
  readonly identity: FileIdentity;
  /** Fills `into` with the next bytes, as far as there are any at hand; answers how many, 0 at the end. */
  read(into: Uint8Array): Promise<number>;
  /**
   * Fills `into` with the bytes of the input from `byteOffset` on, as far as there are any; answers how many. Throws
   * ESPIPE where bytes come once and in order: see `seekable`.
   */
  readAt(into: Uint8Array, byteOffset: number): Promise<number>;
  /** What has become of the file behind it since it was opened, by its size, the time it was written, and its path. */
  change(): Promise<Change>;
  /** What it takes to read the same input, from its beginning, on another thread. Throws where `readAt` does. */
  describe(): SourceDescription;
  close(): Promise<void>;
}

/**
 * A seekable source as plain data, for another thread: see `sourceOf`. The descriptor is open as long as the source
 * that described it.
 */
export interface SourceDescription {
  readonly name: string;
  readonly sizeBytes: number | undefined;
  readonly identity: FileIdentity;
  /** Open in the whole process; read at positions. */
  readonly descriptor: number;
  /** Where in the file behind the descriptor the input begins. */
  readonly startOffset: number;
  /** The file as it was when it was opened; nothing for a spool, which is nobody else's. */
  readonly opened: FileFacts | undefined;
  /** For a spool: whether there is more to come. */
  readonly spool: SpoolState | undefined;
}

/** By what a change is noticed. */
export interface FileFacts extends FileIdentity {
  /** Where it was found; nothing where it was given open. */
  readonly path: string | undefined;
  readonly sizeBytes: number;
  readonly modifiedMilliseconds: number;
}
