import type { FileIdentity } from '../source.ts';

/**
 * Why a file is read from its beginning: the path leads to another one, or the file became shorter, or begins with other
 * bytes than were read there.
 */
export type NewBeginning = 'replaced' | 'shorter' | 'rewritten';

/** A file that is read from its beginning, after another one or its own former content. */
export interface Begun {
  readonly why: NewBeginning;
  /** The identity of the file. */
  readonly identity: FileIdentity;
}

/** What a read of a followed input gives. */
export type FollowedRead =
  | { readonly kind: 'bytes'; readonly byteLength: number }
  /** There is nothing more at the moment. */
  | { readonly kind: 'none' }
  /** The next bytes are those of another file, from its beginning. */
  | ({ readonly kind: 'begun' } & Begun)
  /** The writing end of a pipe was closed. */
  | { readonly kind: 'ended' };

/** An input that may grow at any time. */
export interface FollowedInput {
  readonly name: string;
  /** Fills `into` with the next bytes as far as they are there. Throws the system's error. */
  read(into: Uint8Array): Promise<FollowedRead>;
  /** Closes what it has opened itself. */
  close(): void;
}
