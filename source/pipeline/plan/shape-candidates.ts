import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isWhiteSpace,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from '../text/bytes.ts';
import { decodeJsonString } from '../text/json-string.ts';
import { decodeText } from '../text/shown-text.ts';
import { TextBuffer } from '../text/text-buffer.ts';
import { EVERY, type PathStep } from '../validate/record-path.ts';
import { type ShapeCandidate, ShapeCounts } from './shape-counts.ts';

/** How much of the head is looked at: what an input consists of shows soon, and a plan must be quick. */
const MOST_BYTES = 64 * 1024;
/** How deep records are looked for. */
const MOST_DEPTH = 10;
/** Arrays directly in each other that are more hold a matrix, not records. */
const MOST_ARRAYS = 4;
/** Fewer objects side by side under keys are an ordinary object's parts. */
const FEWEST_KEYED = 2;
/** So many arrays under keys that are no data by themselves hold records of one kind. */
const FEWEST_ARRAYS = 3;
/** Objects under keys are records if they share so much of their keys. */
const SHARED = 0.5;
/** A path with fewer objects than one of so many, and more paths than these, are not tried. */
const MOST_CANDIDATES = 4;

/** Returns where, besides at depth 0, the head of an input has objects; those with most of them first. */
export function shapeCandidates(head: Uint8Array): readonly ShapeCandidate[] {
  const search = new Search(head.subarray(0, MOST_BYTES));
  search.top();
  return search.found();
}

/** What an object, or an array of some, is found to hold. */
interface Found {
  /** The keys of the object, or of the first in the array; one that was cut off has fewer. */
  readonly keys: readonly string[];
  readonly isArray?: true;
  /** Whether all that the object holds is one other. */
  readonly isWrapper?: boolean;
  /** How many objects that are: 1, or as many as the array has. */
  readonly objects: number;
  /** How many records are under the keys of the object, if these are data; else 0. */
  readonly keyed: number;
}

/** Goes through text that may be cut off or damaged, and counts objects by their path. */
class Search {
  private readonly counts = new ShapeCounts();
  private readonly decoded = new TextBuffer();
  private at = 0;
  private readonly to: number;

  constructor(private readonly bytes: Uint8Array) {
    this.to = bytes.length;
  }

  found(): readonly ShapeCandidate[] {
    return this.counts.best(MOST_CANDIDATES);
  }

  /** Goes through what is at depth 0. */
  top(): void {
    const { bytes, to } = this;
    while (this.at < to) {
      const byte = bytes[this.at];
      if (byte === OPEN_BRACE) this.object([], [], 0);
      else if (byte === QUOTE) this.string([], []);
      else this.at++;
    }
  }

  private object(steps: readonly PathStep[], arrays: readonly number[], depth: number): Found {
    const { bytes, to } = this;
    const keys: string[] = [];
    const children: Found[] = [];
    const before = this.counts.snapshot();
    this.at++;
    while (this.at < to) {
      const byte = bytes[this.at];
      if (byte === CLOSE_BRACE) {
        this.at++;
        break;
      }
      // A damaged object ends where no key is.
      if (byte !== QUOTE && byte !== COMMA && !isWhiteSpace(byte)) break;
      if (byte !== QUOTE) {
        this.at++;
        continue;
      }
      const key = this.text();
      this.space();
      if (key === undefined || bytes[this.at] !== COLON) break;
      this.at++;
      this.space();
      keys.push(key);
      const child = this.value([...steps, key], [...arrays, 0], depth + 1);
      if (child !== undefined) children.push(child);
    }
    if (2 * children.length <= keys.length) return { keys, objects: 1, keyed: 0 };
    const areKeyed = children.length >= FEWEST_KEYED && children.every((child) => child.keyed > 0);
    if (
      !areKeyed &&
      !(
        areAlike(children) &&
        (children.every(({ isArray }) => !isArray) || areData(keys) || areManyAlike(children))
      )
    )
      return { keys, objects: 1, keyed: 0, isWrapper: keys.length === 1 && children.length === 1 };
    const every: readonly PathStep[] = areKeyed ? [EVERY, EVERY] : [EVERY];
    this.counts.mergeSince(before, steps, every.length);
    const records = children.reduce((sum, child) => sum + (areKeyed ? child.keyed : child.objects), 0);
    this.counts.add(
      { steps: [...steps, ...every], arrays: [...arrays, ...every.map(() => 0)], isText: false },
      records,
    );
    return { keys, objects: 1, keyed: areKeyed ? 0 : records };
  }

