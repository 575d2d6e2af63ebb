import { sizeOfFiles } from '../engine/files/files-input.ts';
import type { Following } from '../engine/follow/follow-control.ts';
import { weightOf } from '../engine/pool/pool-options.ts';
import type { PoolStart } from '../engine/pool/pool-start.ts';
import { runFiles, runFollowedFiles } from '../engine/run.ts';
import { CSV_ENCODER } from '../output/tables/csv-encoder.ts';
import { type BatchInput, named } from './batch-input.ts';
import { changedFilesInTurns } from './changed-files.ts';
import type { ChangedFile } from './changed-input.ts';
import { withErrorContext } from './errors.ts';
import { fileOpening } from './file-opening.ts';
import { filesNotes } from './files-notes.ts';
import { filesError, noRecordInFiles, ownPlanWarning } from './files-report.ts';
import type { CommandOptions } from './flags.ts';
import { type FollowedPaths, followedFiles } from './followed-listing.ts';
import { foreignNotes } from './open-input.ts';
import { planFiles } from './plan-files.ts';
import { filesPool } from './pool-workers.ts';
import type { ListedInput } from './resolve-input.ts';

/** Makes listed files the input. `pool`: its threads may have been started already. */
export function filesInput(listed: ListedInput, options: CommandOptions, pool: PoolStart): BatchInput {
  const opening = fileOpening(options.container);
  const { name, files } = listed;
  const { compression, format } = options.container;
  const isFormatNamed = compression !== undefined || format !== undefined;
  const sizeBytes = sizeOfFiles(listed);
  let changes: Promise<readonly ChangedFile[]> | undefined;
  return {
    name,
    modified: undefined,
    listed,
    notes: listed.doubts,
    notesAfter: (foreign) => named(name, foreignNotes(foreign)),
    shareRead: (bytesRead) => (sizeBytes === 0 ? undefined : bytesRead / sizeBytes),
    prepare: () => pool.start(weightOf(files)),
    plan: () => planFiles(listed, opening, options),
    read: ({ search }, settings, listener) => {
      const input = { name, files, container: options.container, search };
      return withErrorContext('cannot read', name, () =>
        runFiles(input, opening, settings, pool.choice, CSV_ENCODER, {
          ...listener,
          onAllRead: (store, table) => {
            listener.onAllRead?.(store, table);
            // While other threads group the events.
            changes = changedFilesInTurns(table, files);
          },
        }),
      );
    },
    changes: async () => (await changes) ?? [],
    failureOf: (result) => filesError(result, listed),
    noRecordError: ({ fileTally: { ownTables } }) => noRecordInFiles(listed, { ownTables, isFormatNamed }),
    async checkRecordless() {
      const error = noRecordInFiles(listed, { isFormatNamed });
      if (error !== undefined) throw error;
    },
    warnings: (result) => [...ownPlanWarning(result), ...filesNotes(result.files, listed, options.container)],
  };
}

/** Several files that are followed: those that join them are added to the list. */
export function followedInput(
  listed: ListedInput,
  options: CommandOptions,
  followed: FollowedPaths,
  following: Following,
): BatchInput {
  const files = [...listed.files];
  const growing = { ...listed, files };
  const opening = fileOpening(options.container);
  return {
    ...filesInput(growing, options, filesPool(options)),
    prepare: () => undefined,
    shareRead: () => undefined,
    read: ({ search }, settings, listener) => {
      const input = { name: listed.name, files, container: options.container, search };
      const reading = followedFiles(input, files, opening, followed);
      return runFollowedFiles(reading, following, settings, CSV_ENCODER, listener);
    },
    // What is followed is meant to change.
    changes: async () => [],
  };
}
