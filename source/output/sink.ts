/** Where an output's bytes go. */
export interface Sink {
  /** What to call it in messages. */
  readonly name: string;
  /** Takes the bytes; they may be overwritten once it is done. Throws the system's error. */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends the output and makes it visible, whole. */
  finish(): Promise<void>;
}