  /** Goes through a value; returns what it holds if it is an object or an array of some. */
  private value(steps: readonly PathStep[], arrays: readonly number[], depth: number): Found | undefined {
    const byte = this.bytes[this.at];
    if (byte === QUOTE) this.string(steps, arrays);
    else if (depth > MOST_DEPTH || (arrays.at(-1) ?? 0) > MOST_ARRAYS) this.skip();
    else if (byte === OPEN_BRACE) return this.object(steps, arrays, depth);
    else if (byte === OPEN_BRACKET) return this.array(steps, arrays, depth);
    else this.scalar();
    return undefined;
  }

  private array(steps: readonly PathStep[], arrays: readonly number[], depth: number): Found | undefined {
    const { bytes, to } = this;
    const inside = [...arrays.slice(0, -1), (arrays.at(-1) ?? 0) + 1];
    let first: Found | undefined;
    let objects = 0;
    this.at++;
    while (this.at < to && bytes[this.at] !== CLOSE_BRACKET) {
      const byte = bytes[this.at];
      if (byte === COMMA || isWhiteSpace(byte)) {
        this.at++;
        continue;
      }
      if (byte === OPEN_BRACE) this.counts.add({ steps, arrays: inside, isText: false }, 1);
      const before = this.at;
      const found = this.value(steps, inside, depth);
      if (found !== undefined) {
        first ??= found;
        objects += found.objects;
      }
      // Damage: a byte that begins no value.
      if (this.at === before) break;
    }
    this.at++;
    return first && { keys: first.keys, objects, keyed: 0, isArray: true };
  }

  /** Passes a string, and counts it if its text looks like an object. */
  private string(steps: readonly PathStep[], arrays: readonly number[]): void {
    const text = this.text();
    if (text?.trimStart().startsWith('{') === true && text.trimEnd().endsWith('}'))
      this.counts.add({ steps, arrays, isText: true }, 1);
  }

  /** Passes a string; returns its text, undefined if it is cut off or its line ends in it. */
  private text(): string | undefined {
    const { bytes, to, decoded } = this;
    const from = this.at;
    for (let at = from + 1; at < to; at++) {
      if (bytes[at] === BACKSLASH) at++;
      else if (bytes[at] === LINE_FEED) {
        this.at = at;
        return undefined;
      } else if (bytes[at] === QUOTE) {
        this.at = at + 1;
        decodeJsonString(bytes, from, at + 1, decoded);
        return decodeText(decoded.bytes, 0, decoded.length);
      }
    }
    this.at = to;
    return undefined;
  }

  private scalar(): void {
    const { bytes, to } = this;
    while (this.at < to && !isEndOfScalar(bytes[this.at])) this.at++;
  }

  /** Passes a container that is too deep. */
  private skip(): void {
    const { bytes, to } = this;
    let open = 0;
    while (this.at < to) {
      const byte = bytes[this.at];
      if (byte === QUOTE) {
        this.text();
        continue;
      }
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) open++;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) open--;
      else if (open === 0) {
        this.scalar();
        return;
      }
      this.at++;
      if (open === 0) return;
    }
  }

  private space(): void {
    while (this.at < this.to && isWhiteSpace(this.bytes[this.at])) this.at++;
  }
}

/** Whether objects look like records of one kind: each of the first shares keys with the one before it. */
function areAlike(objects: readonly Found[]): boolean {
  if (objects.length < FEWEST_KEYED) return false;
  return objects.slice(1, 4).every(({ keys }, i) => {
    const before = objects[i].keys;
    // The last may be cut off.
    const fewer = Math.min(keys.length, before.length);
    return (
      keys.filter((key) => before.includes(key)).length >= SHARED * fewer &&
      (before.length > 1 || objects[i].isWrapper === true)
    );
  });
}

/** Whether the keys of arrays are data, as days and ids, and not names of what they hold. */
function areData(keys: readonly string[]): boolean {
  return keys.every((key) => /\d/.test(key));
}

/** Whether many arrays hold objects with the same keys: what they stand under tells them apart, as users and days do. */
function areManyAlike(arrays: readonly Found[]): boolean {
  const [first, ...others] = arrays;
  if (arrays.length < FEWEST_ARRAYS) return false;
  return others.every(({ keys }) => keys.length > 0 && keys.every((key) => first.keys.includes(key)));
}

function isEndOfScalar(byte: number): boolean {
  return (
    byte === COMMA ||
    byte === CLOSE_BRACE ||
    byte === CLOSE_BRACKET ||
    byte === OPEN_BRACE ||
    byte === OPEN_BRACKET ||
    byte === QUOTE ||
    isWhiteSpace(byte)
  );
}
