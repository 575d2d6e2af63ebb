import { decodeText } from '../text/shown-text.ts';
import { equalJson, readComparable } from './comparable-json.ts';
import { membersOf, type ValueSpan } from './members.ts';

/**
 * Returns the keys at depth 1 whose values two records do not share, in the order of the first record, then those that only
 * the other has. Both must be valid JSON objects; they are compared as JSON (spec section 4).
 */
export function differingKeys(record: Uint8Array, other: Uint8Array): readonly string[] {
  if (equalSpans(record, { from: 0, to: record.length }, other, { from: 0, to: other.length })) return [];
  const members = membersOf(record);
  const others = membersOf(other);
  const keys: string[] = [];
  for (const [key, span] of members) {
    const otherSpan = others.get(key);
    if (otherSpan === undefined || !equalValues(record, span, other, otherSpan)) keys.push(key);
  }
  for (const key of others.keys()) if (!members.has(key)) keys.push(key);
  return keys.map(keyText);
}

/** Returns a key as it is shown and written; `key` is a character for each of its bytes. */
function keyText(key: string): string {
  return decodeText(Uint8Array.from(key, (character) => character.charCodeAt(0)));
}

function equalValues(record: Uint8Array, span: ValueSpan, other: Uint8Array, otherSpan: ValueSpan): boolean {
  return (
    equalSpans(record, span, other, otherSpan) ||
    equalJson(readComparable(record, span.from, span.to), readComparable(other, otherSpan.from, otherSpan.to))
  );
}

function equalSpans(a: Uint8Array, spanA: ValueSpan, b: Uint8Array, spanB: ValueSpan): boolean {
  const length = spanA.to - spanA.from;
  if (length !== spanB.to - spanB.from) return false;
  for (let i = 0; i < length; i++) if (a[spanA.from + i] !== b[spanB.from + i]) return false;
  return true;
}

/**
 * Writes keys as a list, separated by blanks where nothing else is asked for. A key that is empty or holds white space, a
 * quote or a control character is written as a JSON string, so that the list can be taken apart again.
 */
export function keyList(keys: readonly string[], separator = ' '): string {
  return keys.map((key) => (/^[^\s"\p{Cc}]+$/u.test(key) ? key : JSON.stringify(key))).join(separator);
}
