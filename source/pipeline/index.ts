/**
 * The public face: what `import ... from 'event-sessions-tui'` gives. Bytes in, columns out; see Pipeline.
 */
export { type Analysis, analyse } from './analysis.ts';
export type { ByteTable } from './byte-table.ts';
export type { Duplicates } from './deduplicate.ts';
export type { EventStore } from './event-store.ts';
export { formatDuration, formatTimestamp } from './format-time.ts';
export type { EventsByUser } from './group.ts';
export { Pipeline } from './pipeline.ts';
export { REASONS, type ReasonCode } from './reasons.ts';
export { describeRejection, type RejectedPlace, type Rejection } from './rejection.ts';
export { eventNumberOf, type RejectionStore } from './rejection-store.ts';
export type { Result, Totals } from './result.ts';
export { eachSession, type Session, type Sessions, sessionAt } from './sessions.ts';
export { DEFAULT_SETTINGS, type PipelineSettings } from './settings.ts';
export { type Instant, parseTimestamp } from './timestamp.ts';
export { countTrend, DEFAULT_BUCKET_SECONDS, type Trend, type TrendWindow, trendWindow } from './trend.ts';
export type { Users } from './users.ts';
