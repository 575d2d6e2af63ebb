import { noteForms, notesBeside } from '../../explorer/file-view/notes.ts';
import type { RejectionMark } from '../../explorer/file-view/record-marks.ts';
import type { TextRow } from '../../explorer/file-view/screen-rows.ts';
import { jsonSpans, type LexState } from '../../explorer/json/json-spans.ts';
import { isLoading } from '../../explorer/model/load-state.ts';
import type { Model } from '../../explorer/model/model.ts';
import { rowsOnScreen, rowUnderCursor } from '../../explorer/tabs/original/rows-on-screen.ts';
import { gutterWidth, textSize } from '../../explorer/tabs/original/text-size.ts';
import { safeText } from '../../format/safe-text.ts';
import { cut, widthOf } from '../../format/text-width.ts';
import { type Marks, marksOf } from '../components/marks.ts';
import { matchMarker } from '../components/match-marker.ts';
import { paint, paintLine } from '../components/theme.ts';

/** Less of a file's name says nothing. */
const LEAST_NAME_CELLS = 8;

/** Returns the file as it is: line numbers, coloured JSON, and beside a damaged record what is wrong with it. */
export function originalLines(model: Model, height: number): string[] {
  const { file, load, tabs, columns, search } = model;
  const marks = marksOf(model.options);
  const mark = matchMarker(search);
  if (Math.max(file.sizeBytes ?? 0, load.bytesRead) === 0) {
    return [isLoading(model) ? ` reading ${marks.ellipsis}` : ' the file is empty'];
  }
  if (tabs.original.window === undefined) return [` reading ${marks.ellipsis}`];
  const cursor = rowUnderCursor(model)?.byteOffset;
  const rows = rowsOnScreen(model).slice(0, height);
  const notes = notesBeside(rows, textSize(model).width, (rejection) => detailOf(model, rejection));
  let state: LexState | undefined;
  return rows.map((row, i) => {
    const isContinued = row.line === undefined && row.begins === undefined;
    const { spans, state: after } = jsonSpans(row.text, isContinued ? state : undefined);
    state = after;
    const note = notes[i];
    return (
      gutterText(row, row.byteOffset === cursor, gutterWidth(columns) - 5, marks) +
      (mark(safeText(row.text)) ?? paintLine(spans)) +
      (note === undefined
        ? fileMark(row, textSize(model).width, marks)
        : `  ${paint('bad', asciiIf(model, safeText(note)))}`)
    );
  });
}

/** The name of the file that begins with a row, behind its text where there is room. The position line always has it. */
function fileMark({ file, text }: TextRow, width: number, { fileBegins, ellipsis }: Marks): string {
  if (file === undefined) return '';
  const room = width - widthOf(safeText(text)) - 4;
  return room < LEAST_NAME_CELLS
    ? ''
    : `  ${paint('dim', `${fileBegins} ${cut(safeText(file), room, ellipsis)}`)}`;
}

/** Returns in full what is wrong with the rejected record that the cursor is in. */
export function noteUnderCursor(model: Model): string | undefined {
  const rejection = rowUnderCursor(model)?.rejection;
  return rejection && asciiIf(model, safeText(noteForms(rejection, (of) => detailOf(model, of))[0]));
}

function detailOf({ described }: Model, { index }: RejectionMark): string | undefined {
  return described.get(index)?.detail;
}

function asciiIf({ options }: Model, note: string): string {
  return options.ascii ? note.replace('←', '<-') : note;
}

function gutterText(row: TextRow, isChosen: boolean, numberWidth: number, marks: Marks): string {
  const isDamaged = row.begins?.kind === 'rejection';
  const damaged = isDamaged ? paint('bad', marks.damaged) : row.rejection ? paint('bad', '.') : ' ';
  const digits = row.line === undefined ? '' : String(row.line);
  const number = digits.length > numberWidth ? `${marks.ellipsis}${digits.slice(1 - numberWidth)}` : digits;
  const padded = paint(isChosen ? 'selected' : 'dim', number.padStart(numberWidth));
  return `${isChosen ? marks.chosen : ' '}${damaged} ${padded} ${paint('dim', row.file === undefined ? marks.gutter : marks.fileBegins)}`;
}
