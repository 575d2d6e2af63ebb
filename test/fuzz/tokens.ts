/** A record as its tokens, and tokens as the text of a file in one of the styles that programs write. */
import { type KeyNames, STANDARD_KEYS, spelled } from './key-names.ts';

/** How tokens are written: all on one line, indented by depth, or each member at the beginning of a line. */
export type Style =
  | { readonly layout: 'line'; readonly afterComma: string; readonly afterColon: string }
  | {
      readonly layout: 'pretty';
      readonly indent: number;
      readonly afterColon: string;
      readonly lineEnd: string;
    }
  | { readonly layout: 'flat'; readonly afterColon: string; readonly lineEnd: string };

/** Returns a number from 0 up to, not including, `below`; a sequence that depends on its seed alone. */
export type Draw = (below: number) => number;

/** Mulberry32 (Tommy Ettinger, public domain). */
export function valuesFrom(seed: number): Draw {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000) * below);
  };
}

const USERS = [
  '1',
  '2',
  '3',
  '12345678',
  '1234567890',
  '"a"',
  '"u-7"',
  '"12"',
  '"é"',
  '"u\\u0041"',
  // U+DC80 to U+DCFF represent single bytes, see `bytesOf`.
  '"J\udcf6rg"',
  '"J\udce4rg"',
  '"u\\ud83d\\ude00"',
  '"u\\ud83d"',
  '"u\udced\udca0\udcbd"',
  '-4',
  '1.0',
];
const TIMES = [
  ...[
    '"2024-07-10T10:00:00Z"',
    '"2024-07-10T10:00:01Z"',
    '"2024-07-10 10:00:00"',
    '"2024-07-10T10:00:00+02:00"',
  ],
  ...['"2024-07-10T10:00:00.5Z"', '"20240710T100000Z"', '"2024-W28-3"'],
];
const TYPES = [
  '"x"',
  '"view"',
  '"click"',
  '"a_type_of_more_than_sixteen_bytes"',
  '5',
  'true',
  '"v\\u0069"',
  '"v\udcff"',
  '"v\\udfff"',
  '""',
];
const SCALARS = [
  ...['0', '1', '-1.5e3', '12345678901234567890', 'true', 'false', 'null', '""', '"a b"', '"\\"\\\\"', '"{"'],
  ...['"a text of some length, with, commas: and colons"', '"\\u00e9"', 'NaN', '-Infinity'],
];
/** What validation refuses though it is JSON. */
const UNUSUAL = [
  'null',
  '{}',
  '[]',
  '1.5',
  '"  "',
  '"no time"',
  'NaN',
  'Infinity',
  'false',
  '[1]',
  '{"a":1}',
];
/** One value in so many of the three that matter is unusual. */
const UNUSUAL_ONE_IN = 40;

function one<Item>(items: readonly Item[], draw: Draw): Item {
  return items[draw(items.length)];
}

function usual(values: readonly string[], draw: Draw): string[] {
  return [draw(UNUSUAL_ONE_IN) === 0 ? one(UNUSUAL, draw) : one(values, draw)];
}

function anyValue(draw: Draw, keys: readonly string[], depth: number): string[] {
  const choice = depth === 0 ? 9 : draw(10);
  if (choice === 0) {
    const members = Array.from({ length: draw(3) }, () => [
      one(keys, draw),
      ':',
      ...anyValue(draw, keys, depth - 1),
    ]);
    return ['{', ...separated(members), '}'];
  }
  if (choice === 1) {
    return ['[', ...separated(Array.from({ length: draw(4) }, () => anyValue(draw, keys, depth - 1))), ']'];
  }
  return [one(SCALARS, draw)];
}

function separated(groups: readonly (readonly string[])[]): string[] {
  return groups.flatMap((group, i) => (i === 0 ? group : [',', ...group]));
}

/**
 * Returns the tokens of one record, without white space. `shape` is the order of its members: 0 to 2 are user, time and
 * type, larger numbers one of the extra keys. Those of the three that the shape lacks come last, except in one of eight
 * records, which lacks them.
 */
export function tokensOf(
  shape: readonly number[],
  names: KeyNames,
  extraKeys: readonly string[],
  draw: Draw,
): string[] {
  const order = draw(8) === 0 ? [...shape] : [...shape, ...[0, 1, 2].filter((key) => !shape.includes(key))];
  const name = (key: string): string => (names === STANDARD_KEYS ? `"${key}"` : spelled(key, draw));
  const members = order.map((key) => {
    if (key === 0) return [name(names.userKey), ':', ...usual(USERS, draw)];
    if (key === 1) return [name(names.timeKey), ':', ...usual(TIMES, draw)];
    if (key === 2) return [name(names.typeKey), ':', ...usual(TYPES, draw)];
    return [extraKeys[key % extraKeys.length], ':', ...anyValue(draw, extraKeys, 2)];
  });
  return ['{', ...separated(members), '}'];
}

/** The text of the tokens, however little sense they make in this order. */
export function writeTokens(tokens: readonly string[], style: Style): string {
  let depth = 0;
  let text = '';
  const lineBreak = (): string => {
    if (style.layout === 'line') return '';
    return style.lineEnd + (style.layout === 'pretty' ? ' '.repeat(style.indent * Math.max(0, depth)) : '');
  };
  for (const [i, token] of tokens.entries()) {
    const opens = token === '{' || token === '[';
    const isClosedAtOnce = opens && (tokens[i + 1] === '}' || tokens[i + 1] === ']');
    if (token === '}' || token === ']') {
      depth--;
      if (tokens[i - 1] !== '{' && tokens[i - 1] !== '[') text += lineBreak();
    }
    text += token;
    if (opens) {
      depth++;
      if (!isClosedAtOnce) text += lineBreak();
    } else if (token === ',') text += style.layout === 'line' ? style.afterComma : lineBreak();
    else if (token === ':') text += style.afterColon;
  }
  return text;
}
