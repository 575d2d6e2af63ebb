/** Where an output's bytes go. */
export interface Sink {
  /** Its name in messages. */
  readonly name: string;
  /** What a user should know about how it is written: a sentence without a full stop. */
  readonly note?: string | undefined;
  /** Writes the bytes; they may be overwritten once it is done. Throws the system's error. */
  write(bytes: Uint8Array): Promise<void>;
  /** Writes the bytes, blocking the process: for when there is more than should be held, and no other way to wait. */
  writeNow(bytes: Uint8Array): void;
  /** Ends the output; nothing can be written any more. */
  close(): Promise<void>;
  /** Makes the closed output visible at its destination, whole. */
  publish(): Promise<void>;
  /** Ends an output that is not wanted: a draft is removed. Never throws. */
  discard(): Promise<void>;
}
