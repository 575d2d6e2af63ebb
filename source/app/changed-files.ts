import { type Stats, statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { changeOfContent } from '../input/file-change.ts';
import type { ListedFile } from '../input/listed-file.ts';
import { withOpenFile } from '../input/read-descriptor.ts';
import type { Change, FileFacts } from '../input/source.ts';
import type { FileTable } from '../pipeline/store/file-table.ts';
import type { ChangedFile } from './changed-input.ts';

/** More files than these are not looked at: it would take longer than a second on a slow disk. */
const MOST_COMPARED = 10_000;
/** After so many the thread has its other work done: some 0.3 ms. */
const STEP_FILES = 64;

/** Returns the files that were written to since the list was made, of the first `most` that hold records. */
export function changedFiles(
  table: FileTable,
  files: readonly ListedFile[],
  most: number,
): readonly ChangedFile[] {
  return changesOf(table.rowsOfFiles(most), table, files);
}

/** Does the same for as many as are ever looked at, while other threads work: ten thousand take 50 ms of this one. */
export async function changedFilesInTurns(
  table: FileTable,
  files: readonly ListedFile[],
): Promise<readonly ChangedFile[]> {
  const rows = table.rowsOfFiles(MOST_COMPARED);
  const changed: (readonly ChangedFile[])[] = [];
  for (let from = 0; from < rows.length; from += STEP_FILES) {
    await nextTurn();
    changed.push(changesOf(rows.slice(from, from + STEP_FILES), table, files));
  }
  return changed.flat();
}

function changesOf(
  rows: readonly number[],
  table: FileTable,
  files: readonly ListedFile[],
): readonly ChangedFile[] {
  return rows.flatMap((row) => changeOf(files[table.startAt(row).file]) ?? []);
}

function changeOf(file: ListedFile): ChangedFile | undefined {
  const facts = file.member?.archive ?? file;
  if (facts.path === undefined) return undefined;
  const change = changeOfFile(facts, facts.path);
  return change === 'none' ? undefined : { path: file.path, change };
}

function changeOfFile(facts: FileFacts, path: string): Change {
  try {
    const now = statSync(path, { throwIfNoEntry: false });
    if (now === undefined) return 'gone';
    if (now.dev !== facts.device || now.ino !== facts.inode) return 'replaced';
    if (now.size <= facts.sizeBytes || facts.sampled === undefined)
      return changeOfContent(facts, now, undefined);
    return changeOfLonger(facts, path, now);
  } catch {
    // It was read, and may not be looked at any more.
    return 'none';
  }
}

function changeOfLonger(facts: FileFacts, path: string, now: Stats): Change {
  try {
    return withOpenFile(path, (descriptor) => changeOfContent(facts, now, descriptor));
  } catch {
    return 'other';
  }
}
