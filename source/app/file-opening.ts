import type { FileOpening, OpenedFileText } from '../engine/files/files-input.ts';
import type { ListedFile } from '../input/listed-file.ts';
import { openFile } from '../input/open-source.ts';
import type { ContainerChoice } from './containers.ts';
import { fileTexts, noText } from './file-texts.ts';
import { NoTextError } from './no-text.ts';
import { openText } from './open-input.ts';
import { MemberOpener } from './open-member.ts';

/**
 * Opens each of several files as a single one is opened (spec section 14). `niceness`: of the threads that decompress those
 * that take one.
 */
export function fileOpening(choice: ContainerChoice, niceness = 0): FileOpening {
  const members = new MemberOpener(choice, niceness);
  return { ...fileTexts(choice), open: (file) => open(file, members, choice, niceness) };
}

async function open(
  { path, member }: ListedFile,
  members: MemberOpener,
  choice: ContainerChoice,
  niceness: number,
): Promise<OpenedFileText> {
  try {
    const file = await (member === undefined ? openFile(path) : members.open(path, member));
    const { source, notes, noRecordError } = await openText(file, choice, { niceness });
    return { source, notes, whyNoRecord: () => noRecordError().why };
  } catch (error) {
    if (!(error instanceof NoTextError)) throw error;
    throw error.holdsEvents ? new Error(error.why) : noText(error.why);
  }
}
