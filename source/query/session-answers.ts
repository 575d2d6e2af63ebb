/** What queries tell of sessions and users, besides their rows. */

/** What sums sessions up. */
export interface SessionStats {
  readonly count: number;
  /** The days on which sessions begin, by the clocks of a zone: days since the Unix epoch, ascending. */
  readonly days: Float64Array;
  /** How many sessions begin on each of these days. */
  readonly countByDay: Float64Array;
  /** How many sessions are so long: less than 1 s, and then from 2^(i-1) to less than 2^i seconds. */
  readonly countByLength: Float64Array;
  /** Of the length, in whole seconds; of an even number of sessions the lower one of the middle two. */
  readonly medianSeconds: number;
  readonly longestSeconds: number;
}

/** The kept events of a session or of a user by type, the most frequent first. */
export interface TypeMix {
  /** By number in the store. */
  readonly types: Uint32Array;
  readonly counts: Uint32Array;
}

/** What of a session takes a look at all of its events. */
export interface SessionFacts {
  readonly mix: TypeMix;
  /** Those that were removed, those found by ids too. */
  readonly duplicates: number;
}

/** What of a user takes a look at all sessions of a scope. */
export interface UserFacts extends SessionFacts {
  readonly sessions: number;
  /** Without duplicates. */
  readonly events: number;
  /** By index in the store. */
  readonly firstEvent: number;
  readonly lastEvent: number;
}
