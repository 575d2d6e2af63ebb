import { formatAddress, formatRecordTitle } from '../format/address.ts';
import { decodeUtf8 } from '../pipeline/text/bytes.ts';
import type { Action } from './actions.ts';
import type { Effect } from './effects.ts';
import { layout } from './layout.ts';
import type { Model, RecordOverlay } from './model.ts';
import type { FileWindow } from './original/file-window.ts';
import { stretchAround } from './original/hard-starts.ts';
import type { FileKnown, Need, OriginalState, Stepped } from './original/original-state.ts';
import * as original from './original/original-state.ts';
import { RecordMarks } from './original/record-marks.ts';
import type { Row } from './original/screen-rows.ts';
import * as fileSearch from './original/search-state.ts';
import { reasonName } from './reason-rows.ts';
import { leaving, only, soFar, told, type Updated } from './step.ts';
import type { Move } from './viewport.ts';

/** Cells left of the text of Original: a mark, the line's number, a rule. */
export function gutterWidth(columns: number): number {
  return columns < 60 ? 10 : 14;
}

/** Original as it is before the file is looked at, on a screen of so many columns and rows. */
export function newOriginal(columns: number, rows: number): OriginalState {
  return original.newOriginal(columns - gutterWidth(columns) - 1, layout(columns, rows).body.height);
}

function fileKnown({ dataset, file, load, original: state }: Model): FileKnown {
  return {
    // Some files, as those of /proc, are told to be empty and are not.
    sizeBytes: Math.min(
      Math.max(file.sizeBytes ?? 0, load.bytesRead),
      state.endFound ?? Number.POSITIVE_INFINITY,
    ),
    indexedBytes: dataset?.inputBytes ?? 0,
    marks: new RecordMarks(dataset),
  };
}

/** Shows a byte of the file in Original. */
export function goToByte(model: Model, byteOffset: number): Updated {
  const shown: Model = { ...model, tab: 'original', overlay: undefined };
  return stepped(shown, original.openAt(model.original, byteOffset, fileKnown(model)));
}

export function goToLine(model: Model, line: number): Updated {
  const { dataset } = model;
  if (dataset === undefined) return told(model, 'nothing was read yet');
  return stepped(leaving(model, 'drill'), original.goToLine(model.original, line, dataset.lines));
}

export function moveOriginal(model: Model, move: Move): Updated {
  const { original: state } = model;
  const file = fileKnown(model);
  switch (move) {
    case 'up':
      return stepped(model, original.moveBy(state, -1, file));
    case 'down':
      return stepped(model, original.moveBy(state, 1, file));
    case 'halfUp':
      return stepped(model, original.page(state, -0.5, file));
    case 'halfDown':
      return stepped(model, original.page(state, 0.5, file));
    case 'pageUp':
      return stepped(model, original.page(state, -1, file));
    case 'pageDown':
      return stepped(model, original.page(state, 1, file));
    case 'first':
      return stepped(model, original.goToStart(state, file));
    case 'last':
      return stepped(model, original.goToEnd(state, file));
    default:
      return only(model);
  }
}

export function scrollOriginal(model: Model, rows: number): Updated {
  return stepped(model, original.scrollBy(model.original, rows, fileKnown(model)));
}

/** Puts the cursor on a row of the screen, counted from the top of the text; nothing where it is there already. */
export function chooseScreenRow(model: Model, screenRow: number): Updated | undefined {
  const file = fileKnown(model);
  const by = screenRow - original.cursorScreenRow(model.original, file);
  return by === 0 ? undefined : stepped(model, original.moveBy(model.original, by, file));
}

/** The next rejected record in the file, or the one before. */
export function goToReject(model: Model, direction: 1 | -1): Updated {
  const [state, need] = original.goToReject(model.original, direction, fileKnown(model));
  if (state === model.original) {
    const where = direction > 0 ? 'after this' : 'before this';
    return told(model, `no rejected record comes ${where}${soFar(model)}`);
  }
  return stepped(model, [state, need]);
}

export function searchOriginal(model: Model, text: string, direction: 1 | -1): Updated {
  const { original: state } = model;
  const isSame = state.search?.text === text;
  return stepped(
    model,
    isSame ? fileSearch.searchAgain(state, direction) : fileSearch.searchFor(state, text, direction),
  );
}

/** The search of the file goes no further. */
export function searchStopped(model: Model): Model {
  return { ...model, original: fileSearch.searchStopped(model.original) };
}

/** What a search, or the counting of lines, came to. */
export function placeFound(
  model: Model,
  { what, byteOffset }: Extract<Action, { kind: 'placeFound' }>,
): Updated {
  const file = fileKnown(model);
  if (what === 'line') {
    const [next, effects] = stepped(model, original.lineFound(model.original, byteOffset, file));
    return byteOffset === undefined
      ? [told(next, `the file has fewer lines${soFar(next)}: this is its end`)[0], effects]
      : [next, effects];
  }
  const [state, need] = fileSearch.searchFound(model.original, byteOffset, file);
  const [next, effects] = stepped({ ...model, task: undefined }, [state, need]);
  const { search } = state;
  if (search?.nowhere)
    return [told(next, `${search.text} occurs nowhere in the file${soFar(next)}`, 'bad')[0], effects];
  if (byteOffset !== undefined && search?.wrapped) {
    return [told(next, 'went on at the other end of the file')[0], effects];
  }
  return [next, effects];
}

