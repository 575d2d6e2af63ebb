/** Where an output's bytes go. */
export interface Sink {
  /** What to call it in messages. */
  readonly name: string;
  /** Takes the bytes; they may be overwritten once it is done. Throws the system's error. */
  write(bytes: Uint8Array): Promise<void>;
  /** The same, while the process waits: for when there is more than should be held, and no way to wait otherwise. */
  writeNow(bytes: Uint8Array): void;
  /** Ends the output; nothing can be written any more. */
  close(): Promise<void>;
  /** Makes the closed output visible at its place, whole. */
  publish(): Promise<void>;
  /** Ends an output that is not to be: what was written as a draft goes. Never throws. */
  discard(): Promise<void>;
}
