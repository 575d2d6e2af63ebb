import { isSameFault, noteForms, notesBeside, wholeNote } from '../../explorer/file-view/notes.ts';
import type { RejectionMark } from '../../explorer/file-view/record-marks.ts';
import { faultInRow, type TextRow } from '../../explorer/file-view/screen-rows.ts';
import { jsonSpans, type LexState } from '../../explorer/json/json-spans.ts';
import { isLoading } from '../../explorer/model/load-state.ts';
import type { Model } from '../../explorer/model/model.ts';
import {
  faultPart,
  rowsOnScreen,
  type TextPart,
  textRowUnderCursor,
} from '../../explorer/tabs/original/rows-on-screen.ts';
import { tableAt } from '../../explorer/tabs/original/table-at.ts';
import { numberWidth, textSize } from '../../explorer/tabs/original/text-size.ts';
import { rowSpans } from '../../explorer/view/row-spans.ts';
import type { Line, Span, Style } from '../../explorer/view/spans.ts';
import { safeText } from '../../format/safe-text.ts';
import { cut, widthOf } from '../../format/text-width.ts';
import { type Marks, marksOf } from '../components/marks.ts';
import { matchFinder } from '../components/match-marker.ts';
import { paint, paintLine } from '../components/theme.ts';

/** Fewer cells of a file's name would tell nothing. */
const LEAST_NAME_CELLS = 8;

/** Returns the file as it is: line numbers, coloured JSON or rows, and beside a damaged record what is wrong with it. */
export function originalLines(model: Model, height: number): string[] {
  const { file, load, tabs, search } = model;
  const marks = marksOf(model.options);
  const find = matchFinder(search);
  if (Math.max(file.sizeBytes ?? 0, load.bytesRead) === 0) {
    return [isLoading(model) ? ` reading ${marks.ellipsis}` : ' the file is empty'];
  }
  if (tabs.original.window === undefined)
    return [model.readingFailed ? ' this place cannot be read' : ` reading ${marks.ellipsis}`];
  const cursor = textRowUnderCursor(model)?.byteOffset;
  const rows = rowsOnScreen(model).slice(0, height);
  const notes = notesBeside(rows, textSize(model).width, (rejection) => detailOf(model, rejection));
  let state: LexState | undefined;
  return rows.map((row, i) => {
    const isContinued = row.line === undefined && row.begins === undefined;
    const table = tableAt(model, row.byteOffset);
    const spansOf = (text: string, from: LexState | undefined): ReturnType<typeof jsonSpans> =>
      table === undefined
        ? jsonSpans(text, from)
        : rowSpans(text, table.layout.delimiter, table.isHeader, from);
    // The colours go on from the part of a chopped line before the screen, or else from the row above.
    const before =
      row.before === '' ? (isContinued ? state : undefined) : spansOf(row.before, undefined).state;
    const { spans, state: after } = spansOf(row.text, before);
    state = after;
    const note = notes[i];
    const fault = faultPart(model, row);
    const end = fault?.from === row.text.length ? paint('fault', ' ') : '';
    return (
      gutterText(row, row.byteOffset === cursor, numberWidth(model.dataset), marks) +
      paintLine(withMatch(withFault(withStray(spans, row.stray), fault), find(row.text))) +
      (row.goesOn ? paint('dim', marks.goesOn) : end) +
      (note === undefined
        ? fileMark(row, textSize(model).width, marks)
        : `${' '.repeat(end === '' ? 2 : 1)}${paint(faultStyle(row), asciiIf(model, safeText(note)))}`)
    );
  });
}

/** The name of the file that begins with a row, after its text where there is room. The position line always has it. */
function fileMark({ file, text }: TextRow, width: number, { fileBegins, ellipsis }: Marks): string {
  if (file === undefined) return '';
  const room = width - widthOf(safeText(text)) - 4;
  return room < LEAST_NAME_CELLS
    ? ''
    : `  ${paint('dim', `${fileBegins} ${cut(safeText(file), room, ellipsis)}`)}`;
}

/**
 * Returns in full what is wrong in the row that the cursor is in: with a rejected record, or that there is stray text;
 * undefined if that is beside the row already.
 */
export function noteUnderCursor(model: Model): string | undefined {
  const row = textRowUnderCursor(model);
  const fault = row && faultInRow(row);
  if (fault === undefined) return undefined;
  const detail = (of: RejectionMark): string | undefined => detailOf(model, of);
  const [whole] = noteForms(fault, detail);
  const { width, height } = textSize(model);
  const rows = rowsOnScreen(model).slice(0, height);
  const notes = notesBeside(rows, width, detail);
  const isBeside = rows.some((one, i) => notes[i] === whole && isSameFault(faultInRow(one), fault));
  return isBeside ? undefined : asciiIf(model, safeText(wholeNote(fault, detail, model.columns - 3)));
}

/** The spans of a row with its stray text in a style of its own: dim where most records have some before them. */
function withStray(spans: Line, stray: TextRow['stray']): Line {
  return stray === undefined ? spans : withPart(spans, stray, stray.mark.isDamage ? 'warn' : 'dim');
}

/** The spans of a row with the part at fault underlined. */
function withFault(spans: Line, fault: TextPart | undefined): Line {
  return fault === undefined ? spans : withPart(spans, fault, 'fault');
}

/** The spans of a row with what was searched for marked. */
function withMatch(spans: Line, match: TextPart | undefined): Line {
  return match === undefined ? spans : withPart(spans, match, 'mark');
}

/** Gives a part of the text of spans a style of its own. */
function withPart(spans: Line, part: TextPart, style: Style): Line {
  const parts: Span[] = [];
  let at = 0;
  for (const { text, style: own } of spans) {
    const from = Math.min(text.length, Math.max(0, part.from - at));
    const to = Math.min(text.length, Math.max(0, part.to - at));
    parts.push({ text: text.slice(0, from), style: own }, { text: text.slice(from, to), style });
    parts.push({ text: text.slice(to), style: own });
    at += text.length;
  }
  return parts.filter(({ text }) => text !== '');
}

function faultStyle({ rejection }: TextRow): 'bad' | 'warn' {
  return rejection === undefined ? 'warn' : 'bad';
}

function detailOf({ described }: Model, { index }: RejectionMark): string | undefined {
  return described.get(index)?.detail;
}

function asciiIf({ options }: Model, note: string): string {
  return options.ascii ? note.replace('←', '<-') : note;
}

function gutterText(row: TextRow, isChosen: boolean, numberWidth: number, marks: Marks): string {
  const fault = faultInRow(row);
  const begins =
    fault?.kind === 'stray' ? fault.byteOffset >= row.byteOffset : row.begins?.kind === 'rejection';
  const sign = fault?.kind === 'stray' ? marks.stray : marks.damaged;
  const damaged = fault === undefined ? ' ' : paint(faultStyle(row), begins ? sign : '.');
  const digits = row.line === undefined ? '' : String(row.line);
  const number = digits.length > numberWidth ? `${marks.ellipsis}${digits.slice(1 - numberWidth)}` : digits;
  const padded = paint(isChosen ? 'selected' : 'dim', number.padStart(numberWidth));
  return `${isChosen ? marks.chosen : ' '}${damaged} ${padded} ${paint('dim', row.file === undefined ? marks.gutter : marks.fileBegins)}`;
}
