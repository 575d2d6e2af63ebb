/**
 * Makes text from data fit to be shown (spec section 11): nothing in it can move the cursor, change a colour, turn
 * the direction of reading or hide. Controls become their pictures (U+2400 and on), all else its code point.
 */

/** C0 and DEL; C1; the soft hyphen; Arabic letter mark; zero width and direction marks; line separators; isolates; BOM; tags. */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is for.
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

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
