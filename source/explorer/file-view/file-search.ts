import { openAt } from './navigation.ts';
import type { FileKnown, FileTransition, OriginalState } from './original-state.ts';

/** Searches for a text or `/regex/` from the cursor on. `searchFound` takes the result. */
export function searchFileFor(state: OriginalState, text: string, direction: 1 | -1): FileTransition {
  const search = { text, direction, wrapped: false, foundByteOffset: undefined, nowhere: false };
  const begunByteOffset = state.cursorByteOffset;
  return run(
    { ...state, search: { ...search, begunByteOffset, running: undefined } },
    direction,
    begunByteOffset,
  );
}

/** Continues the search beyond the cursor. `direction`: 1 for that of the search, -1 for the other. */
export function searchFileAgain(state: OriginalState, direction: 1 | -1): FileTransition {
  if (state.search === undefined) return [state, undefined];
  const towards = state.search.direction === direction ? 1 : -1;
  const begunByteOffset = state.cursorByteOffset + towards;
  const search = { ...state.search, begunByteOffset, wrapped: false };
  return run({ ...state, search }, towards, begunByteOffset);
}

/**
 * Goes to the match. `byteOffset` undefined: there is none up to that end of the file, so the search continues at the
 * other end.
 */
export function fileSearchFound(
  state: OriginalState,
  byteOffset: number | undefined,
  file: FileKnown,
): FileTransition {
  const { search } = state;
  if (search?.running === undefined) return [state, undefined];
  const { direction } = search.running;
  if (byteOffset !== undefined) {
    const found = { ...search, running: undefined, foundByteOffset: byteOffset, nowhere: false };
    return openAt({ ...state, search: found }, byteOffset, file);
  }
  if (!search.wrapped) {
    const atOtherEnd = { ...state, search: { ...search, wrapped: true } };
    return run(atOtherEnd, direction, direction > 0 ? 0 : file.sizeBytes - 1);
  }
  return [{ ...state, search: { ...search, running: undefined, nowhere: true } }, undefined];
}

/** Stops the search; its text stays, for `searchAgain`. */
export function fileSearchStopped(state: OriginalState): OriginalState {
  return state.search === undefined ? state : { ...state, search: { ...state.search, running: undefined } };
}

function run(state: OriginalState, direction: 1 | -1, fromByteOffset: number): FileTransition {
  const { search } = state;
  if (search === undefined) return [state, undefined];
  const running = { direction, fromByteOffset };
  const untilByteOffset = search.wrapped ? search.begunByteOffset : undefined;
  return [
    { ...state, search: { ...search, running, nowhere: false } },
    { kind: 'searchFile', text: search.text, fromByteOffset, direction, untilByteOffset },
  ];
}
