import { ByteTable } from './byte-table.ts';
import { decodeUtf8, encodeUtf8 } from './bytes.ts';

/** Integers from 0 up to this, those of at most nine digits, are kept by value; all other users by their text. */
export const LARGEST_SMALL_INTEGER = 999_999_999;

const EMPTY = -1;
const MOST_FULL = 0.5;

/**
 * The users of a file, numbered from 0 in the order in which they were first seen. Small integers, which most ids
 * are, are found by value in a table of their own: one cache line a look-up, no bytes to hash or compare.
 */
export class Users {
  count = 0;
  /** The ids that are no small integer, as UTF-8: integers in their shortest form, and strings. */
  readonly texts = new ByteTable();
  /** User u: the small integer itself, or -1 - (its number among the texts). */
  private names = new Int32Array(64);
  /** The user whose id is text t. */
  private userOfText = new Uint32Array(64);
  /** Pairs (integer, user), open addressing. */
  private pairs = new Int32Array(256).fill(EMPTY);
  private integerCount = 0;

  /** The user with this id, from 0 to LARGEST_SMALL_INTEGER. */
  internInteger(value: number): number {
    const { pairs } = this;
    const mask = pairs.length - 2;
    let slot = hashInteger(value) & mask;
    for (;;) {
      if (pairs[slot] === value) return pairs[slot + 1];
      if (pairs[slot] === EMPTY) break;
      slot = (slot + 2) & mask;
    }
    const user = this.add(value);
    pairs[slot] = value;
    pairs[slot + 1] = user;
    this.integerCount++;
    if (this.integerCount * 2 > pairs.length * MOST_FULL) this.growPairs();
    return user;
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
    if (/^[0-9]{1,9}$/.test(text)) return this.internInteger(Number(text));
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

  private growPairs(): void {
    const pairs = new Int32Array(this.pairs.length * 2).fill(EMPTY);
    const mask = pairs.length - 2;
    for (let i = 0; i < this.pairs.length; i += 2) {
      if (this.pairs[i] === EMPTY) continue;
      let slot = hashInteger(this.pairs[i]) & mask;
      while (pairs[slot] !== EMPTY) slot = (slot + 2) & mask;
      pairs[slot] = this.pairs[i];
      pairs[slot + 1] = this.pairs[i + 1];
    }
    this.pairs = pairs;
  }
}

/** Even, so that it is the place of a pair. */
function hashInteger(value: number): number {
  const hash = Math.imul(value, 0x9e3779b1);
  return (hash ^ (hash >>> 15)) << 1;
}
