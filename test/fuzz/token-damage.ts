/** One thing that happens to one token of a record. */
export interface Damage {
  readonly kind: DamageKind;
  /** Which token, and which other token or replacement: taken modulo how many there are. */
  readonly at: number;
  readonly other: number;
}

/** Tokens of all kinds, valid ones and ones that only look valid. */
const REPLACEMENTS = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '""',
    '"a"',
    '"user_id"',
    '"event_time"',
    '"event_type"',
    '0',
    '1',
    'true',
    'null',
  ],
  ...[
    '01',
    '1-2',
    '10.5.5',
    '.5',
    '1.',
    '+1',
    '1e',
    '0x1',
    'nullnull',
    'tru',
    'nul',
    'NaN',
    '-NaN',
    'Infinity',
  ],
  ...[
    '"',
    '"a',
    "'a'",
    '\\',
    '\\"',
    '"\\x"',
    '"\\u12g4"',
    '"a\\',
    '\n',
    '\r\n',
    '\t',
    '\0',
    '\x01',
    '\x7f',
    '\ufeff',
  ],
  ...[
    '\n{',
    '{"',
    '{}',
    '[]',
    '"a""b"',
    '"a"{"b":1}',
    '"say "hi""',
    '//',
    '/* */',
    '#',
    '\u00a0',
    '{[1,2]',
    '{5',
  ],
];

type DamageTokens = (tokens: readonly string[], at: number, other: number) => string[];

function replaced(tokens: readonly string[], at: number, ...by: string[]): string[] {
  return [...tokens.slice(0, at), ...by, ...tokens.slice(at + 1)];
}

function swapped(tokens: readonly string[], a: number, b: number): string[] {
  const result = [...tokens];
  [result[a], result[b]] = [tokens[b], tokens[a]];
  return result;
}

const DAMAGE = {
  removed: (tokens, at) => replaced(tokens, at),
  doubled: (tokens, at) => replaced(tokens, at, tokens[at], tokens[at]),
  'swapped with the next': (tokens, at) => swapped(tokens, at, (at + 1) % tokens.length),
  'swapped with any': (tokens, at, other) => swapped(tokens, at, other % tokens.length),
  'replaced by one of the record': (tokens, at, other) => replaced(tokens, at, tokens[other % tokens.length]),
  'replaced by any': (tokens, at, other) => replaced(tokens, at, REPLACEMENTS[other % REPLACEMENTS.length]),
  'put before it': (tokens, at, other) =>
    replaced(tokens, at, REPLACEMENTS[other % REPLACEMENTS.length], tokens[at]),
  'cut off after it': (tokens, at) => tokens.slice(0, at + 1),
  'cut off within it': (tokens, at) => [...tokens.slice(0, at), tokens[at].slice(0, tokens[at].length >> 1)],
} as const satisfies Record<string, DamageTokens>;

export type DamageKind = keyof typeof DAMAGE;
export const DAMAGE_KINDS = Object.keys(DAMAGE) as DamageKind[];

/** The tokens of a record after the damage. */
export function damageTokens(tokens: readonly string[], { kind, at, other }: Damage): string[] {
  return DAMAGE[kind](tokens, at % tokens.length, other);
}
