import { formatBytes, formatCount } from '../../../format/human-format.ts';
import type { ByteWindow } from '../../file-view/byte-window.ts';
import {
  fileSearchFound,
  fileSearchStopped,
  searchFileAgain,
  searchFileFor,
} from '../../file-view/file-search.ts';
import * as original from '../../file-view/navigation.ts';
import type { ActionOf } from '../../model/action.ts';
import { type Model, withTabState } from '../../model/model.ts';
import { noEffects, rememberView, soFar, type Transition, withMessage } from '../../model/transition.ts';
import type { Move } from '../../view/viewport.ts';
import { fileKnown, withFileTransition } from './file-transition.ts';
import { rowsOnScreen } from './rows-on-screen.ts';
import { textSize } from './text-size.ts';

/** Shows a byte of the file in Original. Stays where it is if that byte is not kept. */
export function goToByte(model: Model, byteOffset: number): Transition {
  const { keptBytes } = model.file;
  if (keptBytes !== undefined && byteOffset >= keptBytes)
    return withMessage(
      model,
      `byte ${byteOffset} is not kept, only the first ${formatBytes(keptBytes)} are (--max-spool)`,
      'bad',
    );
  const shown: Model = { ...model, tab: 'original', overlay: undefined };
  return withFileTransition(shown, original.openAt(model.tabs.original, byteOffset, fileKnown(model)));
}

/** Shows a byte of the file, or of several that which the cursor is in. */
export function goToOffset(model: Model, byteOffset: number): Transition {
  const { byteBase } = fileKnown(model).marks.fileAt(model.tabs.original.cursorByteOffset);
  return goToByte(rememberView(model, 'drill'), byteBase + byteOffset);
}

/** Shows a line of the file, from 1; of several files that which the cursor is in. */
export function showLine(model: Model, inFile: number): Transition {
  const { dataset } = model;
  if (dataset === undefined) return withMessage(model, 'nothing has been read yet');
  const { files } = dataset;
  const row = files.rowAt(model.tabs.original.cursorByteOffset);
  const { byteBase, lineBase } = files.startAt(row);
  // No index knows where a file begins among the lines of all.
  if (inFile <= 1) return goToByte(rememberView(model, 'drill'), Math.max(byteBase, files.firstByteOf(row)));
  const line = lineBase + inFile;
  const isLast = row + 1 >= files.rowCount;
  if (!isLast && files.rowAtLine(line) > row) {
    return goToByte(rememberView(model, 'drill'), files.endAt(row) - 1);
  }
  return withFileTransition(
    rememberView(model, 'drill'),
    original.goToLine(model.tabs.original, line, dataset.lines),
  );
}

/** Moves the cursor, and the screen with it. */
export function moveOriginal(model: Model, move: Move): Transition {
  const state = model.tabs.original;
  const file = fileKnown(model);
  switch (move) {
    case 'up':
      return withFileTransition(model, original.moveBy(state, -1, file));
    case 'down':
      return withFileTransition(model, original.moveBy(state, 1, file));
    case 'halfUp':
      return withFileTransition(model, original.page(state, -0.5, file));
    case 'halfDown':
      return withFileTransition(model, original.page(state, 0.5, file));
    case 'pageUp':
      return withFileTransition(model, original.page(state, -1, file));
    case 'pageDown':
      return withFileTransition(model, original.page(state, 1, file));
    case 'first':
      return withFileTransition(model, original.goToStart(state, file));
    case 'last':
      return withFileTransition(model, original.goToEnd(state, file));
    default:
      return noEffects(model);
  }
}

/** Scrolls the screen by rows, the cursor with it. */
export function scrollOriginal(model: Model, rows: number): Transition {
  return withFileTransition(model, original.scrollBy(model.tabs.original, rows, fileKnown(model)));
}

/** Chops long lines, or wraps them if they were chopped. */
export function chopLines(model: Model): Transition {
  const [next, effects] = withFileTransition(model, original.chopped(model.tabs.original, fileKnown(model)));
  const text = original.isChopped(next.tabs.original)
    ? 'long lines are chopped: left and right scroll, S wraps them'
    : 'long lines are wrapped';
  return [withMessage(next, text)[0], effects];
}

