import type { FileOpening, FilesInput } from '../../engine/files/files-input.ts';
import { MOST_WHOLE_BYTES } from '../../engine/files/whole-file.ts';
import type { ListedFile } from '../../input/listed-file.ts';
import type { Source } from '../../input/source.ts';
import { seekable } from '../../input/spooled-source.ts';
import type { CommandOptions } from '../flags.ts';
import { InTurn } from './in-turn.ts';

/**
 * Returns copies of the texts of large archives, which can only be read in order, by the number of the file. One is made
 * after another, in the order in which they are loaded.
 */
export async function spoolArchives(
  files: FilesInput['files'],
  opening: FileOpening,
  { maxSpoolBytes }: Pick<CommandOptions, 'maxSpoolBytes'>,
): Promise<Map<number, Source>> {
  const spooled = new Map<number, Source>();
  let before: Promise<void> = Promise.resolve();
  for (const [number, file] of files.entries()) {
    const source = await largeArchive(file, opening);
    if (source === undefined) continue;
    const inTurn = new InTurn(source, before);
    before = inTurn.ended;
    spooled.set(number, await seekable(inTurn, { maxSpoolBytes }));
  }
  return spooled;
}

/** Returns a copy of the text of a file that has joined followed ones, if it is a large archive. */
export async function spoolArchive(
  file: ListedFile,
  opening: FileOpening,
  { maxSpoolBytes }: Pick<CommandOptions, 'maxSpoolBytes'>,
): Promise<Source | undefined> {
  const source = await largeArchive(file, opening);
  return source && seekable(source, { maxSpoolBytes });
}

/** What cannot be opened, or holds no text, is reported by the load. */
async function largeArchive(file: ListedFile, opening: FileOpening): Promise<Source | undefined> {
  if (file.sizeBytes <= MOST_WHOLE_BYTES || file.fault !== undefined) return undefined;
  const source = await opening.open(file).then(
    (opened) => opened.source,
    () => undefined,
  );
  if (source?.sizeBytes === undefined) return source;
  await source.close();
  return undefined;
}
