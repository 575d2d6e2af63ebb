/**
 * Makes text from data fit to be shown (spec section 11): nothing in it can move the cursor, change a colour, turn
 * the direction of reading or hide. Controls become their pictures (U+2400 and on), all else its code point.
 */

/** Controls; whatever is to be ignored when shown (zero width, variation, tags); direction; line separators; notes. */
const UNSAFE = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2028\u2029\ufff9-\ufffb]/gu;

export function safeText(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** The same for text of many lines: line feeds stay. */
export function safeLines(text: string): string {
  return text.split('\n').map(safeText).join('\n');
}
