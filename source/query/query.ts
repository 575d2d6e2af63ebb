import type { Trend } from '../pipeline/group/trend.ts';

/** Columns of the tables that rows can be put in order by. */
export type SessionColumn = 'user_id' | 'session_start' | 'session_end' | 'event_count' | 'duration';
export type RejectionColumn = 'event' | 'line' | 'reason' | 'user_id' | 'event_time' | 'event_type' | 'raw';
export type EventColumn = 'event_time' | 'user_id' | 'event_type' | 'event';

export interface Sort<Column> {
  readonly column: Column;
  readonly descending: boolean;
}

/** Which rows: those in which `text` (smart-case, or `/regex/`; see pattern.ts) occurs, or with `leaveOut` all others. */
export interface Filter {
  readonly text: string;
  readonly leaveOut: boolean;
}

/** A stretch of time, in seconds since the Unix epoch: from <= t < to. */
export interface TimeWindow {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

export interface SessionsQuery {
  readonly kind: 'sessions';
  readonly sort: Sort<SessionColumn>;
  readonly filter: Filter | undefined;
}

export interface RejectionsQuery {
  readonly kind: 'rejections';
  /** A place in REASONS: only these. */
  readonly code: number | undefined;
  readonly sort: Sort<RejectionColumn>;
  readonly filter: Filter | undefined;
}

export interface EventsQuery {
  readonly kind: 'events';
  /** A user's number in the store; nothing: all. */
  readonly user: number | undefined;
  readonly window: TimeWindow | undefined;
  /** Types, by number, whose events are left out. */
  readonly hiddenTypes: readonly number[];
  /** Duplicates are among the rows. */
  readonly duplicates: boolean;
  readonly sort: Sort<EventColumn>;
  readonly filter: Filter | undefined;
}

/** The users with an event, in the order of spec section 5, one row each: their place (rank) in `grouping.byUser`. */
export interface UsersQuery {
  readonly kind: 'users';
  readonly filter: Filter | undefined;
}

export type RowsQuery = SessionsQuery | RejectionsQuery | EventsQuery | UsersQuery;

/** The next row, from row `from` on (that one included), in which the pattern occurs; round the end to the beginning. */
export interface FindQuery {
  readonly kind: 'find';
  readonly table: RowsQuery['kind'];
  /** The rows as a query answered them; nothing: 0, 1, 2 and so on. */
  readonly rows: Uint32Array | undefined;
  readonly rowCount: number;
  readonly from: number;
  readonly direction: 1 | -1;
  readonly text: string;
}

/** The events kept, of one user or of all, by bucket and type; and when they were. */
export interface TrendQuery {
  readonly kind: 'trend';
  readonly user: number | undefined;
  readonly bucketSeconds: number;
}

export type Query = RowsQuery | FindQuery | TrendQuery;

export type Answer =
  | {
      readonly kind: 'rows';
      /** Sessions, rejections or events by number, or users by rank; nothing: all of them, as they are numbered. */
      readonly rows: Uint32Array | undefined;
      readonly rowCount: number;
    }
  /** -1: nowhere. */
  | { readonly kind: 'found'; readonly row: number }
  | {
      readonly kind: 'trend';
      readonly trend: Trend;
      /** When events kept were: the first, the last, and between which all but a hundredth at either end lie (seconds). */
      readonly times: TrendTimes | undefined;
      /** Events kept of each type (by its number). */
      readonly countByType: Float64Array;
    };

export interface TrendTimes {
  readonly firstSeconds: number;
  readonly lastSeconds: number;
  readonly percentile1Seconds: number;
  readonly percentile99Seconds: number;
}