export function originalWindowRead(model: Model, window: FileWindow): Updated {
  return stepped(model, original.windowArrived(model.original, window, fileKnown(model)));
}

/** Asks for the bytes that Original needs, if it is looked at. */
export function askForOriginal(model: Model): Updated {
  if (model.tab !== 'original') return only(model);
  const { original: state } = model;
  const file = fileKnown(model);
  if (file.sizeBytes === 0 || model.readingFailed) return only(model);
  const begins = state.window === undefined && state.wanted === undefined;
  return stepped(
    model,
    begins
      ? original.openAt(state, state.pending.place?.byteOffset ?? state.cursorByteOffset, file)
      : original.grown(state, file),
  );
}

export function resizeOriginal(model: Model): Model {
  const { columns, rows } = model;
  const { width, height } = newOriginal(columns, rows);
  const file = fileKnown(model);
  // What it needs now is asked for when it is looked at: see askForOriginal.
  const [state] = original.resized(model.original, width, height, file);
  return {
    ...model,
    original: state.wanted === model.original.wanted ? state : { ...state, wanted: undefined },
  };
}

/** The rows on the screen, from the top, and which of them the cursor is on. */
interface RowsSeen {
  readonly rows: readonly Row[];
  readonly chosen: Row | undefined;
}

const seen = new WeakMap<OriginalState, RowsSeen & { readonly dataset: Model['dataset'] }>();

/** Told once for each state: a frame asks several times, and line feeds must be counted for it. */
function rowsSeen(model: Model): RowsSeen {
  const known = seen.get(model.original);
  if (known !== undefined && known.dataset === model.dataset) return known;
  const file = fileKnown(model);
  const rows = original.rowsSeen(model.original, file);
  const chosen = rows[original.cursorScreenRow(model.original, file)];
  const found = { rows, chosen, dataset: model.dataset };
  seen.set(model.original, found);
  return found;
}

export function rowsOnScreen(model: Model): readonly Row[] {
  return rowsSeen(model).rows;
}

export function rowUnderCursor(model: Model): Row | undefined {
  return rowsSeen(model).chosen;
}

/** The line that the cursor is in, however many rows it takes; of a line of many records the record's own part. */
export function lineUnderCursor(model: Model): string | undefined {
  const { window } = model.original;
  const row = rowUnderCursor(model);
  if (window === undefined || row === undefined) return undefined;
  const line = stretchAround(window, fileKnown(model).marks, row.byteOffset);
  if ('missing' in line) return row.text;
  const { fromByteOffset, toByteOffset } = line;
  return decodeUtf8(window.bytes, fromByteOffset - window.base, toByteOffset - window.base).replace(
    /\r?\n$/,
    '',
  );
}

/** The record that the cursor is in, or else the one before. */
export function recordUnderCursor(
  model: Model,
): Pick<RecordOverlay, 'byteOffset' | 'byteLength' | 'title' | 'note'> | undefined {
  const row = rowUnderCursor(model);
  const mark = row?.begins ?? fileKnown(model).marks.recordAt(model.original.cursorByteOffset);
  if (mark === undefined) return undefined;
  const { byteOffset, eventNumber } = mark;
  const title = formatRecordTitle(eventNumber, mark);
  if (mark.kind === 'event') return { byteOffset, byteLength: undefined, title, note: '' };
  const detail = model.described.get(mark.index)?.detail;
  const note = `${reasonName(mark.code)}${detail === undefined ? '' : `: ${detail}`}`;
  return { byteOffset, byteLength: mark.byteLength, title: `${title}, rejected`, note };
}

/** Where the cursor is, for the hint line. */
export function originalPosition(model: Model): string {
  const row = rowUnderCursor(model);
  const { sizeBytes } = fileKnown(model);
  const byteOffset = row?.byteOffset ?? model.original.cursorByteOffset;
  const end = row === undefined ? byteOffset : row.byteOffset + row.byteLength;
  const percent = sizeBytes === 0 ? 0 : Math.floor((100 * end) / sizeBytes);
  // Of a line that takes several rows the number stands on the first.
  const rows = rowsOnScreen(model);
  const begins = row && rows.slice(0, rows.indexOf(row) + 1).findLast((above) => above.line !== undefined);
  return `${formatAddress({ line: begins?.line, byteOffset })}  ${percent}%`;
}

function stepped(model: Model, [state, need]: Stepped): Updated {
  const effects = need === undefined ? [] : [effectOf(need)];
  const next = { ...model, original: state };
  return need?.kind === 'search'
    ? [{ ...next, task: { what: 'search', text: `searching for ${need.text}` } }, effects]
    : [next, effects];
}

function effectOf(need: Need): Effect {
  switch (need.kind) {
    case 'window':
      return { kind: 'readWindow', fromByteOffset: need.fromByteOffset, toByteOffset: need.toByteOffset };
    case 'line':
      return {
        kind: 'findLine',
        line: need.line,
        fromByteOffset: need.fromByteOffset,
        fromLine: need.fromLine,
      };
    default:
      return {
        kind: 'searchFile',
        text: need.text,
        fromByteOffset: need.fromByteOffset,
        direction: need.direction,
        untilByteOffset: need.untilByteOffset,
      };
  }
}
