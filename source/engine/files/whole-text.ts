import type { ListedFile } from '../../input/listed-file.ts';
import { EMPTY_TALLY, type FileTally } from '../../pipeline/result/file-tally.ts';
import { errorWithCode, type ReadFailure, readFailureOf } from '../../pipeline/scan/read-failure.ts';
import { type FileTexts, NO_TEXT } from './files-input.ts';
import type { WholeFileReader } from './whole-file.ts';

/** A small file: its text, valid until the next is read; or why it is left out; or that it takes a thread to open it. */
export type WholeText =
  | { readonly kind: 'text'; readonly text: Uint8Array }
  | { readonly kind: 'left'; readonly tally: FileTally }
  | { readonly kind: 'large' };

/** Reads a small file and decides what it is. `number`: in the list of all. */
export function wholeText(
  file: ListedFile,
  number: number,
  whole: WholeFileReader,
  opening: FileTexts,
): WholeText {
  try {
    const { fault } = file;
    if (fault !== undefined) throw errorWithCode(fault.message, fault.code);
    const bytes = whole.read(file);
    const text = bytes && opening.textOf(bytes);
    if (text === undefined) return { kind: 'large' };
    return isLeftOut(file, text, opening) ? { kind: 'left', tally: OWN_TABLE } : { kind: 'text', text };
  } catch (error) {
    return { kind: 'left', tally: notRead(file, number, readFailureOf(error, 0)) };
  }
}

/** Whether a file is a table that this program wrote, and not named. `head`: its first bytes. */
export function isLeftOut({ isNamed }: ListedFile, head: Uint8Array, opening: FileTexts): boolean {
  return !isNamed && opening.isOwnTable(head);
}

/** A table that this program wrote. */
export const OWN_TABLE: FileTally = { ...EMPTY_TALLY, ownTables: 1 };

/** Returns the tally of one file that could not be read, or not to its end. */
export function failed(file: number, failure: ReadFailure): FileTally {
  return { ...EMPTY_TALLY, failed: 1, failures: [{ file, failure }] };
}

/**
 * Returns the tally of a file that could not be read. One that is not text, such as a picture beside the events, is only
 * left out, unless the command line names it.
 */
export function notRead({ isNamed }: ListedFile, file: number, failure: ReadFailure): FileTally {
  const isOther = failure.code === NO_TEXT && !isNamed;
  return isOther ? { ...EMPTY_TALLY, recordless: 1 } : failed(file, failure);
}

/**
 * Returns the tally of a file in which no record was found. A file that the command line names and that is not empty counts
 * as a failure: the user expected records in it.
 */
export function recordless(
  { isNamed }: ListedFile,
  file: number,
  strayBytes: number,
  whyNoRecord: () => string,
): FileTally {
  return isNamed && strayBytes > 0
    ? failed(file, readFailureOf(new Error(whyNoRecord()), 0))
    : { ...EMPTY_TALLY, recordless: 1 };
}
