import * as fc from 'fast-check';
import { Input } from '../helpers/arbitraries.ts';
import { bytesOfText, type KeyNames, keyNames, nearlyNamed, STANDARD_KEYS } from './key-names.ts';
import { DAMAGE_KINDS, type Damage, damageTokens } from './token-damage.ts';
import { type Style, tokensOf, valuesFrom, writeTokens } from './tokens.ts';

/** One record of a file: which shape and style it has, what its values are drawn from, and what happens to it. */
interface RecordPlan {
  readonly shape: number;
  readonly style: number;
  readonly valueSeed: number;
  readonly damage: Damage | undefined;
}

/** A file of records that share a few keys, shapes and styles, so that the caches of the kernel fill and are hit. */
interface FilePlan {
  readonly names: KeyNames;
  readonly extraKeys: readonly string[];
  readonly shapes: readonly (readonly number[])[];
  readonly styles: readonly Style[];
  readonly frame: { readonly before: string; readonly between: string; readonly after: string };
  readonly records: readonly RecordPlan[];
}

/** A random file, and the kinds of damage that were done to its records, for a report. */
export interface TokenFile {
  readonly input: Input;
  /** The keys to read it by. */
  readonly names: KeyNames;
  readonly damageKinds: readonly string[];
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz_';

/** Mostly around the widths at which the kernel compares: 16-byte steps, and 32 bytes less the punctuation. */
const keyLength = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 70 }) },
  { weight: 2, arbitrary: fc.constantFrom(9, 10, 11, 12, 13, 14, 15, 16, 17) },
  { weight: 4, arbitrary: fc.constantFrom(24, 25, 26, 27, 28, 29, 30, 31, 32, 33) },
  { weight: 2, arbitrary: fc.constantFrom(43, 44, 45, 46, 47, 48, 49, 59, 60, 61, 62, 63, 64, 65) },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 200 }) },
);

const extraKey = fc
  .record({ length: keyLength, first: fc.nat({ max: 3 }), escaped: fc.nat({ max: 15 }) })
  .map(({ length, first, escaped }) => {
    const text = Array.from({ length }, (_, i) => LETTERS[(first + i) % LETTERS.length]).join('');
    return escaped === 0 ? `${text}\\u0061` : text;
  });

const indentation = fc.integer({ min: 0, max: 12 });

const style: fc.Arbitrary<Style> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Style>({ layout: 'line', afterComma: '', afterColon: '' }) },
  { weight: 2, arbitrary: fc.constant<Style>({ layout: 'line', afterComma: ' ', afterColon: ' ' }) },
  {
    weight: 3,
    arbitrary: indentation.map(
      (indent): Style => ({ layout: 'pretty', indent, afterColon: ' ', lineEnd: '\n' }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      layout: fc.constant('pretty' as const),
      indent: indentation,
      afterColon: fc.constantFrom('', ' ', '\t'),
      lineEnd: fc.constantFrom('\r\n', '\n\n'),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Style>({ layout: 'flat', afterColon: '', lineEnd: '\n' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      layout: fc.constant('line' as const),
      afterComma: fc.constantFrom('  ', '\t', '   '),
      afterColon: fc.constantFrom('  ', '\t', ''),
    }),
  },
);

const frames = [
  { before: '', between: '\n', after: '\n' },
  { before: '', between: '\n', after: '' },
  { before: '[', between: ',', after: ']' },
  { before: '[\n', between: ',\n', after: '\n]\n' },
  { before: '\ufeff', between: '\r\n', after: '\r\n' },
  { before: '', between: '', after: '' },
  { before: '2024-07-10 INFO ', between: '\n2024-07-10 {INFO} ', after: ' {}\n' },
  { before: 'ctx={} ', between: ' trailing {x} ', after: ' // {' },
];

const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom(...DAMAGE_KINDS),
  at: fc.nat({ max: 999 }),
  other: fc.nat({ max: 999 }),
});

/** Record plans, of which one in `damageOneIn` is damaged. */
function recordPlan(shapeCount: number, damageOneIn: number): fc.Arbitrary<RecordPlan> {
  return fc.record({
    shape: fc.nat({ max: shapeCount - 1 }),
    style: fc.nat({ max: shapeCount - 1 }),
    valueSeed: fc.nat({ max: 0xffff }),
    damage: fc.option(damage, { freq: damageOneIn - 1, nil: undefined }),
  });
}

/** Files whose records have up to `shapeCount` shapes and styles. */
function filePlan(
  shapeCount: number,
  damageOneIn: number,
  names: fc.Arbitrary<KeyNames> = fc.constant(STANDARD_KEYS),
): fc.Arbitrary<FilePlan> {
  return fc.record({
    names,
    extraKeys: fc.array(extraKey, { minLength: 1, maxLength: 5 }),
    shapes: fc.array(fc.array(fc.nat({ max: 9 }), { minLength: 3, maxLength: 9 }), {
      minLength: 1,
      maxLength: shapeCount,
    }),
    styles: fc.array(style, { minLength: 1, maxLength: shapeCount }),
    frame: fc.constantFrom(...frames),
    records: fc.array(recordPlan(shapeCount, damageOneIn), { minLength: 1, maxLength: 40, size: 'max' }),
  });
}

function write(plan: FilePlan): TokenFile {
  const { names, shapes, styles, frame, records } = plan;
  const extraKeys = [
    ...plan.extraKeys.map((key) => `"${key}"`),
    ...(names === STANDARD_KEYS ? [] : nearlyNamed(names)),
  ];
  const texts = records.map(({ shape, style, valueSeed, damage }) => {
    const tokens = tokensOf(shapes[shape % shapes.length], names, extraKeys, valuesFrom(valueSeed));
    const damaged = damage === undefined ? tokens : damageTokens(tokens, damage);
    return writeTokens(damaged, styles[style % styles.length]);
  });
  return {
    input: new Input(bytesOfText(frame.before + texts.join(frame.between) + frame.after)),
    names,
    damageKinds: records.flatMap(({ damage }) => (damage === undefined ? [] : [damage.kind])),
  };
}

/** Files in which all records have the same keys in one style, as one program writes them; one in three is damaged. */
export const uniformTokenFile: fc.Arbitrary<TokenFile> = filePlan(1, 3).map(write);

/** Files of records of up to four shapes in four styles; one in four is damaged. */
export const mixedTokenFile: fc.Arbitrary<TokenFile> = filePlan(4, 4).map(write);

/** Files of records of up to two shapes in two styles, read by keys of all kinds; one in four is damaged. */
export const namedKeyTokenFile: fc.Arbitrary<TokenFile> = filePlan(2, 4, keyNames).map(write);
