import type { TableData } from '../../output/row-encoder.ts';
import { type DuplicateColumns, Duplicates } from '../../pipeline/group/duplicates.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import { type EventColumns, EventStore } from '../../pipeline/store/event-store.ts';
import { type FileColumns, FileTable } from '../../pipeline/store/file-table.ts';
import { type RejectionColumns, RejectionStore } from '../../pipeline/store/rejection-store.ts';

/** The data of tables as plain data over shared memory. */
export interface SharedData {
  readonly settings: PipelineSettings;
  readonly events: EventColumns;
  readonly rejections: RejectionColumns;
  readonly files: FileColumns;
  readonly byUser: TableData['byUser'];
  readonly gapSeconds: TableData['gapSeconds'];
  readonly sessions: TableData['sessions'];
  readonly duplicates: DuplicateColumns;
}

/** Returns the data for another thread; see `tableDataOf`. */
export function sharedDataOf(data: TableData): SharedData {
  const { settings, store, rejections, files, byUser, gapSeconds, sessions, duplicates } = data;
  return {
    settings,
    byUser,
    gapSeconds,
    sessions,
    events: store.columns(),
    rejections: rejections.columns(),
    files: files.columns(),
    duplicates: duplicates.columns(),
  };
}

/** The inverse of `sharedDataOf`. */
export function tableDataOf({ events, rejections, files, duplicates, ...rest }: SharedData): TableData {
  return {
    ...rest,
    store: EventStore.ofColumns(events),
    rejections: RejectionStore.ofColumns(rejections),
    files: FileTable.ofColumns(files),
    duplicates: Duplicates.ofColumns(duplicates),
  };
}
