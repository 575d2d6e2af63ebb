import { type ByteRanges, type InternerColumns, StringInterner } from '../columns/interner.ts';
import { DIGIT_0, isDigit } from '../text/bytes.ts';
import { decodeText } from '../text/shown-text.ts';
import { equalBytes } from '../text/text-buffer.ts';
import { FIRST_TEXT_USER, SMALL_INTEGER_DIGITS } from './user-numbers.ts';

/*
 * Small integers are their own numbers: they are the common kind of id, need no table, and sort as they are. All other
 * ids have numbers from FIRST_TEXT_USER on, in order of first appearance (docs/decisions/004).
 */
export { FIRST_TEXT_USER, SMALL_INTEGER_DIGITS };

/** Plain data from which `Users.ofColumns` makes readable users, on any thread. */
export interface UserColumns {
  readonly texts: InternerColumns;
}

/**
 * The users of a file, each with a number, which is what the store keeps of an event's user. Two ids are the same user
 * only if they are the same bytes (spec section 1).
 */
export class Users {
  /**
   * `texts` holds the ids that are not small integers: other integers in their shortest form, and strings.
   * @internal
   */
  constructor(
    seed: number,
    readonly texts = new StringInterner(seed),
  ) {}

  /** Returns what a reader needs to see the current users. Users added later change none of it. @internal */
  columns(): UserColumns {
    return { texts: this.texts.columns() };
  }

  /** Returns the users that `columns` were taken from, read-only: no user can be looked up by id. @internal */
  static ofColumns({ texts }: UserColumns): Users {
    return new Users(0, StringInterner.ofColumns(texts));
  }

  /**
   * Writes the numbers of the users with these ids to `numbers`. The ids must be as `readUserId` returns them and not
   * small integers. See `StringInterner.internMany`.
   * @internal
   */
  internMany(ids: ByteRanges, numbers: Uint32Array): void {
    this.texts.internMany(ids, numbers);
    for (let i = 0; i < ids.count; i++) numbers[i] += FIRST_TEXT_USER;
  }

  /**
   * Returns the user whose id is `bytes[from..to)`, as `readUserId` returns it. `view` must be of the same memory as
   * `bytes`.
   * @internal
   */
  intern(bytes: Uint8Array, view: DataView, from: number, to: number): number {
    const integer = smallInteger(bytes, from, to);
    return integer >= 0 ? integer : FIRST_TEXT_USER + this.texts.intern(bytes, view, from, to);
  }

  /** Returns the small integer that is the user's id, or -1 for any other id. @internal */
  smallIntegerOf(user: number): number {
    return user < FIRST_TEXT_USER ? user : -1;
  }

  /** Returns the number among `texts` of a user whose id is not a small integer. @internal */
  textNumberOf(user: number): number {
    return user - FIRST_TEXT_USER;
  }

  /**
   * Returns the user whose id is `id`, as `readUserId` returns it, or -1. Compares it with all ids that are no small
   * integers.
   */
  find(id: Uint8Array): number {
    const integer = smallInteger(id, 0, id.length);
    if (integer >= 0) return integer;
    for (let text = 0; text < this.texts.count; text++) {
      if (equalBytes(this.texts.bytesOf(text), id, 0, id.length)) return FIRST_TEXT_USER + text;
    }
    return -1;
  }

  /** Returns a user's id as it is shown. Several users may look the same: distinguish them by number. */
  textOf(user: number): string {
    return user < FIRST_TEXT_USER ? String(user) : decodeText(this.texts.bytesOf(this.textNumberOf(user)));
  }
}

/** Returns the value of an integer of few digits in its shortest form, or -1 for any other id. */
function smallInteger(bytes: Uint8Array, from: number, to: number): number {
  if (from === to || to - from > SMALL_INTEGER_DIGITS) return -1;
  let value = 0;
  for (let at = from; at < to; at++) {
    if (!isDigit(bytes[at])) return -1;
    value = value * 10 + bytes[at] - DIGIT_0;
  }
  return value;
}
