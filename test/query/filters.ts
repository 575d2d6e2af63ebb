import * as fc from 'fast-check';
import type { Grouping } from '../../source/pipeline/group/grouping.ts';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import type { ParsedFilter } from '../../source/query/filter-language/term.ts';
import { compilePattern } from '../../source/query/pattern.ts';
import { eventTexts, sessionTexts } from '../../source/query/row-text.ts';
import { wordFilter } from '../helpers/scopes.ts';

/** Texts that occur in some rows and not in others, of each kind of cell. */
export const anyText = fc.constantFrom(
  ...['', '1', '17', 'u-', 'U-1', '2024', '10:', ':5', '.5', 's', '0m', '1,0', 'view', 'VIEW', 'type 1', 'é'],
  ...['event_time', 'a number', 'missing_key', '{', '/^1/', '/0$/', '/^view$/i', '/[:h]/', '/empty$/', '/(/'],
);

/** A word that a cell must have, or must not. */
export interface Word {
  readonly text: string;
  readonly leaveOut: boolean;
}

export const anyWord: fc.Arbitrary<Word | undefined> = fc.option(
  fc.record({ text: anyText, leaveOut: fc.boolean() }),
  { nil: undefined },
);

export function filterOf(word: Word | undefined): ParsedFilter | undefined {
  return word && wordFilter(word.text, word.leaveOut);
}

/** Whether a filter keeps a row with these cells. */
export function isKept(word: Word | undefined, cells: readonly string[]): boolean {
  return word === undefined || hasPattern(word.text, cells) !== word.leaveOut;
}

export function hasPattern(text: string, cells: readonly string[]): boolean {
  const pattern = compilePattern(text);
  return !('error' in pattern) && cells.some(pattern.matches);
}

/**
 * Whether a filter keeps an event: a word is in one of its cells, in the length of its session, if it names one, or is all
 * of the number of its session's events.
 */
export function isEventKept(dataset: Dataset, word: Word | undefined, event: number): boolean {
  const { store, rejections, grouping } = dataset;
  if (word === undefined || grouping === undefined) return true;
  const { text, leaveOut } = word;
  const session = sessionOf(grouping, event);
  const { event_count: count, duration_seconds: duration } = sessionTexts(store, grouping, session);
  const pattern = compilePattern(text);
  const match = 'error' in pattern ? undefined : pattern.firstMatch(count);
  const isCount = match?.from === 0 && match.to === count.length;
  const isLength = (/\d ?[dhms]/.test(text) || text.startsWith('/')) && hasPattern(text, [duration]);
  return (
    (hasPattern(text, Object.values(eventTexts(store, rejections, event))) || isCount || isLength) !==
    leaveOut
  );
}

/** The session of an event, looked for from the first to the last. */
export function sessionOf(grouping: Grouping, event: number): number {
  const { sessions, byUser, duplicates } = grouping;
  const at = byUser.events.indexOf(event);
  // A duplicate that was found by its id is in the session of the event that it repeats.
  if (at < 0) return sessionOf(grouping, duplicates.originalOf(event));
  return sessions.first.findLastIndex((first) => first <= at);
}