/** Scrolls chopped lines to the left, or to the right as far as those on the screen go. */
export function scrollSideways(model: Model, direction: 1 | -1): Transition {
  const state = model.tabs.original;
  if (!original.isChopped(state)) return withMessage(model, 'long lines are wrapped: S chops them');
  if (direction > 0 && !rowsOnScreen(model).some(({ goesOn }) => goesOn)) {
    return withMessage(model, 'no line on the screen goes on to the right');
  }
  return noEffects(withTabState(model, 'original', original.scrolledSideways(state, direction)));
}

/** Puts the cursor on a row of the text, from 0 at the top; undefined if it is there already. */
export function pressRow(model: Model, screenRow: number): Transition | undefined {
  const file = fileKnown(model);
  const by = screenRow - original.cursorScreenRow(model.tabs.original, file);
  return by === 0 ? undefined : withFileTransition(model, original.moveBy(model.tabs.original, by, file));
}

/** Goes to the next rejected record or stray run in the file, or to the previous one. */
export function showReject(model: Model, direction: 1 | -1): Transition {
  const [state, request] = original.goToReject(model.tabs.original, direction, fileKnown(model));
  if (state === model.tabs.original) {
    const where = direction > 0 ? 'after' : 'before';
    return withMessage(
      model,
      `no rejected record or stray run ${where} this one${soFar(model)}${amongKept(model)}`,
    );
  }
  return withFileTransition(model, [state, request]);
}

/** Says that there may be stray runs that are not kept. */
function amongKept({ dataset }: Model): string {
  return dataset === undefined || dataset.strays.count === dataset.strayRuns
    ? ''
    : ` among the ${formatCount(dataset.strays.count)} runs that are kept`;
}

/** Searches the file from the cursor on; the same text again continues beyond the last match. */
export function searchOriginal(model: Model, text: string, direction: 1 | -1): Transition {
  const state = model.tabs.original;
  const isSame = state.search?.text === text;
  return withFileTransition(
    model,
    isSame ? searchFileAgain(state, direction) : searchFileFor(state, text, direction),
  );
}

/** Ends the search of the file. */
export function searchStopped(model: Model): Model {
  return withTabState(model, 'original', fileSearchStopped(model.tabs.original));
}

/** Goes to the place that a search, or the counting of lines, has found. */
export function placeFound(model: Model, { what, byteOffset }: ActionOf<'placeFound'>): Transition {
  const file = fileKnown(model);
  if (what === 'line') {
    const [next, effects] = withFileTransition(
      model,
      original.lineFound(model.tabs.original, byteOffset, file),
    );
    return byteOffset === undefined
      ? [withMessage(next, `the file has fewer lines${soFar(next)}: this is its end`)[0], effects]
      : [next, effects];
  }
  const [state, request] = fileSearchFound(model.tabs.original, byteOffset, file);
  const [next, effects] = withFileTransition({ ...model, task: undefined }, [state, request]);
  const { search } = state;
  if (search?.nowhere)
    return [
      withMessage(next, `${search.text} is not in ${whatIsKept(next)}${soFar(next)}`, 'bad')[0],
      effects,
    ];
  if (byteOffset !== undefined && search?.wrapped) {
    return [withMessage(next, 'search wrapped to the other end of the file')[0], effects];
  }
  return [next, effects];
}

/** The file, or the part of it that a search can reach. */
function whatIsKept({ file: { keptBytes } }: Model): string {
  return keptBytes === undefined
    ? 'the file'
    : `the first ${formatBytes(keptBytes)}, and no more is kept (--max-spool)`;
}

/** Takes bytes that were read. */
export function originalWindowRead(model: Model, window: ByteWindow): Transition {
  return withFileTransition(model, original.windowRead(model.tabs.original, window, fileKnown(model)));
}

/** Requests the bytes that Original shows and does not have. */
export function requestBytes(model: Model): Transition {
  const state = model.tabs.original;
  const file = fileKnown(model);
  if (file.sizeBytes === 0 || model.readingFailed) return noEffects(model);
  const begins = state.window === undefined && state.requestedRange === undefined;
  return withFileTransition(
    model,
    begins
      ? original.openAt(state, state.pending.place?.byteOffset ?? state.cursorByteOffset, file)
      : original.fileGrew(state, file),
  );
}

/** Returns the same place on a screen of another size. */
export function resizeOriginal(model: Model): Model {
  const before = model.tabs.original;
  const { width, height } = textSize(model);
  // The bytes that it needs now are requested by `requestBytes`.
  const [state] = original.originalResized(before, width, height, fileKnown(model));
  const isSame = state.requestedRange === before.requestedRange;
  return withTabState(model, 'original', isSame ? state : { ...state, requestedRange: undefined });
}
