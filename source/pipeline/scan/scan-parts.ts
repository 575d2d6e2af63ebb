import type { PipelineSettings } from '../settings.ts';
import type { Dictionaries } from '../store/dictionaries.ts';
import type { EventBatch } from '../store/event-batch.ts';
import type { RejectionBatch } from '../store/rejection-batch.ts';
import type { ScanCounters } from '../store/scan-counters.ts';
import type { StrayBatch } from '../store/stray-batch.ts';

/** What all that takes records on one scan shares: how they are read, and where what is found goes. */
export interface ScanParts {
  readonly settings: PipelineSettings;
  readonly dictionaries: Dictionaries;
  readonly rows: EventBatch;
  readonly rejected: RejectionBatch;
  readonly strays: StrayBatch;
  readonly counters: ScanCounters;
}
