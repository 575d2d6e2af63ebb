import type { PipelineSettings } from '../settings.ts';
import { CLOSE_BRACE, OPEN_BRACE, trimEnd, trimStart } from '../text/bytes.ts';
import type { TextBuffer } from '../text/text-buffer.ts';
import { NO_KEY, parseKeys } from './key-paths.ts';

/** The first key of a path that leads to the objects around a record: `^.user.id` (spec section 13). */
export const OUTER = '^';
/** The key of a record in a keyed object. */
export const OUTER_KEY = '^@';

/** What is read from the objects around records. */
export interface OuterKeys {
  /** The keys of these objects that are wanted; undefined: all, as for a sample. */
  readonly keys: readonly string[] | undefined;
  /** How many of the keys to find: with these none is missing. */
  readonly enough: number;
}

/** Returns what the settings read from the objects around records; undefined if they read nothing there. */
export function outerKeysOf({
  records,
  userKey,
  timeKey,
  typeKey,
  idKey,
}: Pick<PipelineSettings, 'records' | 'userKey' | 'timeKey' | 'typeKey' | 'idKey'>): OuterKeys | undefined {
  if (records === undefined) return undefined;
  const paths = [userKey, timeKey, typeKey, idKey ?? NO_KEY].flatMap((keys) => parseKeys(keys) ?? []);
  const outer = paths.filter(([first]) => first === OUTER || first === OUTER_KEY);
  if (outer.length === 0) return undefined;
  if (outer.some((path) => path.length === 1 && path[0] === OUTER))
    return { keys: undefined, enough: Number.POSITIVE_INFINITY };
  const rest = outer.map((path) => path.slice(1)).filter((path) => path.length > 0);
  const keys = [...new Set(rest.map(([first]) => first))];
  return { keys, enough: keys.length };
}

/** Whether parts of an input can be read by themselves: not if objects around records, which begin earlier, are read. */
export function readsInAnyOrder(settings: PipelineSettings): boolean {
  return outerKeysOf(settings) === undefined;
}

/**
 * Writes the text of the record `bytes[from..to)` to `into`, with members appended before its closing brace. What comes
 * before these stays where it was, so places in the record are places in the text. Returns false if it has no such brace.
 */
export function appendMembers(
  bytes: Uint8Array,
  from: number,
  to: number,
  members: Uint8Array,
  into: TextBuffer,
): boolean {
  const end = trimEnd(bytes, from, to);
  if (end - from < 2 || bytes[end - 1] !== CLOSE_BRACE || bytes[from] !== OPEN_BRACE) return false;
  into.clear();
  into.append(bytes, from, end - 1);
  const isEmpty = trimStart(bytes, from + 1, end - 1) === end - 1;
  // Members begin with a comma, which an object without others must not have.
  into.append(members, isEmpty ? Math.min(1, members.length) : 0, members.length);
  into.appendByte(CLOSE_BRACE);
  return true;
}
