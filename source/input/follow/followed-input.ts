import type { FileIdentity } from '../source.ts';

/** Why another file is read from its beginning: the path leads to another one, or the file became shorter. */
export type NewBeginning = 'replaced' | 'shorter';

/** Another file that is read from its beginning. */
export interface Begun {
  readonly why: NewBeginning;
  /** That of the file. */
  readonly identity: FileIdentity;
}

/** What a read of an input that is followed gives. */
export type FollowedRead =
  | { readonly kind: 'bytes'; readonly byteLength: number }
  /** Nothing more is there by now. */
  | { readonly kind: 'none' }
  /** What follows is another file, from its beginning; what was read before of the same name is over. */
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
