/**
 * What kind of name a key has for a role, by role, best first (spec section 13). Plans are compared by the kinds of their
 * user and time; the rules of one kind differ by their tier.
 */

/** How well a name says that its key has a role. */
export interface NameRank {
  /** A value of USER_KIND, TIME_KIND, TYPE_KIND or ID_KIND, by the role. */
  readonly kind: number;
  /** Within the kind: 0 is the best. */
  readonly tier: number;
}

/** Returns a negative number, 0 or a positive number as rank `a` is better than, equal to or worse than rank `b`. */
export function compareRanks(a: NameRank, b: NameRank): number {
  return a.kind - b.kind || a.tier - b.tier;
}

/** Kinds of users. */
export const USER_KIND = {
  /** A user id or a login. */
  ID: 0,
  /** An e-mail address or a name, which people share and change. */
  NAME: 1,
  /** A visitor who has not logged in, a device or a client. */
  ANONYMOUS: 2,
  SESSION: 3,
  ADDRESS: 4,
  /** What the events are of, without a word that says what it is. */
  THING: 5,
  /** A column of a table that names none, chosen by its values. */
  UNNAMED: 6,
  /** No key is the user. */
  NONE: 7,
} as const;

/** Kinds of times. */
export const TIME_KIND = {
  /** The event's own. */
  OWN: 0,
  /** A time, without a word that says of what. */
  PLAIN: 1,
  /** When something ended or changed: the event began before. */
  END: 2,
  /** When the event was received, loaded or moved. */
  RECEIPT: 3,
  /** The time of something else that the event speaks of. */
  OTHER: 4,
  /** A date under a name that says nothing of a time. */
  UNNAMED: 5,
  /** No time of an event, whatever the value. */
  NO_TIME: 6,
} as const;

/** Kinds of types, in the order of spec section 13. */
export const TYPE_KIND = {
  EVENT_TYPE: 0,
  EVENT_NAME: 1,
  EVENT: 2,
  ACTION: 3,
  TYPE: 4,
  NAME: 5,
  VERB: 6,
  OPERATION: 7,
  /** A code that says which event it is. */
  CODE: 8,
  /** A coarser word for what was done. */
  COARSE: 9,
  /** No name: the values repeat as those of a type do. */
  BY_VALUE: 10,
} as const;

/** From this kind on a name says little: the values must be few. */
export const LOOSE_TYPE = TYPE_KIND.EVENT;
/** From this kind on, values that differ in each record are titles, not types. */
export const TITLE_TYPE = TYPE_KIND.NAME;

/** Kinds of ids. */
export const ID_KIND = {
  /** Says that it is the event's. */
  EVENT: 0,
  /** The id of what holds the event: a message, an entry. */
  HOLDER: 1,
  /** An id and no more. */
  BARE: 2,
  /** The id of a request. */
  REQUEST: 3,
} as const;
