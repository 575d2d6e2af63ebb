import { endOfSpace, endOfString, endOfWord, OPEN, OPEN_ESCAPE } from './json-text.ts';

/** A member of a record at depth 1: its key, decoded, and its value as it is written. */
export interface RecordMember {
  readonly key: string;
  readonly value: string;
}

/**
 * Returns the members of a JSON object, in order; of duplicate keys the last value, which counts. A text that is cut off, or
 * is no object, gives the members up to where it breaks.
 */
export function recordMembers(text: string): readonly RecordMember[] {
  const members = new Map<string, string>();
  let at = endOfSpace(text, 0);
  if (text[at] !== '{') return [];
  at = endOfSpace(text, at + 1);
  while (text[at] === '"') {
    const keyEnd = endOfString(text, at + 1);
    if (keyEnd === OPEN || keyEnd === OPEN_ESCAPE) break;
    const key = decoded(text.slice(at, keyEnd));
    const colon = endOfSpace(text, keyEnd);
    if (key === undefined || text[colon] !== ':') break;
    const from = endOfSpace(text, colon + 1);
    const to = endOfValue(text, from);
    members.set(key, text.slice(from, to));
    at = endOfSpace(text, to);
    if (text[at] !== ',') break;
    at = endOfSpace(text, at + 1);
  }
  return Array.from(members, ([key, value]) => ({ key, value }));
}

/** Returns the text of a JSON string; undefined if it is none. */
function decoded(string: string): string | undefined {
  if (!string.includes('\\')) return string.slice(1, -1);
  try {
    return JSON.parse(string);
  } catch {
    return undefined;
  }
}

/** Returns where a value ends, or where the text does if that is cut off. */
function endOfValue(text: string, from: number): number {
  let at = from;
  let depth = 0;
  do {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at + 1);
      if (end < 0) return text.length;
      at = end;
    } else if (character === '{' || character === '[') {
      depth++;
      at++;
    } else if (character === '}' || character === ']') {
      if (depth === 0) return at;
      depth--;
      at++;
    } else {
      // Inside a container, a separator between values must be passed.
      at = Math.max(endOfWord(text, at), depth > 0 ? at + 1 : at);
    }
    if (depth > 0) at = endOfSpace(text, at);
  } while (depth > 0 && at < text.length);
  return at;
}

/** A string that can be shown without its quotes: nothing in it looks like something else. */
const BARE = /^"[^\s"\\=]+"$/;

/** Returns a value on one line: a plain string without quotes, any other as written, without blanks between tokens. */
export function valueOnLine(value: string): string {
  if (BARE.test(value)) return value.slice(1, -1);
  if (!/[\s]/.test(value)) return value;
  let line = '';
  for (let at = 0; at < value.length; ) {
    const end = value[at] === '"' ? endOfString(value, at + 1) : endOfSpace(value, at);
    if (value[at] === '"') {
      const to = end < 0 ? value.length : end;
      line += value.slice(at, to);
      at = to;
    } else if (end > at) at = end;
    else line += value[at++];
  }
  return line;
}

/** No more of a record is drawn on a line. */
const MOST_DRAWN_CHARACTERS = 2000;

/** Returns members as `key=value key=value`, without those of the keys left out; no more than `most` characters. */
export function membersOnLine(
  members: readonly RecordMember[],
  leftOut: ReadonlySet<string>,
  most = MOST_DRAWN_CHARACTERS,
): string {
  let line = '';
  for (const { key, value } of members) {
    if (leftOut.has(key)) continue;
    const shownKey = /^[^\s"=]+$/.test(key) ? key : JSON.stringify(key);
    line += `${line === '' ? '' : ' '}${shownKey}=${valueOnLine(value.slice(0, most))}`;
    if (line.length > most) break;
  }
  return line.slice(0, most);
}
