import { fileURLToPath } from 'node:url';
import { FileHolder } from '../../input/archive-file.ts';
import { openFile, openStdin } from '../../input/open-source.ts';
import { withErrorContext } from '../errors.ts';
import type { CommandOptions } from '../flags.ts';
import { whyNotFollowable } from '../follow-input.ts';
import { listArchive } from '../list-archive.ts';
import { onlyMember, withMembers } from '../list-archives.ts';
import { openText, openTextOrArchive } from '../open-input.ts';
import { listInput, type Target } from '../resolve-input.ts';
import { exploreFiles } from './explored-files.ts';
import { type ExploredInput, SCREEN_OPENING } from './explored-input.ts';
import { exploreText } from './explored-text.ts';

const SAMPLE = new URL('./sample.json', import.meta.url);

const IN_AN_ARCHIVE = 'it is in an archive, to which nothing is appended';

/** Opens an input. Throws CommandError, one line that says what could not be read. */
export async function openInput(target: Target, options: CommandOptions): Promise<ExploredInput> {
  return typeof target === 'object' && 'paths' in target
    ? openFiles(target.paths, options)
    : openSingle(target, options);
}

async function openSingle(
  target: Exclude<Target, { readonly paths: readonly string[] }>,
  options: CommandOptions,
): Promise<ExploredInput> {
  const { container } = options;
  const path = target === 'sample' ? fileURLToPath(SAMPLE) : target === 'stdin' ? undefined : target.path;
  const input = await withErrorContext('cannot read', path ?? 'stdin', () =>
    path === undefined ? openStdin() : openFile(path),
  );
  const opened = await openTextOrArchive(input, container, SCREEN_OPENING);
  const facts = {
    isPipe: target === 'stdin' || input.sizeBytes === undefined,
    isSample: target === 'sample',
  };
  if (!('archive' in opened)) {
    const notFollowable = whyNotFollowable(input, opened.source);
    return exploreText(
      opened,
      { ...facts, notFollowable, ...(facts.isSample && { name: 'sample.json' }) },
      options,
    );
  }
  return keeping(input.name, options, async (holder) => {
    const archives = { choice: container, holder, niceness: SCREEN_OPENING.niceness };
    const listed = { ...(await listArchive(opened, path, archives)), name: input.name, outputs: 0 };
    // Members are opened again from the path, or were copied.
    await opened.source.close();
    const member = onlyMember(listed);
    if (member === undefined) {
      return exploreFiles(
        listed,
        { paths: [path ?? '-'], isPipe: facts.isPipe, archives, notFollowable: IN_AN_ARCHIVE },
        options,
      );
    }
    // One member is read as simply as a file.
    const source = await member.open(container, SCREEN_OPENING.niceness);
    const text = await openText(source, container, SCREEN_OPENING);
    return exploreText(
      { ...text, notes: [...listed.doubts, ...text.notes] },
      { ...facts, openedAs: path ?? '-', notFollowable: IN_AN_ARCHIVE },
      options,
      holder,
    );
  });
}

function openFiles(paths: readonly string[], options: CommandOptions): Promise<ExploredInput> {
  const listed = listInput(paths);
  return keeping(listed.name, options, async (holder) => {
    const archives = { choice: options.container, holder, niceness: SCREEN_OPENING.niceness };
    return exploreFiles(await withMembers(listed, archives), { paths, isPipe: false, archives }, options);
  });
}

/** Opens an input of which copies may be kept, and drops them if that fails. `name`: of the input, for system errors. */
async function keeping(
  name: string,
  { maxSpoolBytes }: CommandOptions,
  open: (holder: FileHolder) => Promise<ExploredInput>,
): Promise<ExploredInput> {
  const holder = new FileHolder(maxSpoolBytes);
  try {
    return await withErrorContext('cannot read', name, () => open(holder));
  } catch (error) {
    await holder.close();
    throw error;
  }
}
