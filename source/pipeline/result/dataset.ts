import { type Analysis, countUsers } from '../group/grouping.ts';
import type { PipelineSettings } from '../settings.ts';
import type { EventStore } from '../store/event-store.ts';
import type { LineIndex } from '../store/line-index.ts';
import type { RejectionStore } from '../store/rejection-store.ts';

/** The events grouped as they were at one moment: the users, sessions and duplicates among the first `eventCount`. */
export interface Grouping extends Analysis {
  readonly eventCount: number;
  readonly uniqueUsers: number;
}

export function groupingOf(eventCount: number, analysis: Analysis): Grouping {
  return { ...analysis, eventCount, uniqueUsers: countUsers(analysis) };
}

/**
 * What is known of a file so far. Columns only grow, in memory that other threads may look at: what a dataset counts
 * stays true while more comes, and a later dataset of the same file shares its columns.
 */
export interface Dataset {
  readonly settings: PipelineSettings;
  readonly store: EventStore;
  readonly rejections: RejectionStore;
  readonly lines: LineIndex;
  /** Records found. */
  readonly totalEvents: number;
  /** Bytes of the input taken so far. */
  readonly inputBytes: number;
  /** Bytes that belong to no record and separate none. */
  readonly strayBytes: number;
  /** As of the last regrouping; nothing before the first. */
  readonly grouping: Grouping | undefined;
  /** All of the input is in it, and `grouping` is of all events. */
  readonly finished: boolean;
  /** What does not add up (spec section 6), a sentence each, once finished; then always empty, or nothing is to be trusted. */
  readonly imbalances: readonly string[];
}
