import * as fc from 'fast-check';
import { readEventRecord } from '../../source/pipeline/differ/compare-duplicates.ts';
import type { Grouping } from '../../source/pipeline/group/grouping.ts';
import { type Rejection, reasonText } from '../../source/pipeline/reject/rejection.ts';
import type { ReadRecord } from '../../source/pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import { recordsByFile } from '../../source/pipeline/scan/records-by-file.ts';
import { runReads } from '../../source/pipeline/text/byte-reads.ts';
import { decodeUtf8 } from '../../source/pipeline/text/bytes.ts';
import type { ParsedFilter } from '../../source/query/filter-language/term.ts';
import { compilePattern } from '../../source/query/pattern.ts';
import { otherValues } from '../../source/query/record-text.ts';
import { eventTexts, rejectionTexts, sessionTexts } from '../../source/query/row-text.ts';
import { wordFilter } from '../helpers/scopes.ts';

/** Texts that occur in some rows and not in others, of each kind of cell. */
export const anyText = fc.constantFrom(
  ...['', '1', '17', 'u-', 'U-1', '2024', '10:', ':5', '.5', 's', '0m', '1,0', 'view', 'VIEW', 'type 1', 'é'],
  ...[
    'page=/p/1',
    '/p/12 ms',
    'ſtop',
    'Kelvin',
    'kelvin',
    'KELVIN',
    'caf\\u00e9',
    'k2',
    '/[k-z]=\\d+$/',
    '2/2',
    '2m',
  ],
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

/** The cells of a row: texts, in which a pattern may be anywhere, and numbers, of which it has to be all. */
export interface RowCells {
  readonly texts: readonly string[];
  readonly numbers: readonly string[];
}

/** Whether a filter keeps a row with these cells. */
export function isKept(word: Word | undefined, cells: RowCells): boolean {
  return word === undefined || isFound(word.text, cells) !== word.leaveOut;
}

/** Whether a pattern is in one of the cells of a row. */
export function isFound(text: string, { texts, numbers }: RowCells): boolean {
  const pattern = compilePattern(text);
  if ('error' in pattern) return false;
  if (texts.some(pattern.matches)) return true;
  return numbers.some((number) =>
    pattern.plainText === undefined
      ? pattern.matches(number)
      : [number, number.replaceAll(',', '')].includes(text),
  );
}

/** The cells of a session that its events do not have: a length is only looked at where its unit is named. */
export function ownCells(dataset: Dataset, session: number, text: string): RowCells {
  const { store, grouping } = dataset;
  if (grouping === undefined) return { texts: [], numbers: [] };
  const cells = sessionTexts(store, grouping, session);
  const namesUnit = /\d ?[dhms]/.test(text) || text.startsWith('/');
  return {
    texts: namesUnit ? [cells.duration_seconds] : [],
    numbers: [
      ...[cells.event_count, cells.duplicates],
      ...(grouping.gapSeconds === undefined ? [] : [cells.session]),
    ],
  };
}

/** The cells of an event, the values of its record among them. */
export function eventCells(dataset: Dataset, event: number, readRecord: ReadRecord): RowCells {
  const { store, rejections, grouping, settings, files } = dataset;
  const { event: number, ...texts } = eventTexts(store, rejections, event);
  const record = runReads(readEventRecord(recordsByFile(settings, files), store, event), readRecord);
  const values = record === undefined ? '' : otherValues(decodeUtf8(record), settings);
  const original = grouping?.duplicates.has(event) ? grouping.duplicates.originalOf(event) : undefined;
  return {
    texts: [...Object.values(texts), values],
    numbers: [number, ...(original === undefined ? [] : [eventTexts(store, rejections, original).event])],
  };
}

/** A rejection is found by its code too. */
export function rejectionCells(rejection: Rejection): RowCells {
  const { line, event, ...texts } = rejectionTexts(rejection);
  return { texts: [...Object.values(texts), reasonText(rejection)], numbers: [line, event] };
}

/** Whether a filter keeps an event: a word is in one of its cells, or in one of its session's own. */
export function isEventKept(
  dataset: Dataset,
  word: Word | undefined,
  event: number,
  readRecord: ReadRecord,
): boolean {
  const { grouping } = dataset;
  if (word === undefined || grouping === undefined) return true;
  const own = ownCells(dataset, sessionOf(grouping, event), word.text);
  const cells = eventCells(dataset, event, readRecord);
  return (isFound(word.text, cells) || isFound(word.text, own)) !== word.leaveOut;
}

/** The session of an event, looked for from the first to the last. */
export function sessionOf(grouping: Grouping, event: number): number {
  const { sessions, byUser, duplicates } = grouping;
  const at = byUser.events.indexOf(event);
  // A duplicate that was found by its id is in the session of the event that it repeats.
  if (at < 0) return sessionOf(grouping, duplicates.originalOf(event));
  return sessions.first.findLastIndex((first) => first <= at);
}
