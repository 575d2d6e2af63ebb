import { type FileKnown, type OriginalState, openAt, type Stepped } from './original-state.ts';

/** What is looked for in the file, and how that went. */
export interface SearchState {
  readonly text: string;
  /** As it was asked for; the other way round for the one search under way. */
  readonly direction: 1 | -1;
  readonly running: { readonly direction: 1 | -1; readonly fromByteOffset: number } | undefined;
  /** Where it began. */
  readonly begunByteOffset: number;
  /** It went on at the other end of the file, and goes no further than to where it began. */
  readonly wrapped: boolean;
  /** Where it was last found. */
  readonly foundByteOffset: number | undefined;
  /** It is in no place of the file. */
  readonly nowhere: boolean;
}

/** Looks for a text or `/regex/`, from the cursor on. `searchFound` is to be told what came of it. */
export function searchFor(state: OriginalState, text: string, direction: 1 | -1): Stepped {
  const search = { text, direction, wrapped: false, foundByteOffset: undefined, nowhere: false };
  const begunByteOffset = state.cursorByteOffset;
  return run(
    { ...state, search: { ...search, begunByteOffset, running: undefined } },
    direction,
    begunByteOffset,
  );
}

/** Looks for the same again, beyond the cursor: the same way, or with -1 the other. */
export function searchAgain(state: OriginalState, way: 1 | -1): Stepped {
  if (state.search === undefined) return [state, undefined];
  const direction = state.search.direction === way ? 1 : -1;
  const begunByteOffset = state.cursorByteOffset + direction;
  const search = { ...state.search, begunByteOffset, wrapped: false };
  return run({ ...state, search }, direction, begunByteOffset);
}

/** Where it is; nothing: not between where the search began and that end of the file, so it goes on at the other. */
export function searchFound(state: OriginalState, byteOffset: number | undefined, file: FileKnown): Stepped {
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

/** Stops looking; what is looked for stays, for `searchAgain`. */
export function searchStopped(state: OriginalState): OriginalState {
  return state.search === undefined ? state : { ...state, search: { ...state.search, running: undefined } };
}

function run(state: OriginalState, direction: 1 | -1, fromByteOffset: number): Stepped {
  const { search } = state;
  if (search === undefined) return [state, undefined];
  const running = { direction, fromByteOffset };
  const untilByteOffset = search.wrapped ? search.begunByteOffset : undefined;
  return [
    { ...state, search: { ...search, running, nowhere: false } },
    { kind: 'search', text: search.text, fromByteOffset, direction, untilByteOffset },
  ];
}
