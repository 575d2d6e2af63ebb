import { ByteTable, type ByteTableColumns } from './byte-table.ts';
import { decodeUtf8 } from './bytes.ts';
import { IntegerTable, UNRESOLVED } from './integer-table.ts';
import { allocate } from './memory.ts';

/** Ids of at most this many digits and no sign are kept by value; all others by their text. */
export const SMALL_INTEGER_DIGITS = 9;
const SMALL_INTEGER = new RegExp(`^[0-9]{1,${SMALL_INTEGER_DIGITS}}$`);

/**
 * Integers below this are their own number: ids counted up from small numbers, the common kind, need no table at all
 * and stand in order by themselves. All other users are numbered from here, as they are first seen.
 */
export const FIRST_OTHER_USER = 1 << 20;

/** What a reader of the users needs: see `Users.columns`. */
export interface UserColumns {
  readonly otherCount: number;
  readonly names: Int32Array;
  readonly texts: ByteTableColumns;
}

/** The users of a file, each with a number: what the store keeps of an event's user. */
export class Users {
  /** How many users have a number from FIRST_OTHER_USER up. */
  otherCount = 0;
  /** Of these, the ids that are no small integer, as UTF-8: integers in their shortest form, and strings. */
  readonly texts: ByteTable;
  private readonly integers: IntegerTable;
  /** The id of user FIRST_OTHER_USER + i: a small integer, or -1 - (its number among the texts). */
  private names = new Int32Array(allocate(4 * 64));
  /** The user whose id is text t. */
  private userOfText = new Uint32Array(64);

  constructor(seed: number, texts = new ByteTable(seed)) {
    this.texts = texts;
    this.integers = new IntegerTable(seed);
  }

  /** What a reader, on another thread too, needs to see the users there are now; more users change none of it. */
  columns(): UserColumns {
    const { otherCount, names, texts } = this;
    return { otherCount, names, texts: texts.columns() };
  }

  /** The users that `columns` were taken of, to read; it knows none by his id. */
  static ofColumns({ otherCount, names, texts }: UserColumns): Users {
    const users = new Users(0, ByteTable.ofColumns(texts));
    users.otherCount = otherCount;
    users.names = names;
    return users;
  }

  /** The user with this id, an integer of at most SMALL_INTEGER_DIGITS digits. */
  internInteger(value: number): number {
    if (value < FIRST_OTHER_USER) return value;
    const known = this.integers.get(value);
    if (known >= 0) return known;
    const user = this.add(value);
    this.integers.add(value, user);
    return user;
  }

  /** What to put into a column for the user with this id until `resolveIntegers`: the user, or UNRESOLVED + the id. */
  provisional(value: number): number {
    return value < FIRST_OTHER_USER ? value : value + UNRESOLVED;
  }

  /** Turns `column[from..to)`, where it is UNRESOLVED + a small integer, into users, many at once. */
  resolveIntegers(column: Uint32Array, from: number, to: number): void {
    for (
      let row = this.integers.resolve(column, from, to);
      row < to;
      row = this.integers.resolve(column, row, to)
    ) {
      column[row] = this.internInteger(column[row] - UNRESOLVED);
    }
  }

  /**
   * The user with the id `bytes[from..to)`: an integer in its shortest form that is no small one, or a string.
   * `view` looks at the same bytes.
   */
  internBytes(bytes: Uint8Array, view: DataView, from: number, to: number): number {
    const known = this.texts.count;
    return this.userOf(this.texts.intern(bytes, view, from, to), known);
  }

  /** The user with this id, as `userIdText` gives it. */
  internText(text: string): number {
    if (SMALL_INTEGER.test(text)) return this.internInteger(Number(text));
    const known = this.texts.count;
    return this.userOf(this.texts.internText(text), known);
  }

  /** The small integer a user's id is, or -1 for an id that is none. */
  smallIntegerOf(user: number): number {
    if (user < FIRST_OTHER_USER) return user;
    const name = this.names[user - FIRST_OTHER_USER];
    return name >= 0 ? name : -1;
  }

  /** The number among `texts` of an id that is no small integer. */
  textNumberOf(user: number): number {
    return -1 - this.names[user - FIRST_OTHER_USER];
  }

  textOf(user: number): string {
    const integer = this.smallIntegerOf(user);
    return integer >= 0 ? String(integer) : decodeUtf8(this.texts.bytesOf(this.textNumberOf(user)));
  }

  /** The user with text `text`; a new one where there were only `known` texts before. */
  private userOf(text: number, known: number): number {
    if (text === known) {
      if (text === this.userOfText.length) {
        const grown = new Uint32Array(this.userOfText.length * 2);
        grown.set(this.userOfText);
        this.userOfText = grown;
      }
      this.userOfText[text] = this.add(-1 - text);
    }
    return this.userOfText[text];
  }

  private add(name: number): number {
    if (this.otherCount === this.names.length) {
      const names = new Int32Array(allocate(4 * this.names.length * 2));
      names.set(this.names);
      this.names = names;
    }
    this.names[this.otherCount] = name;
    return FIRST_OTHER_USER + this.otherCount++;
  }
}
