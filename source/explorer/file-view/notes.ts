import { safeText } from '../../format/safe-text.ts';
import { widthOf } from '../../format/text-width.ts';
import { REASONS } from '../../pipeline/validate/reasons.ts';
import type { RejectionMark } from './record-marks.ts';
import type { TextRow } from './screen-rows.ts';

/** Returns what is wrong with a rejected record; undefined until its bytes are read. */
type DetailOf = (rejection: RejectionMark) => string | undefined;

/** Blank cells between a row's text and its note. */
const SPACE_CELLS = 2;

/**
 * Returns the note beside a rejected record, as `← event 22: invalid ISO-8601: 'bad_ts' is no date`; longest form first.
 */
export function noteForms(rejection: RejectionMark, detailOf: DetailOf): readonly string[] {
  const { code } = REASONS[rejection.reason];
  const detail = detailOf(rejection);
  const event = `← event ${rejection.recordNumber}: ${code}`;
  return detail === undefined ? [event, `← ${code}`] : [`${event}: ${detail}`, event, `← ${code}`];
}

/**
 * Returns the note of each row, or undefined. A record's note appears once, beside the first of its rows on the screen
 * that has room for all of it; if none has, beside the one that has room for the most. It never hides text of the file:
 * if not even the reason fits, there is no note.
 */
export function notesBeside(
  rows: readonly TextRow[],
  width: number,
  detailOf: DetailOf,
): readonly (string | undefined)[] {
  const notes: (string | undefined)[] = rows.map(() => undefined);
  for (let first = 0; first < rows.length; ) {
    const { rejection } = rows[first];
    let end = first + 1;
    while (end < rows.length && rows[end].rejection?.index === rejection?.index) end++;
    if (rejection !== undefined) placeNote(rows, first, end, width, noteForms(rejection, detailOf), notes);
    first = end;
  }
  return notes;
}

function placeNote(
  rows: readonly TextRow[],
  first: number,
  end: number,
  width: number,
  forms: readonly string[],
  notes: (string | undefined)[],
): void {
  for (const form of forms) {
    const cells = widthOf(safeText(form)) + SPACE_CELLS;
    for (let row = first; row < end; row++) {
      if (widthOf(safeText(rows[row].text)) + cells > width) continue;
      notes[row] = form;
      return;
    }
  }
}
