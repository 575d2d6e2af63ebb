import { type ByteRanges, type InternerColumns, StringInterner } from '../columns/interner.ts';
import { FIRST_TEXT_USER, SMALL_INTEGER_DIGITS } from '../kernel/layout.ts';
import { decodeUtf8 } from '../text/bytes.ts';

const SMALL_INTEGER = new RegExp(`^[0-9]{1,${SMALL_INTEGER_DIGITS}}$`);

/**
 * Users whose id is no small integer are numbered from here, as their texts are: above all small integers. These, the
 * common kind, need no table at all and stand in order by themselves.
 */
export { FIRST_TEXT_USER, SMALL_INTEGER_DIGITS };

/** What a reader of the users needs: see `Users.columns`. */
export interface UserColumns {
  readonly texts: InternerColumns;
}

/** The users of a file, each with a number: what the store keeps of an event's user. */
export class Users {
  /** `texts`: the ids that are no small integer, as UTF-8: integers in their shortest form, and strings. */
  constructor(
    seed: number,
    readonly texts = new StringInterner(seed),
  ) {}

  /** What a reader, on another thread too, needs to see the users there are now; more users change none of it. */
  columns(): UserColumns {
    return { texts: this.texts.columns() };
  }

  /** The users that `columns` were taken of, to read; it knows none by his id. */
  static ofColumns({ texts }: UserColumns): Users {
    return new Users(0, StringInterner.ofColumns(texts));
  }

  /**
   * The users with these ids, integers in their shortest form that are no small ones, or strings, into `numbers`; see
   * `StringInterner.internMany`.
   */
  internMany(ids: ByteRanges, numbers: Uint32Array): void {
    this.texts.internMany(ids, numbers);
    for (let i = 0; i < ids.count; i++) numbers[i] += FIRST_TEXT_USER;
  }

  /** The user with this id, as `userIdText` gives it. */
  internText(text: string): number {
    return SMALL_INTEGER.test(text) ? Number(text) : FIRST_TEXT_USER + this.texts.internText(text);
  }

  /** The small integer a user's id is, or -1 for an id that is none. */
  smallIntegerOf(user: number): number {
    return user < FIRST_TEXT_USER ? user : -1;
  }

  /** The number among `texts` of an id that is no small integer. */
  textNumberOf(user: number): number {
    return user - FIRST_TEXT_USER;
  }

  textOf(user: number): string {
    return user < FIRST_TEXT_USER ? String(user) : decodeUtf8(this.texts.bytesOf(this.textNumberOf(user)));
  }
}
