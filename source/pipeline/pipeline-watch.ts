import type { StrayRun } from './scan/stray-reporter.ts';
import type { Window } from './scan/window-buffer.ts';
import type { PipelineSettings } from './settings.ts';
import type { EventBatch } from './store/event-batch.ts';
import type { RejectionBatch } from './store/rejection-batch.ts';

/** Callbacks about a run while it reads, beyond its rejections. */
export interface PipelineWatch {
  /** Called with the records of each step, the bytes that they lie in, and the settings that read them. */
  readonly onTaken?: (
    rows: EventBatch,
    rejected: RejectionBatch,
    window: Window,
    settings: PipelineSettings,
  ) => void;
  /** Called with each stray run that is kept and its text, in file order. */
  readonly onStray?: (run: StrayRun) => void;
  /** Called when a file is taken back, with how many of the runs so far remain. */
  readonly onStraysDropped?: (keptCount: number) => void;
}
