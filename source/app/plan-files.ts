import type { FileOpening, FilesInput } from '../engine/files/files-input.ts';
import { BytesSource } from '../input/bytes-source.ts';
import type { ListedFile } from '../input/listed-file.ts';
import type { PlannedContainer } from '../pipeline/plan/plan.ts';
import { UTF8 } from '../pipeline/plan/plan-words.ts';
import { plannedContainer } from './containers.ts';
import {
  isEnough,
  type PlannedInput,
  type PlanOptions,
  planInput,
  readHeadWithRecord,
} from './plan-input.ts';

/** Plans how to read several files, from the head of the first that holds a record (spec section 13). */
export async function planFiles(
  { name, files }: Pick<FilesInput, 'name' | 'files'>,
  opening: FileOpening,
  options: PlanOptions,
): Promise<PlannedInput> {
  // Each file has its own container, so the plan of all has only what flags name.
  const containerOf = (): PlannedContainer =>
    plannedContainer(options.container, options.container.encoding ?? UTF8);
  const newest = newestOf(files);
  for (const file of files) {
    if (file.fault !== undefined) continue;
    // What cannot be read is reported when all are.
    const opened = await opening.open(file).catch(() => undefined);
    if (opened === undefined) continue;
    try {
      const head = await readHeadWithRecord(opened.source);
      if (!isEnough(head.bytes) || (!file.isNamed && opening.isOwnTable(head.bytes))) continue;
      return { ...(await planInput(head.source, options, containerOf, newest)), isWhole: false };
    } finally {
      await opened.source.close();
    }
  }
  return planInput(new BytesSource(name, new Uint8Array(0)), options, containerOf);
}

/**
 * Returns when the newest of some files was changed: where times name no year, those of all files are then in the twelve
 * months before. By the first file, which may be the oldest, those of a new year would be a year too early.
 */
function newestOf(files: readonly ListedFile[]): number | undefined {
  let newest = 0;
  for (const { modifiedMilliseconds } of files) newest = Math.max(newest, modifiedMilliseconds);
  return newest === 0 ? undefined : newest;
}
