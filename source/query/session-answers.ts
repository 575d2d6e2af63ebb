/** Answers about sessions and users besides rows. */

/** A summary of sessions. */
export interface SessionStats {
  readonly count: number;
  /** The days on which sessions begin, by the clock of a zone: days since the Unix epoch, ascending. */
  readonly days: Float64Array;
  /** How many sessions begin on each of these days. */
  readonly countByDay: Float64Array;
  /** Sessions by length: those below 1 s, then those from 2^(i-1) to below 2^i seconds. */
  readonly countByLength: Float64Array;
  /** The median length, in whole seconds; of an even number of sessions the lower of the middle two. */
  readonly medianSeconds: number;
  readonly longestSeconds: number;
}

/** The kept events of a session or of a user by type, the most frequent first. */
export interface TypeMix {
  /** By number in the store. */
  readonly types: Uint32Array;
  readonly counts: Uint32Array;
}

/** Facts of a session that need all of its events. */
export interface SessionFacts {
  readonly mix: TypeMix;
  /** How many were removed, those found by ids included. */
  readonly duplicates: number;
}

/** Facts of a user that need all of the user's sessions in a scope. */
export interface UserFacts extends SessionFacts {
  readonly sessions: number;
  /** Without duplicates. */
  readonly events: number;
  /** By index in the store. */
  readonly firstEvent: number;
  readonly lastEvent: number;
}
