import { encodeUtf8 } from '../pipeline/text/bytes.ts';
import type { Needed } from './event-bytes.ts';
import { hasTwoForms, isInOneCase } from './pattern.ts';

/** Characters that JSON has as they are or escaped: not the quote, the backslash, and what stands for damaged bytes. */
const WRITABLE = /^[\x20\x21\x23-\x5b\x5d-\x7e\x80-\ufffc]+$/;

const ASCII = /^[\0-\x7f]*$/;

/** Any character of ASCII may be written as its number, `\u0061`. */
const ESCAPED_ASCII = '\\\\u00[0-7]';

/**
 * Returns what occurs in every JSON record that has one of the texts in a key or a value, in its bytes read as Latin-1;
 * undefined if only the parsed record shows that. Where it does not occur the record need not be parsed, which takes ten
 * times as long. `inAnyCase`: a text without a capital letter is found in any case.
 */
export function neededFor(texts: readonly string[], inAnyCase: boolean): Needed | undefined {
  const parts = new Set<string>();
  for (const text of texts) {
    const waysOfText = waysToWrite(text, inAnyCase && !isInOneCase(text));
    if (waysOfText === undefined) return undefined;
    for (const way of waysOfText) parts.add(way);
  }
  return { pattern: new RegExp([...parts].join('|'), 'g') };
}

/** Returns regular expressions, one of which occurs where a record has a text. */
function waysToWrite(text: string, inAnyCase: boolean): readonly string[] | undefined {
  if (!WRITABLE.test(text) || hasTwoForms(text)) return undefined;
  if (!ASCII.test(text)) {
    const others = text.replace(/[\0-\x7f]/g, '');
    if (inAnyCase && others.toUpperCase() !== others.toLowerCase()) return undefined;
    return [inLatin1(text, inAnyCase), '\\\\'];
  }
  return [
    inLatin1(text, inAnyCase),
    ESCAPED_ASCII,
    ...(text.includes('/') ? ['\\\\/'] : []),
    ...(inAnyCase && /[ks]/.test(text) ? ['\\\\u(?:212[aA]|017[fF])'] : []),
  ];
}

/** Under case folding `k` is the sign of the kelvin too, and `s` the long s: neither is ASCII. */
function inLatin1(text: string, inAnyCase: boolean): string {
  return [...new TextDecoder('latin1').decode(encodeUtf8(text))]
    .map((letter) => {
      if (!inAnyCase || !/[a-z]/.test(letter)) return letter.replace(/[\^$.*+?()[\]{}|/]/, '\\$&');
      const both = `[${letter}${letter.toUpperCase()}]`;
      return letter === 'k' || letter === 's' ? `(?:${both}|[^\\x00-\\x7f]{1,3})` : both;
    })
    .join('');
}
