import type { FileProgress } from './file-progress.ts';
import type { PipelineWatch } from './pipeline-watch.ts';
import type { Rejection } from './reject/rejection.ts';
import { RejectionReporter } from './reject/rejection-reporter.ts';
import type { ReadPaths } from './scan/record-scanner.ts';
import { StrayReporter } from './scan/stray-reporter.ts';
import { WindowScan } from './scan/window-scan.ts';
import type { PipelineSettings } from './settings.ts';
import type { EventStore } from './store/event-store.ts';
import type { RejectionStore } from './store/rejection-store.ts';

/** How many events are buffered before they go to the store: about as many as a chunk of short events has. */
const ROW_CAPACITY = 16 * 1024;

/** What reads files by one set of settings. */
export interface ScanOfFiles {
  readonly scan: WindowScan;
  readonly reporter: RejectionReporter | undefined;
}

/** The stores that a scan fills. */
interface ScanStores {
  readonly store: EventStore;
  readonly rejections: RejectionStore;
  readonly progress: FileProgress;
}

/** Returns what reads files by the given settings into the stores of a pipeline. */
export function newScanOfFiles(
  settings: PipelineSettings,
  { store, rejections, progress }: ScanStores,
  paths: ReadPaths,
  onRejection: ((rejection: Rejection) => void) | undefined,
  { onTaken, onStray }: PipelineWatch,
): ScanOfFiles {
  const reporter = onRejection && new RejectionReporter(settings, { onRejection });
  const strayReporter = onStray && new StrayReporter(onStray);
  const scan = new WindowScan(settings, store, ROW_CAPACITY, paths, {
    take(scanner, window) {
      const { rows, rejected, strays: found } = scanner;
      onTaken?.(rows, rejected, window, settings);
      reporter?.report(rejected, window);
      strayReporter?.report(scanner, window);
      rows.moveTo(progress.start);
      store.appendRows(rows);
      rejected.moveTo(progress.start);
      rejections.appendScanned(rejected);
      found.moveTo(progress.start);
      progress.strays.appendRows(found, found.count);
    },
    onTooLongRecord: (beginning, window, from) => reporter?.onTooLongRecord(beginning, window, from),
  });
  return { scan, reporter };
}
