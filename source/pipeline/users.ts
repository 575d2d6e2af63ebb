import { ByteTable } from './byte-table.ts';
import { decodeUtf8, encodeUtf8 } from './bytes.ts';
import { IntegerTable, UNRESOLVED } from './integer-table.ts';

/** Ids of at most this many digits and no sign are kept by value; all others by their text. */
export const SMALL_INTEGER_DIGITS = 9;
const SMALL_INTEGER = new RegExp(`^[0-9]{1,${SMALL_INTEGER_DIGITS}}$`);

/** The users of a file, numbered from 0 in the order in which they were first seen. */
export class Users {
  count = 0;
  /** The ids that are no small integer, as UTF-8: integers in their shortest form, and strings. */
  readonly texts = new ByteTable();
  private readonly integers = new IntegerTable();
  /** User u: the small integer itself, or -1 - (its number among the texts). */
  private names = new Int32Array(64);
  /** The user whose id is text t. */
  private userOfText = new Uint32Array(64);

  /** The user with this id, an integer of at most SMALL_INTEGER_DIGITS digits. */
  internInteger(value: number): number {
    const known = this.integers.get(value);
    if (known >= 0) return known;
    const user = this.add(value);
    this.integers.add(value, user);
    return user;
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
    const text = this.texts.intern(bytes, view, from, to);
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

  /** The user with this id, as `userIdText` gives it. */
  internText(text: string): number {
    if (SMALL_INTEGER.test(text)) return this.internInteger(Number(text));
    const bytes = encodeUtf8(text);
    return this.internBytes(
      bytes,
      new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      0,
      bytes.length,
    );
  }

  /** The small integer a user's id is, or -1 for an id that is none. */
  smallIntegerOf(user: number): number {
    const name = this.names[user];
    return name >= 0 ? name : -1;
  }

  /** The number among `texts` of an id that is no small integer. */
  textNumberOf(user: number): number {
    return -1 - this.names[user];
  }

  textOf(user: number): string {
    const name = this.names[user];
    return name >= 0 ? String(name) : decodeUtf8(this.texts.bytesOf(-1 - name));
  }

  private add(name: number): number {
    if (this.count === this.names.length) {
      const names = new Int32Array(this.names.length * 2);
      names.set(this.names);
      this.names = names;
    }
    this.names[this.count] = name;
    return this.count++;
  }
}
