import type { Comparison, FilterValue } from './term.ts';
import { isNumber } from './value-tests.ts';

/** Characters that are written as they are, or escaped by their number, and nothing else but `\/`. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/;

/** Any of these may be written as the number of its character, `\u0061`. */
const ESCAPED = '\\\\u00[0-7]';

/**
 * Returns what occurs in every JSON record in which a term about a key can hold, in its bytes read as Latin-1; undefined if
 * a record does not tell before its values are found. Where it does not occur the record need not be parsed: that takes ten
 * times as long.
 */
export function neededIn(comparison: Comparison, values: readonly FilterValue[]): RegExp | undefined {
  if (comparison !== '=' && comparison !== '~') return undefined;
  const isWhole = comparison === '=';
  // 1.0 is 1, and a regular expression can be many texts.
  const isTold = values.every(
    ({ text, isLiteral }) =>
      PLAIN.test(text) && (isWhole ? !isNumber(text) : isLiteral || !text.startsWith('/')),
  );
  if (!isTold) return undefined;
  const parts = values.map(({ text }) => (isWhole || /[A-Z]/.test(text) ? exactly(text) : inAnyCase(text)));
  const slashes = values.some(({ text }) => text.includes('/')) ? ['\\\\/'] : [];
  const others = values.some(({ text }) => !isWhole && /[ks]/i.test(text))
    ? ['\\\\u(?:212[aA]|017[fF])']
    : [];
  return new RegExp([...parts, ESCAPED, ...slashes, ...others].join('|'), 'g');
}

function exactly(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Under case folding `k` is the sign of the kelvin too, and `s` the long s: neither is ASCII. */
function inAnyCase(text: string): string {
  return [...text]
    .map((letter) => {
      if (!/[a-z]/.test(letter)) return exactly(letter);
      const both = `[${letter}${letter.toUpperCase()}]`;
      return letter === 'k' || letter === 's' ? `(?:${both}|[^\\x00-\\x7f]{1,3})` : both;
    })
    .join('');
}
