/**
 * Replaces characters that cannot be seen, or that would affect a terminal, by visible marks (spec sections 3 and 11).
 */
import { lazily } from './lazily.ts';

/** Controls; zero width, variation and tag characters; marks of direction; line separators; annotations. */
const UNSAFE = String.raw`\p{Cc}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2028\u2029\ufff9-\ufffb`;
/** Characters as wide as a space that are not U+0020. */
const BLANK = String.raw`\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000`;

/** Most texts: nothing in them can need a mark. */
const PLAIN = /^[ -~]*$/;
// Made when they are needed: the properties of characters take milliseconds to look up.
const unsafeCharacter = lazily(() => new RegExp(`[${UNSAFE}]`, 'gu'));
const invisibleCharacter = lazily(() => new RegExp(`[${UNSAFE}${BLANK}]`, 'gu'));

/** Returns the text with marks for all characters that could move a cursor, hide, or change how text is read. */
export function markUnsafe(text: string): string {
  return PLAIN.test(text) ? text : text.replace(unsafeCharacter(), markOf);
}

/** Returns the text with marks for all invisible characters except U+0020. */
export function showInvisible(text: string): string {
  return PLAIN.test(text) ? text : text.replace(invisibleCharacter(), markOf);
}

/** Returns the picture of an ASCII control (U+2400 on), or `<U+00A0>` for any other character. */
function markOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
