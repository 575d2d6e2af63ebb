import type { CellKind } from '../../schema/table-columns.ts';

/** How the cells of a column are sorted: users have an order of their own; `mixed`: numbers, then texts. */
export type SortKind = CellKind | 'user' | 'mixed';

/** A growing column of numbers. */
export class GrowingNumbers {
  length = 0;
  private values = new Float64Array(1024);

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return this.values[index];
  }

  /** The numbers, valid until there are more. */
  get all(): Float64Array {
    return this.values.subarray(0, this.length);
  }
}

/** Numbers to sort the cells of a column by: `major`, then `minor`. */
export interface SortedBy {
  readonly major: Float64Array;
  readonly minor: Float64Array;
}

/** Turns the cells of a column into numbers of the same order. */
export class CellKeys {
  private readonly major = new GrowingNumbers();
  private readonly minor = new GrowingNumbers();
  /** The numbers of the texts, in order of appearance. Mostly they are few; at worst each row has its own. */
  private readonly numbers = new Map<string, number>();

  /** `missing`: the number of a cell that is empty. */
  constructor(
    private readonly kind: SortKind,
    private readonly missing: number,
  ) {}

  add(text: string): void {
    const { kind } = this;
    if (text === '' || (kind === 'value' && text === 'null')) this.push(this.missing, 0);
    else if (kind === 'integer') this.push(Number(text), 0);
    else if (kind === 'seconds') this.addFraction(Number(text.split('.')[0]), text.split('.')[1]);
    else if (kind === 'time') {
      const [, seconds, fraction] = /^(.*?)(?:\.(\d+))?Z$/.exec(text) ?? ['', text, undefined];
      this.addFraction(Date.parse(`${seconds}Z`) / 1000, fraction);
    } else {
      const known = this.numbers.get(text);
      if (known === undefined) this.numbers.set(text, this.numbers.size);
      this.push(known ?? this.numbers.size - 1, 0);
    }
  }

  /** Returns the numbers of all cells. Call it once, at the end. */
  take(): SortedBy {
    const { major, minor, missing, numbers } = this;
    if (numbers.size > 0) {
      const texts = [...numbers.keys()];
      const order = texts.map((_, number) => number);
      const parts = texts.map((text) => sortParts(this.kind, text));
      order.sort((a, b) => compareParts(parts[a], parts[b]));
      const ranks = new Float64Array(order.length);
      for (const [rank, number] of order.entries()) ranks[number] = rank;
      const { all } = major;
      for (let i = 0; i < all.length; i++) if (all[i] !== missing) all[i] = ranks[all[i]];
    }
    return { major: major.all, minor: minor.all };
  }

  private addFraction(whole: number, fraction: string | undefined): void {
    this.push(whole, fraction === undefined ? 0 : Number(fraction.padEnd(9, '0')));
  }

  private push(major: number, minor: number): void {
    this.major.push(major);
    this.minor.push(minor);
  }
}

/** The parts of a text by which it is sorted: numbers, in columns that have any, come before texts. */
interface Parts {
  readonly number: number | undefined;
  /** An integer, exactly. */
  readonly integer: bigint | undefined;
  readonly text: string;
}

const INTEGER = /^-?\d+$/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function sortParts(kind: SortKind, cell: string): Parts {
  const text = kind === 'value' && cell.startsWith('"') ? String(JSON.parse(cell)) : cell;
  const hasNumbers = kind === 'value' || kind === 'mixed';
  const integer = (hasNumbers || kind === 'user') && INTEGER.test(text) ? BigInt(text) : undefined;
  const isNumber = integer !== undefined || (hasNumbers && NUMBER.test(text));
  return { integer, number: isNumber ? Number(text) : undefined, text };
}

function compareParts(a: Parts, b: Parts): number {
  if (a.integer !== undefined && b.integer !== undefined) {
    return a.integer < b.integer ? -1 : a.integer > b.integer ? 1 : 0;
  }
  if (a.number !== undefined && b.number !== undefined) return a.number - b.number;
  if (a.number !== undefined || b.number !== undefined) return a.number === undefined ? 1 : -1;
  return compareTexts(a.text, b.text);
}

/** By code point: the halves of characters beyond U+FFFF come after all others. */
function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [left, right] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (left === right) continue;
    const [isLeftHalf, isRightHalf] = [isHalf(left), isHalf(right)];
    return isLeftHalf === isRightHalf ? left - right : isLeftHalf ? 1 : -1;
  }
  return a.length - b.length;
}

function isHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
