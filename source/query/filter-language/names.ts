import type { Comparison, RejectionTermKind } from './term.ts';

/** A name of the language, and what it is about. */
export interface NameSpec {
  readonly kind: 'user' | 'type' | 'time' | 'record' | 'line' | 'duration' | 'eventCount' | RejectionTermKind;
  /** The first is the one that messages and written terms use. */
  readonly names: readonly [string, ...string[]];
  readonly comparisons: readonly Comparison[];
}

const TEXTS: readonly Comparison[] = ['=', '~', '<', '<=', '>', '>='];
const WORDS: readonly Comparison[] = ['=', '~'];
const NUMBERS: readonly Comparison[] = ['=', '<', '<=', '>', '>='];

/** The names that a term can have besides the keys of the records; they win over keys. */
export const NAMES: readonly NameSpec[] = [
  { kind: 'user', names: ['user_id', 'user'], comparisons: TEXTS },
  { kind: 'type', names: ['event_type', 'type'], comparisons: TEXTS },
  { kind: 'time', names: ['time', 'event_time'], comparisons: NUMBERS },
  { kind: 'record', names: ['event'], comparisons: NUMBERS },
  { kind: 'line', names: ['line'], comparisons: NUMBERS },
  { kind: 'duration', names: ['duration', 'duration_seconds'], comparisons: NUMBERS },
  { kind: 'eventCount', names: ['event_count'], comparisons: NUMBERS },
  { kind: 'code', names: ['code'], comparisons: WORDS },
  { kind: 'reason', names: ['reason'], comparisons: WORDS },
  { kind: 'faultKind', names: ['reason_kind'], comparisons: WORDS },
  { kind: 'faultValue', names: ['reason_value'], comparisons: WORDS },
];

/** The word that asks for duplicates. */
export const DUPLICATE_WORD = 'dup';
