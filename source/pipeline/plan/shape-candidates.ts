import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isWhiteSpace,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from '../text/bytes.ts';
import { EVERY, type PathStep, type RecordPath } from '../validate/record-path.ts';
import { LooseTokens, mayBeginObject, type TextPlace } from './loose-tokens.ts';
import { type ShapeCandidate, ShapeCounts } from './shape-counts.ts';

/** How much of the head is looked at: what an input consists of shows soon, and a plan must be quick. */
export const SHAPE_BYTES = 64 * 1024;
/** Records are not looked for any deeper. */
const MOST_DEPTH = 10;
/** More arrays directly inside each other hold a matrix, not records. */
const MOST_ARRAYS = 4;
/** Fewer objects side by side under keys are an ordinary object's parts. */
const FEWEST_KEYED = 2;
/** This many arrays of like objects hold records of one kind, even if the keys of the arrays do not look like data. */
const FEWEST_ARRAYS = 3;
/** Objects under keys are records if each shares this part of its keys with the one before. */
const SHARED = 0.5;
/** How many paths are candidates: those with most objects. */
const MOST_CANDIDATES = 4;

/** Returns where, besides at depth 0, the head of an input has objects; those with most of them first. */
export function shapeCandidates(head: Uint8Array): readonly ShapeCandidate[] {
  const search = new Search(head.subarray(0, SHAPE_BYTES));
  search.top();
  return search.found();
}

/** Whether the head of an input has an object elsewhere than at depth 0. */
export function holdsShape(head: Uint8Array): boolean {
  const search = new Search(head.subarray(0, SHAPE_BYTES), 1);
  search.top();
  return search.found().length > 0;
}

/** What an object, or an array of some, is found to hold. */
interface Found {
  /** The keys of the object, or of the first in the array; one that was cut off has fewer. */
  readonly keys: readonly TextPlace[];
  readonly isArray?: true;
  /** Whether the object holds one other object and nothing else. */
  readonly isWrapper?: boolean;
  /** How many objects that are: 1, or as many as the array has. */
  readonly objects: number;
  /** How many records are under the keys of the object, if these are data; else 0. */
  readonly keyed: number;
}

/**
 * Goes through text that may be cut off or damaged, and counts objects by their path. Most of what it passes are members of
 * records that hold neither objects nor arrays: of these it only notes where the keys are.
 */
class Search {
  private readonly counts = new ShapeCounts();
  private readonly tokens: LooseTokens;
  private counted = 0;

  /** `enough`: the number of objects after which the search ends. */
  constructor(
    bytes: Uint8Array,
    private readonly enough = Number.POSITIVE_INFINITY,
  ) {
    this.tokens = new LooseTokens(bytes);
  }

  found(): readonly ShapeCandidate[] {
    return this.counts.best(MOST_CANDIDATES);
  }

  /** Goes through what is at depth 0. */
  top(): void {
    const { tokens } = this;
    const { bytes, to } = tokens;
    while (tokens.at < to) {
      const byte = bytes[tokens.at];
      if (byte === OPEN_BRACE) this.object([], [], 0);
      else if (byte === QUOTE) this.string([], []);
      else tokens.at++;
    }
  }

  private object(steps: readonly PathStep[], arrays: readonly number[], depth: number): Found {
    const { tokens } = this;
    const { bytes, to } = tokens;
    const keys: TextPlace[] = [];
    const children: Found[] = [];
    const countsBefore = this.counts.length;
    tokens.at++;
    while (tokens.at < to) {
      const byte = bytes[tokens.at];
      if (byte === CLOSE_BRACE) {
        tokens.at++;
        break;
      }
      // A damaged object ends where a key is missing.
      if (byte !== QUOTE && byte !== COMMA && !isWhiteSpace(byte)) break;
      if (byte !== QUOTE) {
        tokens.at++;
        continue;
      }
      const from = tokens.at;
      const hasEnd = tokens.passString();
      const key: TextPlace = { from, to: tokens.at };
      tokens.passSpace();
      if (!hasEnd || bytes[tokens.at] !== COLON) break;
      tokens.at++;
      tokens.passSpace();
      keys.push(key);
      if (tokens.passPlain()) continue;
      const child = this.value([...steps, tokens.textOf(key)], [...arrays, 0], depth + 1);
      if (child !== undefined) children.push(child);
    }
    if (2 * children.length <= keys.length) return { keys, objects: 1, keyed: 0 };
    const areKeyed = children.length >= FEWEST_KEYED && children.every((child) => child.keyed > 0);
    const areRecords = (): boolean =>
      this.areAlike(children) &&
      (children.every(({ isArray }) => !isArray) || this.areData(keys) || this.areManyAlike(children));
    if (!areKeyed && !areRecords())
      return { keys, objects: 1, keyed: 0, isWrapper: keys.length === 1 && children.length === 1 };
    const every: readonly PathStep[] = areKeyed ? [EVERY, EVERY] : [EVERY];
    this.counts.mergeSince(countsBefore, steps, every.length);
    const records = children.reduce((sum, child) => sum + (areKeyed ? child.keyed : child.objects), 0);
    this.count(
      { steps: [...steps, ...every], arrays: [...arrays, ...every.map(() => 0)], isText: false },
      records,
    );
    return { keys, objects: 1, keyed: areKeyed ? 0 : records };
  }

