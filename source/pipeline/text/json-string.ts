import { BACKSLASH, decodeUtf8, indexOfByte } from './bytes.ts';

/** What a valid JSON string literal (its quotes included) stands for; lone surrogates read as U+FFFD. */
export function decodeJsonString(bytes: Uint8Array, from: number, to: number): string {
  // Without an escape the bytes between the quotes are the string; what is decoded from bytes is well formed.
  if (indexOfByte(bytes, BACKSLASH, from, to) < 0) return decodeUtf8(bytes, from + 1, to - 1);
  const text: string = JSON.parse(decodeUtf8(bytes, from, to));
  return text.toWellFormed();
}
