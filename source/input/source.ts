/** Where a file's bytes are, whatever its name: two names of one file have the same identity. */
export interface FileIdentity {
  readonly device: number;
  readonly inode: number;
}

/** Where bytes come from, read in order. */
export interface Source {
  /** What to call it in messages. */
  readonly name: string;
  /** How many bytes there are to read, where that is known beforehand: not for a pipe. */
  readonly sizeBytes: number | undefined;
  readonly identity: FileIdentity;
  /** Fills `into` with the next bytes, as far as there are any at hand; answers how many, 0 at the end. */
  read(into: Uint8Array): Promise<number>;
  /** What has become of the file behind it since it was opened, by its size and the time it was written. */
  change(): Promise<'none' | 'shorter' | 'other'>;
  close(): Promise<void>;
}
