import type { FileOpening, OpenedFileText } from '../engine/files/files-input.ts';
import type { ListedFile } from '../input/listed-file.ts';
import { openFile } from '../input/open-source.ts';
import type { ContainerChoice } from './containers.ts';
import { fileTexts, noText } from './file-texts.ts';
import { NoTextError, openText } from './open-input.ts';

/**
 * Opens each of several files as a single one is opened (spec section 14). `niceness`: of the threads that decompress those
 * that take one.
 */
export function fileOpening(choice: ContainerChoice, niceness = 0): FileOpening {
  return { ...fileTexts(choice), open: (file) => open(file, choice, niceness) };
}

async function open(
  { path }: ListedFile,
  choice: ContainerChoice,
  niceness: number,
): Promise<OpenedFileText> {
  try {
    const { source, notes, noRecordError } = await openText(await openFile(path), choice, { niceness });
    return { source, notes, whyNoRecord: () => noRecordError().why };
  } catch (error) {
    throw error instanceof NoTextError ? noText(error.why) : error;
  }
}
