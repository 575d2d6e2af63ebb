// @ts-check
/**
 * The changes that the bundles make to the packages that draw, which otherwise repeat for each frame the work of the one
 * before. What they return stays the same (test/lean-screen.test.ts).
 */
import { replacing } from './lean-packages.mjs';

/**
 * Letters, signs and lines of one column each that join with nothing: the width of a text of these is its length. For any
 * other text string-width segments it and compares each segment with all emoji, 0.5 ms a line, and 14 ms for the first.
 */
const ONE_COLUMN = String.raw`\u0020-\u007E\u00A1-\u00AC\u00AE-\u02FF\u0370-\u0377\u0391-\u03A1\u03A3-\u0482\u2010-\u2027\u2030-\u205E\u2190-\u22FF\u2500-\u25FC\u2800-\u28FF`;

/**
 * Creates a regular expression when it is first used: V8 writes out the emoji of one when it is created.
 *
 * @param {string} name
 * @param {string} literal
 * @returns {readonly [code: string, instead: string]}
 */
function whenUsed(name, literal) {
  const known = `known_${name}`;
  return [
    `const ${name} = ${literal};`,
    `let ${known}; const ${name} = { test: (text) => (${known} ??= ${literal}).test(text), [Symbol.search]: (text) => text.search(${known} ??= ${literal}) };`,
  ];
}

/**
 * Creates a segmenter when it is first used: the first of a program takes 7 ms. `instead`: code for what needs none.
 *
 * @param {string} name
 * @param {string} segmenter
 * @returns {readonly [code: string, instead: string]}
 */
function segmentingWhenUsed(name, segmenter, instead = '') {
  const known = `known_${name}`;
  return [
    `const ${name} = ${segmenter};`,
    `let ${known}; const ${name} = { segment: (text) => ${instead} (${known} ??= ${segmenter}).segment(text) };`,
  ];
}

/** Controls but for line ends, of which two may be one character. */
const CONTROLS = String.raw`\u0000-\u0009\u000B\u000C\u000E-\u001F`;

/** Most lines of a frame are letters, lines and controls: each of these is a character of its own. */
const BY_UNITS = `/^[${CONTROLS}${ONE_COLUMN}]*$/.test(text)
  ? Object.assign(Array.from(text, (segment, index) => ({ segment, index })), { containing(index) { return this[index]; } }) :`;

const leanWidth = replacing('lean-width', /node_modules[\\/]string-width[\\/]index\.js$/, [
  [
    String.raw`if (/^[\u0020-\u007E]*$/.test(string)) {`,
    `if (ambiguousIsNarrow && /^[${CONTROLS}${ONE_COLUMN}]*$/.test(string)) {`,
  ],
  // Controls have no column: they mark the places of lines (source/ui/components/line-placeholders.ts).
  ['return string.length;', `return string.replace(/[${CONTROLS}]/g, '').length;`],
  whenUsed(
    'visibleCharacterRegex',
    String.raw`/[^\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Surrogate}]/v`,
  ),
  whenUsed('spacingMarkRegex', String.raw`/\p{Spacing_Mark}/v`),
  whenUsed('rgiEmojiRegex', String.raw`/^\p{RGI_Emoji}$/v`),
  segmentingWhenUsed('segmenter', 'new Intl.Segmenter()'),
]);

const leanTokens = replacing('lean-tokens', /ansi-tokenize[\\/]build[\\/]tokenize\.js$/, [
  segmentingWhenUsed('segmenter', 'new Intl.Segmenter(undefined, { granularity: "grapheme" })', BY_UNITS),
]);

const leanSlices = replacing('lean-slices', /slice-ansi[\\/]tokenize-ansi\.js$/, [
  segmentingWhenUsed(
    'GRAPHEME_SEGMENTER',
    "new Intl.Segmenter(undefined, {granularity: 'grapheme'})",
    BY_UNITS,
  ),
]);

/** Texts that Ink has measured, and those that it has wrapped: it keeps them for ever, which a screen of days must not. */
const MOST_MEASURED = 10_000;

const leanMeasures = replacing('lean-measures', /ink[\\/]build[\\/]measure-text\.js$/, [
  ['cache.set(text,', `if (cache.size === ${MOST_MEASURED}) cache.clear();\n    cache.set(text,`],
]);

const leanWraps = replacing('lean-wraps', /ink[\\/]build[\\/]wrap-text\.js$/, [
  ['const cache = {};', 'let cache = {};\nlet kept = 0;'],
  [
    'cache[cacheKey] = wrappedText;',
    `if (++kept > ${MOST_MEASURED}) {
        cache = {};
        kept = 1;
    }
    cache[cacheKey] = wrappedText;`,
  ],
]);

/** Characters in a row mostly have the same styles: they share them, and nothing is compared from one to the next. */
const leanStyles = replacing('lean-styles', /ansi-tokenize[\\/]build[\\/]styledChars\.js$/, [
  ['let codes = [];', 'let codes = NO_STYLES;'],
  ['styles: [...codes],', 'styles: codes,'],
  ['export function styledCharsFromTokens(', 'const NO_STYLES = [];\nexport function styledCharsFromTokens('],
  [
    '        else {\n            ret += ansiCodesToString(diff',
    '        else if (chars[i - 1].styles !== char.styles) {\n            ret += ansiCodesToString(diff',
  ],
]);

/** Texts whose characters and widths are kept from frame to frame, in characters: some twenty screens. */
const MOST_KEPT = 100_000;

/** A frame differs from the one before in a few lines: only these are split and measured. All empty cells are one. */
const leanOutput = replacing('lean-output', /ink[\\/]build[\\/]output\.js$/, [
  ['caches = new OutputCaches();', 'caches = CACHES;'],
  [
    'export default class Output {',
    "const CACHES = new OutputCaches();\nconst EMPTY = { type: 'char', value: ' ', fullWidth: false, styles: [] };\nexport default class Output {",
  ],
  [
    'this.styledChars.set(line, cached);',
    `this.kept = (this.kept ?? 0) + line.length;
    if (this.kept > ${MOST_KEPT}) {
      this.kept = line.length;
      this.styledChars.clear();
      this.widths.clear();
      this.blockWidths.clear();
    }
    this.styledChars.set(line, cached);`,
  ],
  [
    `row.push({
                    type: 'char',
                    value: ' ',
                    fullWidth: false,
                    styles: [],
                });`,
    'row.push(EMPTY);',
  ],
]);

/** All of these changes. */
export const LEAN_SCREEN = [
  leanWidth,
  leanTokens,
  leanSlices,
  leanMeasures,
  leanWraps,
  leanStyles,
  leanOutput,
];
