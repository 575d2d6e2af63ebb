/** Longer forms are cut: they distinguish no more. */
const MOST_CHARACTERS = 30;
const MOST_LETTERS = 3;

/**
 * Returns how a time is written, so that times written alike have one form: each digit is a 9, letters are `a`, no more than
 * three in a row, except a T or Z after a digit. `24/11/2026 08:15` is `99/99/9999 99:99`. '' for a text without a digit.
 */
export function timeForm(text: string): string {
  if (!/\d/.test(text)) return '';
  const digits = text.replace(/\d/g, '9');
  const form = digits.replace(/\p{L}+/gu, (letters, at: number) =>
    /^[TZ]$/.test(letters) && digits[at - 1] === '9'
      ? letters
      : 'a'.repeat(Math.min(MOST_LETTERS, letters.length)),
  );
  return form.length > MOST_CHARACTERS ? `${form.slice(0, MOST_CHARACTERS)}…` : form;
}
