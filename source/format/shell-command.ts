/** Words of these characters mean the same to every shell, with and without quotes. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;
/**
 * A control character, also of C1; what separates lines or turns their direction; half of a character, which no argument
 * can hold.
 */
const CONTROL = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufffd]/u;

/**
 * Returns words as one line that a POSIX shell takes for these words (spec section 11), or undefined if one of them holds a
 * character that no line should.
 */
export function shellCommand(words: readonly string[]): string | undefined {
  if (words.some((word) => CONTROL.test(word))) return undefined;
  return words.map(quoted).join(' ');
}

function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
