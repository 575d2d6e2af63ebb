import type { SpoolState } from './spool-state.ts';

/** Identifies a file independently of its name: two names of one file have the same identity. */
export interface FileIdentity {
  readonly device: number;
  readonly inode: number;
}

/** Whether two descriptions are of one file. */
export function isSameFile(a: FileIdentity, b: FileIdentity): boolean {
  return a.device === b.device && a.inode === b.inode;
}

/**
 * How a file has changed since it was opened: it has fewer bytes; it has more, after the same ones; it was rewritten; it is
 * unchanged, but its path leads to another file, or to none.
 */
export type Change = 'none' | 'shorter' | 'longer' | 'other' | 'replaced' | 'gone';

/** An input: bytes that are read in order. */
export interface Source {
  /** Its name in messages. */
  readonly name: string;
  /** How many bytes there are to read; undefined if that is not known beforehand, as for a pipe. */
  readonly sizeBytes: number | undefined;
  readonly identity: FileIdentity;
  /** When its file was last changed, in milliseconds since the Unix epoch; undefined if it is none, or that is not known. */
  readonly modifiedMilliseconds: number | undefined;
  /**
   * Fills `into` with the next available bytes; returns how many, 0 at the end. Throws the system's error, and ESHORTER
   * if a file has become shorter and so ends early.
   */
  read(into: Uint8Array): Promise<number>;
  /**
   * Fills `into` with the bytes of the input from `byteOffset` on, as far as there are any; returns how many. Throws
   * ESPIPE for an input that can only be read in order: see `seekable`.
   */
  readAt(into: Uint8Array, byteOffset: number): Promise<number>;
  /**
   * Returns which share of the input the `byteLength` bytes are that were read of it in order, from 0 to 1, as far as that
   * is known: of an archive it is that of the compressed bytes. Undefined for a pipe. Missing where `sizeBytes` says it.
   */
  shareRead?(byteLength: number): number | undefined;
  /** Returns what has happened to the file since it was opened, by its size, its time of modification and its path. */
  change(): Promise<Change>;
  /**
   * Reads all bytes again and returns what is wrong with them as a whole. Missing where no checksum is known, and where
   * reading in order checks it.
   */
  damage?(): Promise<Error | undefined>;
  /** Returns what another thread needs to read the same input from its beginning. Throws ESPIPE when `readAt` does. */
  describe(): SourceDescription;
  close(): Promise<void>;
}

/** A seekable source as plain data, for another thread: see `sourceOf`. Valid until the source is closed. */
export interface SourceDescription {
  readonly name: string;
  readonly sizeBytes: number | undefined;
  readonly identity: FileIdentity;
  /** A file descriptor that is open in the whole process, to be read at positions. */
  readonly descriptor: number;
  /** The position in the file at which the input begins. */
  readonly startOffset: number;
  /** The file as it was when it was opened; undefined for a spool, which no other process can change. */
  readonly opened: FileFacts | undefined;
  /** Undefined for a file that is not a spool. */
  readonly spool: SpoolState | undefined;
  /** Whether the input ends after `sizeBytes` though its file goes on. */
  readonly isPart?: true;
}

/** The facts by which a change of a file is noticed. */
export interface FileFacts extends FileIdentity {
  /** Undefined for an inherited descriptor. */
  readonly path: string | undefined;
  readonly sizeBytes: number;
  readonly modifiedMilliseconds: number;
  /** Bytes from some places of the file, as text to compare; undefined if none were kept. */
  readonly sampled: string | undefined;
}
