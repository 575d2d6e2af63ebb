import type { EventStore } from '../../pipeline/store/event-store.ts';
import type { Style } from '../view/spans.ts';

/** The number of events of a type. */
export interface TypeCount {
  /** The type's number in the store. */
  readonly type: number;
  readonly name: string;
  readonly count: number;
}

/** Returns the types that occur, by number. `counts`: events by type, of which there may be a million. */
export function occurringTypes(counts: Float64Array, store: EventStore): TypeCount[] {
  const types: TypeCount[] = [];
  for (let type = 0; type < counts.length; type++) {
    if (counts[type] > 0) types.push({ type, name: store.typeText(type), count: counts[type] });
  }
  return types;
}

/** A line of the chart: one type, or all those that are not among the largest. */
export interface Series {
  /** A lower-case letter or a digit that no other series has, ignoring case. */
  readonly letter: string;
  readonly style: Style;
  readonly name: string;
  readonly count: number;
  /** Its types, by number, and those of them that are shown. If none is shown the series is off. */
  readonly types: readonly number[];
  readonly shownTypes: readonly number[];
}

/** How a type looks wherever it is shown: the style and the letter of its line in the chart. */
export interface TypeFace {
  readonly letter: string;
  readonly style: Style;
}

const NO_FACES: ReadonlyMap<number, TypeFace> = new Map();

const STYLES = [
  'series0',
  'series1',
  'series2',
  'series3',
  'series4',
  'series5',
  'series6',
  'series7',
] as const satisfies readonly Style[];
const REST_STYLE: Style = 'series8';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Returns the eight largest types by name and several others as one (spec section 10), the largest first, equals by name.
 * Letters and styles depend on size alone, so that hiding a type changes no other's. `faces`: those that types already have,
 * by number; other types get free ones.
 */
export function chartSeries(
  types: readonly TypeCount[],
  hidden: ReadonlySet<number>,
  faces: ReadonlyMap<number, TypeFace> = NO_FACES,
): Series[] {
  const bySize = [...types].sort((a, b) => b.count - a.count || compareNames(a.name, b.name));
  const taken = new Set(Array.from(faces.values(), ({ letter }) => letter));
  const series = (name: string, face: Partial<TypeFace>, of: readonly TypeCount[]): Series => {
    const numbers = of.map(({ type }) => type);
    const letter = face.letter ?? freeLetter(name, taken);
    taken.add(letter);
    const { style = REST_STYLE } = face;
    return {
      letter,
      style,
      name,
      count: of.reduce((sum, { count }) => sum + count, 0),
      types: numbers,
      shownTypes: numbers.filter((type) => !hidden.has(type)),
    };
  };
  const largest = bySize.slice(0, STYLES.length);
  const rest = bySize.slice(STYLES.length);
  const used = new Set(largest.map(({ type }) => faces.get(type)?.style));
  const free = STYLES.filter((style) => !used.has(style));
  const all = largest.map((type) =>
    series(type.name, faces.get(type.type) ?? { style: free.shift() ?? REST_STYLE }, [type]),
  );
  // A single one that is left over is shown by itself: it looks as it does wherever it is among the largest.
  if (rest.length === 1) {
    const [type] = rest;
    all.push(series(type.name, faces.get(type.type) ?? {}, rest));
  } else if (rest.length > 1) {
    const name = largest.some((type) => type.name === 'other') ? 'all other' : 'other';
    all.push(series(name, {}, rest));
  }
  return all;
}

/** Returns the first free letter of the name, else the first free digit, else any free one. */
function freeLetter(name: string, taken: ReadonlySet<string>): string {
  const own = name.toLowerCase();
  for (const wanted of [/[a-z]/g, /[0-9]/g]) {
    for (const [letter] of own.matchAll(wanted)) if (!taken.has(letter)) return letter;
  }
  for (const letter of LETTERS) if (!taken.has(letter)) return letter;
  return '?';
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
