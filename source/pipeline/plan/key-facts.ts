import type { KeyPath } from '../validate/key-paths.ts';
import { type KeyName, keyNameOf } from './names.ts';
import type { KeyStatistics } from './plan.ts';
import {
  isBlank,
  isObject,
  type JsonValue,
  pairsOf,
  type Scalar,
  scalarOf,
  textOf,
} from './sample-values.ts';

/** How deep keys are looked at (spec section 13). */
const MOST_PARTS = 6;
/**
 * The most key paths of depth 1, of depth 2, and of any greater depth. More come from keys that are data themselves, as ids
 * are. What is deep in a large value does not hide what comes after it.
 */
const MOST_PATHS: readonly number[] = [1000, 600, 600];
/** The most of depth 1 that come up in the first records: a record of thousands of columns may have the user in its last. */
const MOST_COLUMNS = 10_000;
const FIRST_RECORDS = 2;
/** A longer key is data rather than a name, and no message has room for it. */
const LONGEST_KEY = 1000;
const SAMPLES = 5;
const LONGEST_SAMPLE = 60;
/** Texts that differ only after this are counted as one. */
const LONGEST_DISTINCT = 300;

type Kinds = { -readonly [Kind in keyof KeyStatistics['kinds']]: number };

/** What the records of a sample hold at one key path. */
export interface KeyFacts {
  readonly path: KeyPath;
  readonly name: KeyName;
  /** Records in which it is there, neither null nor blank. */
  count: number;
  /** Those of them in which it is a text, a number or a boolean. */
  scalars: number;
  readonly kinds: Kinds;
  /** The different values, texts cut off. */
  readonly distinct: Set<string | number | boolean>;
  readonly samples: string[];
}

interface Node {
  readonly path: KeyPath;
  readonly children: Map<string, Node>;
  facts: KeyFacts | undefined;
}

/** Returns what the records hold at every key path up to 6 deep, in the order in which the paths come up. */
export function keyFacts(records: readonly JsonValue[], opensWrappers: boolean): readonly KeyFacts[] {
  const walk = new Walk(opensWrappers);
  const root: Node = { path: [], children: new Map(), facts: undefined };
  for (const [i, record] of records.entries()) {
    if (i === FIRST_RECORDS) walk.mostPaths[0] = MOST_PATHS[0];
    if (isObject(record)) walk.object(record, root);
  }
  return walk.found;
}

class Walk {
  readonly found: KeyFacts[] = [];
  /** How many paths there may be of each depth. */
  readonly mostPaths: number[] = MOST_PATHS.with(0, MOST_COLUMNS);
  /** How many paths there are of each depth. */
  private readonly counts = MOST_PATHS.map(() => 0);

  constructor(private readonly opensWrappers: boolean) {}

  object(object: { readonly [key: string]: JsonValue }, parent: Node): void {
    for (const key of Object.keys(object)) {
      const node = parent.children.get(key) ?? this.newNode(key, parent);
      if (node !== undefined) this.value(object[key], node);
    }
  }

  private newNode(key: string, parent: Node): Node | undefined {
    const depth = Math.min(parent.path.length, MOST_PATHS.length - 1);
    if (key === '' || key.length > LONGEST_KEY || this.counts[depth] >= this.mostPaths[depth])
      return undefined;
    this.counts[depth]++;
    const node: Node = { path: [...parent.path, key], children: new Map(), facts: undefined };
    parent.children.set(key, node);
    return node;
  }

  private value(value: JsonValue, node: Node): void {
    if (typeof value !== 'object' || value === null) {
      this.scalar(value, this.factsOf(node));
      return;
    }
    const wrapped = scalarOf(value, this.opensWrappers);
    if (wrapped !== undefined) {
      this.scalar(wrapped.scalar, this.factsOf(node));
      return;
    }
    const inner = isObject(value) ? value : pairsOf(value);
    if (inner === undefined || Object.keys(value).length === 0) {
      const facts = this.factsOf(node);
      const kind = Array.isArray(value) ? 'array' : 'object';
      facts.kinds[kind] = (facts.kinds[kind] ?? 0) + 1;
      if (Object.keys(value).length > 0) facts.count++;
    } else if (node.path.length < MOST_PARTS) this.object(inner, node);
  }

  private scalar(scalar: Scalar, facts: KeyFacts): void {
    const kind = kindOf(scalar);
    facts.kinds[kind] = (facts.kinds[kind] ?? 0) + 1;
    if (isBlank(scalar)) return;
    facts.count++;
    facts.scalars++;
    const value =
      typeof scalar === 'number' || typeof scalar === 'boolean'
        ? scalar
        : cutOff(textOf(scalar), LONGEST_DISTINCT);
    const before = facts.distinct.size;
    facts.distinct.add(value);
    if (facts.distinct.size > before && facts.samples.length < SAMPLES) {
      facts.samples.push(cutOff(String(value), LONGEST_SAMPLE));
    }
  }

  private factsOf(node: Node): KeyFacts {
    if (node.facts !== undefined) return node.facts;
    const { path } = node;
    const facts: KeyFacts = {
      path,
      name: keyNameOf(path),
      count: 0,
      scalars: 0,
      kinds: {},
      distinct: new Set(),
      samples: [],
    };
    node.facts = facts;
    this.found.push(facts);
    return facts;
  }
}

function cutOff(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}

function kindOf(scalar: Scalar): 'string' | 'number' | 'boolean' | 'null' {
  if (scalar === null) return 'null';
  if (typeof scalar === 'string') return 'string';
  return typeof scalar === 'boolean' ? 'boolean' : 'number';
}
