/** The public API of `event-sessions-tui`. Bytes in, columns out; see Pipeline. */

export type { StringInterner } from './columns/interner.ts';
export { cutSessions } from './group/cut-sessions.ts';
export type { Duplicates } from './group/duplicates.ts';
export { type Grouping, group } from './group/grouping.ts';
export type { EventsByUser } from './group/partitioning.ts';
export { eachSession, type Session, type Sessions, sessionAt } from './group/sessions.ts';
export {
  countTrend,
  DEFAULT_BUCKET_SECONDS,
  type Trend,
  type TrendOptions,
  type TrendWindow,
  trendWindow,
} from './group/trend.ts';
export { Pipeline } from './pipeline.ts';
export { findPlan } from './plan/find-plan.ts';
export type {
  KeyStatistics,
  NamedSettings,
  Nearest,
  Origin,
  Outcome,
  Plan,
  PlanKinds,
  Planned,
  PlannedContainer,
  PlannedSettings,
  PlannedTable,
  Role,
  Sample,
  Try,
} from './plan/plan.ts';
export { planLine } from './plan/plan-words.ts';
export { type PlanParts, plannedSettings } from './plan/planned-settings.ts';
export { HEAD_BYTES, type RecordSettings, takeSample } from './plan/sample.ts';
export { describeRejection, type RejectedPlace, type Rejection } from './reject/rejection.ts';
export type { ContainerCounts } from './result/container-counts.ts';
export type { Dataset, LoadState } from './result/dataset.ts';
export type { Result } from './result/result.ts';
export type { Totals } from './result/totals.ts';
export type { ZoneCounts } from './result/zone-counts.ts';
export type { ReadFailure } from './scan/read-failure.ts';
export {
  DEFAULT_SETTINGS,
  type PipelineSettings,
  type RunSettings,
  type SessionSettings,
  type TableLayout,
} from './settings.ts';
export type { Address, LineAddress } from './store/address.ts';
export type { EventStore } from './store/event-store.ts';
export { type RejectionStore, recordNumberOfEvent } from './store/rejection-store.ts';
export type { StrayStore } from './store/stray-store.ts';
export type { Users } from './store/users.ts';
export { formatDuration, formatTimestamp } from './time/format-timestamp.ts';
export type { Instant } from './time/instant.ts';
export { explainTimestampFault, parseTimestamp } from './time/parse-timestamp.ts';
export type { TimestampFault } from './time/time-faults.ts';
export { REASONS, type ReasonCode } from './validate/reasons.ts';