  /** Goes through a value; returns what it holds if it is an object or an array of some. */
  private value(steps: readonly PathStep[], arrays: readonly number[], depth: number): Found | undefined {
    const { tokens } = this;
    const byte = tokens.bytes[tokens.at];
    if (byte === QUOTE) this.string(steps, arrays);
    else if (depth > MOST_DEPTH || (arrays.at(-1) ?? 0) > MOST_ARRAYS) tokens.passAny();
    else if (byte === OPEN_BRACE) return this.object(steps, arrays, depth);
    else if (byte === OPEN_BRACKET) return this.array(steps, arrays, depth);
    else tokens.passScalar();
    return undefined;
  }

  private array(steps: readonly PathStep[], arrays: readonly number[], depth: number): Found | undefined {
    const { tokens } = this;
    const { bytes, to } = tokens;
    const inside = [...arrays.slice(0, -1), (arrays.at(-1) ?? 0) + 1];
    const path: RecordPath = { steps, arrays: inside, isText: false };
    let first: Found | undefined;
    let objects = 0;
    tokens.at++;
    while (tokens.at < to && bytes[tokens.at] !== CLOSE_BRACKET) {
      const byte = bytes[tokens.at];
      if (byte === COMMA || isWhiteSpace(byte)) {
        tokens.at++;
        continue;
      }
      if (byte === OPEN_BRACE) this.count(path, 1);
      const before = tokens.at;
      const found = this.value(steps, inside, depth);
      if (found !== undefined) {
        first ??= found;
        objects += found.objects;
      }
      // Damage: a byte that begins no value.
      if (tokens.at === before) break;
    }
    tokens.at++;
    return first && { keys: first.keys, objects, keyed: 0, isArray: true };
  }

  /** Passes a string, and counts it if its text looks like an object. */
  private string(steps: readonly PathStep[], arrays: readonly number[]): void {
    const { tokens } = this;
    const from = tokens.at;
    if (!tokens.passString() || !mayBeginObject(tokens.bytes[from + 1])) return;
    const text = tokens.textOf({ from, to: tokens.at });
    if (text.trimStart().startsWith('{') && text.trimEnd().endsWith('}'))
      this.count({ steps, arrays, isText: true }, 1);
  }

  private count(path: RecordPath, objects: number): void {
    this.counts.add(path, objects);
    this.counted += objects;
    if (this.counted >= this.enough) this.tokens.at = this.tokens.to;
  }

  private keysOf({ keys }: Found): readonly string[] {
    return keys.map((key) => this.tokens.textOf(key));
  }

  /** Whether objects look like records of one kind: each of the first shares keys with the one before it. */
  private areAlike(objects: readonly Found[]): boolean {
    if (objects.length < FEWEST_KEYED) return false;
    const keysOfFirst = objects.slice(0, 4).map((object) => this.keysOf(object));
    return keysOfFirst.slice(1).every((keys, i) => {
      const before = keysOfFirst[i];
      // The last may be cut off.
      const fewer = Math.min(keys.length, before.length);
      return (
        keys.filter((key) => before.includes(key)).length >= SHARED * fewer &&
        (before.length > 1 || objects[i].isWrapper === true)
      );
    });
  }

  /** Whether the keys of arrays are data, as days and ids, and not names of what they hold. */
  private areData(keys: readonly TextPlace[]): boolean {
    return keys.every((key) => /\d/.test(this.tokens.textOf(key)));
  }

  /** Whether many arrays hold objects with the same keys: the keys above tell them apart, as users and days do. */
  private areManyAlike(arrays: readonly Found[]): boolean {
    const [first, ...others] = arrays.map((array) => this.keysOf(array));
    if (arrays.length < FEWEST_ARRAYS) return false;
    return others.every((keys) => keys.length > 0 && keys.every((key) => first.includes(key)));
  }
}
