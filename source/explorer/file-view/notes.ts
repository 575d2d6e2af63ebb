import { safeText } from '../../format/safe-text.ts';
import { widthOf } from '../../format/text-width.ts';
import { REASONS } from '../../pipeline/validate/reasons.ts';
import type { FaultMark, RejectionMark } from './record-marks.ts';
import { faultInRow, type TextRow } from './screen-rows.ts';

/** Returns what is wrong with a rejected record; undefined until its bytes are read. */
type DetailOf = (rejection: RejectionMark) => string | undefined;

/** Blank cells between a row's text and its note. */
const SPACE_CELLS = 2;

/** Those beside a stray run. */
const STRAY_FORMS = ['← stray text: in no record', '← stray text', '← stray'];

/**
 * Returns the note beside a rejected record, as `← event 22: invalid ISO-8601: 'bad_ts' is no date`, or beside a stray run;
 * longest form first.
 */
export function noteForms(fault: FaultMark, detailOf: DetailOf): readonly string[] {
  if (fault.kind === 'stray') return STRAY_FORMS;
  const { code } = REASONS[fault.reason];
  const detail = detailOf(fault);
  const event = `← event ${fault.recordNumber}: ${code}`;
  return detail === undefined ? [event, `← ${code}`] : [`${event}: ${detail}`, event, `← ${code}`];
}

/**
 * Returns all that is wrong in the longest form that fits into `width` cells: without the reason rather than without the end
 * of its detail, since the reason is beside the record too.
 */
export function wholeNote(fault: FaultMark, detailOf: DetailOf, width: number): string {
  const [whole] = noteForms(fault, detailOf);
  if (fault.kind === 'stray' || widthOf(safeText(whole)) <= width) return whole;
  const detail = detailOf(fault);
  const shorter = detail === undefined ? whole : `← event ${fault.recordNumber}: ${detail}`;
  return widthOf(safeText(shorter)) <= width ? shorter : whole;
}

/**
 * Returns the note of each row, or undefined. A fault's note appears once, beside the first of its rows on the screen
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
    const fault = faultInRow(rows[first]);
    let end = first + 1;
    while (end < rows.length && isSameFault(faultInRow(rows[end]), fault)) end++;
    const note = fault && noteFor(rows.slice(first, end), width, noteForms(fault, detailOf));
    if (note !== undefined) notes[first + note.row] = note.text;
    first = end;
  }
  return notes;
}

/** Whether two rows belong to one fault. */
export function isSameFault(a: FaultMark | undefined, b: FaultMark | undefined): boolean {
  return a?.kind === b?.kind && a?.index === b?.index;
}

/** Returns the longest form for which one of the rows has room, and the first such row; undefined if none has for any. */
function noteFor(
  rows: readonly TextRow[],
  width: number,
  forms: readonly string[],
): { readonly row: number; readonly text: string } | undefined {
  for (const text of forms) {
    const cells = widthOf(safeText(text)) + SPACE_CELLS;
    const row = rows.findIndex((one) => widthOf(safeText(one.text)) + cells <= width);
    if (row >= 0) return { row, text };
  }
  return undefined;
}
