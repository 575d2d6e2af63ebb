import * as fc from 'fast-check';

/** JSON, with its literals as they are to be written. */
export type Tree =
  | string
  | { readonly elements: readonly Tree[] }
  | { readonly members: readonly (readonly [key: string, value: Tree])[] };

/** A text as a JSON string, its characters escaped or not. */
function quoted(text: string, escaped: readonly boolean[]): string {
  const units = Array.from({ length: text.length }, (_, i) =>
    escaped[i % (escaped.length || 1)]
      ? `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`
      : JSON.stringify(text[i]).slice(1, -1),
  );
  return `"${units.join('')}"`;
}

const escapes = fc.oneof(
  { weight: 4, arbitrary: fc.constant<boolean[]>([]) },
  { weight: 1, arbitrary: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }) },
);

export function stringLiteral(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(text, escapes)
    .map(([plain, escaped]) => (escaped.some(Boolean) ? quoted(plain, escaped) : JSON.stringify(plain)));
}

/** Texts with everything in them that has been taken for JSON. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\t\n',
    'u-7',
    '}{',
    '[{"a":1}]',
    '\\',
    '"',
    'é',
    'e\u0301',
    '😀',
    '\u{10ffff}',
    '\uffff',
  ),
  fc.constantFrom('\ud800', '\udfff', '\ufffd', '\ufeff', '\u00a0', '\u200b', '\0', '\u001b[2J', '\u007f'),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 40 }),
);

/** Stands for bytes that are no UTF-8 in a text: see `bytesOf`. */
function rawBytes(...bytes: readonly number[]): string {
  return String.fromCharCode(...bytes.map((byte) => 0xdc00 + byte));
}

/** String literals of bytes that are no UTF-8, halves of a surrogate pair in either form, and what they are shown as. */
export const oddLiteral: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(rawBytes(0xf6), rawBytes(0xe4), 'ö', '\\u00f6', '\\u00F6') },
      { weight: 4, arbitrary: fc.constantFrom('\\ud83d', '\\uDE00', '\\uD83d\\ude00', '😀') },
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          rawBytes(0xed, 0xa0, 0xbd),
          rawBytes(0xed, 0xb8, 0x80),
          rawBytes(0xed, 0x9f),
        ),
      },
      { weight: 2, arbitrary: fc.constantFrom('\ufffd', '\\ufffd', '\ufeff', '\\\\', '\\n', '\\u0031') },
      { weight: 2, arbitrary: fc.constantFrom('a', '1', ' ', ',', '-') },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          rawBytes(0xff),
          rawBytes(0xc3),
          rawBytes(0xf0, 0x9f),
          rawBytes(0xc0, 0x80),
        ),
      },
    ),
    { maxLength: 4 },
  )
  .map((parts) => `"${parts.join('')}"`);

/** Whole numbers, around those at which a number changes its form in memory. */
export const integer: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }).map(String) },
  { weight: 2, arbitrary: near(2n ** 20n) },
  { weight: 2, arbitrary: near(2n ** 31n) },
  { weight: 1, arbitrary: near(2n ** 32n) },
  { weight: 2, arbitrary: near(10n ** 9n) },
  { weight: 2, arbitrary: near(2n ** 53n) },
  { weight: 1, arbitrary: near(2n ** 63n) },
  { weight: 1, arbitrary: near(2n ** 64n) },
  { weight: 1, arbitrary: near(10n ** 30n) },
);

/** Integers about as long as a number in another notation may be. */
export const manyDigits = fc.integer({ min: 998, max: 1002 }).map((count) => '7'.repeat(count));

function near(value: bigint): fc.Arbitrary<string> {
  return fc
    .tuple(fc.bigInt(-2n, 2n), fc.boolean())
    .map(([by, negative]) => String((value + by) * (negative ? -1n : 1n)));
}

/** Numbers in every notation, and what is none but looks like one. */
export const number: fc.Arbitrary<string> = fc.oneof(
  { weight: 20, arbitrary: integer },
  {
    weight: 20,
    arbitrary: fc
      .tuple(
        integer,
        fc.constantFrom('.0', '.00', 'e0', 'E+0', 'e-0', 'e2', '.5', '00e-2', '.25e2', 'e', '.', 'e1000'),
      )
      .map(([whole, rest]) => whole + rest),
  },
  {
    weight: 10,
    arbitrary: fc.constantFrom('-0', '-0.0', '0e5', '0e-5', '0e999999999999', '1e999', '1e1000', '10e999'),
  },
  {
    weight: 10,
    arbitrary: fc.constantFrom('1e999999999', '1e99999999999999999999', '1e-99999999999999999999', '0.1e1'),
  },
  {
    weight: 10,
    arbitrary: fc.constantFrom(
      'NaN',
      'Infinity',
      '-Infinity',
      '-NaN',
      '.5',
      '0x10',
      '1_000',
      '01',
      '-',
      '+1',
    ),
  },
  { weight: 1, arbitrary: manyDigits },
  { weight: 1, arbitrary: manyDigits.map((digits) => `${digits}.0`) },
  { weight: 1, arbitrary: manyDigits.map((digits) => `0.0${digits}e1001`) },
);

/** Any value, nested no deeper than that; some are no JSON. */
export function anyValue(depth: number): fc.Arbitrary<Tree> {
  const literal: fc.Arbitrary<Tree> = fc.oneof(
    fc.constantFrom('null', 'true', 'false', 'nul', 'True', "'a'", ''),
    number,
    stringLiteral(anyText),
    oddLiteral,
  );
  if (depth === 0) return literal;
  return fc.oneof(
    { weight: 2, arbitrary: literal },
    {
      weight: 1,
      arbitrary: fc.array(anyValue(depth - 1), { maxLength: 3 }).map((elements) => ({ elements })),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.tuple(stringLiteral(anyText), anyValue(depth - 1)), { maxLength: 3 })
        .map((members) => ({ members })),
    },
  );
}
