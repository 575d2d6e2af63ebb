import type { PipelineSettings } from '../settings.ts';
import type { FileTable } from '../store/file-table.ts';
import { BySettings } from './by-settings.ts';
import { type EventRecords, eventRecords } from './record-format.ts';

/** What finds the records in a file, and where the file ends: infinity for the last one. */
export interface RecordsOfFile {
  readonly records: EventRecords;
  readonly endOffset: number;
}

/** Returns a function from an event's byte offset to what finds records in its file, which may have its own settings. */
export function recordsByFile(
  settings: PipelineSettings,
  files: FileTable,
): (byteOffset: number) => RecordsOfFile {
  const bySettings = new BySettings(settings, eventRecords);
  const single = { records: bySettings.common, endOffset: Number.POSITIVE_INFINITY };
  if (!files.areSeveral) return () => single;
  return (byteOffset) => {
    const row = files.rowAt(byteOffset);
    return { records: bySettings.of(files.startAt(row).own), endOffset: files.endAt(row) };
  };
}
