import type { StrayNews } from '../format/stray-words.ts';
import type { DuplicateDifferences } from '../pipeline/differ/difference-tally.ts';
import type { Trend } from '../pipeline/group/trend.ts';
import type { ColumnName } from '../schema/table-columns.ts';
import type {
  RejectionKindsAnswer,
  RejectionKindsQuery,
  RejectionPlacesAnswer,
  RejectionPlacesQuery,
} from './fault-queries.ts';
import type { Scope } from './scope.ts';
import type { SessionFacts, SessionStats, UserFacts } from './session-answers.ts';

/** The columns by which sessions can be sorted. */
export type SessionColumn = Exclude<ColumnName<'sessions'>, 'types'>;
/** The columns by which rejections can be sorted. */
export type RejectionColumn = Exclude<
  ColumnName<'rejections'>,
  'offset' | 'code' | 'column' | 'length' | 'file'
>;
/** The columns by which events can be sorted. */
export type EventColumn = Exclude<
  ColumnName<'events'>,
  'duplicate_of' | 'line' | 'offset' | 'differs' | 'file'
>;

/** The columns by which users can be sorted. */
export type UserColumn = Exclude<ColumnName<'users'>, 'types'>;
/** A column of the counts of a type, by its number in the store. */
export type TypeColumn = `type:${number}`;

/** The columns by which stray runs can be sorted. */
type StrayColumn = Exclude<ColumnName<'strays'>, 'raw' | 'file'>;

/** The column by which a query sorts its rows, and the direction. */
export interface Sort<Column> {
  readonly column: Column;
  readonly descending: boolean;
}

/** A range of time, in seconds since the Unix epoch: from <= t < to. */
export interface TimeWindow {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** A query whose answer depends on the zone in which times are shown, and so filtered, found and counted by day. */
interface Zoned {
  /** Undefined: UTC. */
  readonly zone?: string | undefined;
}

/** Asks for sessions. */
export interface SessionsQuery extends Zoned {
  readonly kind: 'sessions';
  readonly scope: Scope;
  readonly sort: Sort<SessionColumn>;
}

/** Asks for rejections. */
export interface RejectionsQuery {
  readonly kind: 'rejections';
  readonly scope: Scope;
  readonly sort: Sort<RejectionColumn>;
}

/** Asks for events. */
export interface EventsQuery extends Zoned {
  readonly kind: 'events';
  readonly scope: Scope;
  readonly sort: Sort<EventColumn>;
}

/**
 * Asks for users with an event in the scope, in the order of spec section 5. A row is the user's rank in
 * `grouping.byUser`.
 */
export interface UsersQuery extends Zoned {
  readonly kind: 'users';
  readonly scope: Scope;
  /** A text that occurs in their names (smart case or `/regex/`, see pattern.ts); undefined: all users. */
  readonly pattern: string | undefined;
  /** Undefined: by user. */
  readonly sort?: Sort<UserColumn | TypeColumn> | undefined;
}

/** Asks for stray runs, of those that are kept. A row is the index of a run. */
export interface StraysQuery {
  readonly kind: 'strays';
  /** Those that are how the file is written, or the others: see format/stray-words. */
  readonly which: StrayNews['kind'];
  readonly sort: Sort<StrayColumn>;
}

/** Asks for the rows of a table. */
export type RowsQuery = SessionsQuery | RejectionsQuery | EventsQuery | UsersQuery | StraysQuery;

/** Asks for the next row, from row `from` on, included, in which the pattern occurs; wraps around at the end. */
export interface FindQuery extends Zoned {
  readonly kind: 'find';
  readonly table: RowsQuery['kind'];
  /** What the rows belong to: the numbers of users depend on it. */
  readonly scope: Scope;
  /** The rows that a query returned; undefined: all, from 0 on. */
  readonly rows: Uint32Array | undefined;
  readonly rowCount: number;
  readonly from: number;
  readonly direction: 1 | -1;
  readonly text: string;
}

/**
 * Asks for the events of a scope by bucket and type, hidden types included, since a legend has their counts. Events before
 * and after the range are counted apart.
 */
export interface TrendQuery extends Zoned {
  readonly kind: 'trend';
  /** Its hidden types do not matter: leave them out, so that the answer stays when they change. */
  readonly scope: Scope;
  readonly bucketSeconds: number;
}

/** Asks how many sessions and events a scope holds, or how many rejections, which takes longer: it reads their records. */
export interface CountsQuery extends Zoned {
  readonly kind: 'counts';
  readonly of: 'events' | 'rejections';
  readonly scope: Scope;
}

/** How many rows of the tables that a query asks for a scope holds. */
export interface ScopeCounts {
  readonly sessions?: number;
  readonly events?: number;
  readonly rejections?: number;
  /** How many more rejections may be in it. */
  readonly undecided?: number;
}

/** Asks for a summary of the sessions of a scope. */
export interface SessionStatsQuery extends Zoned {
  readonly kind: 'sessionStats';
  readonly scope: Scope;
}

/** Asks how many events of the whole file are kept of each type. */
export interface TypeTotalsQuery {
  readonly kind: 'typeTotals';
}

/** Asks for the facts of some sessions, by number, which need all of their events. */
export interface SessionFactsQuery {
  readonly kind: 'sessionFacts';
  readonly rows: readonly number[];
}

/** Asks for the facts of some users, by rank, which need all of their sessions in a scope. */
export interface UserFactsQuery extends Zoned {
  readonly kind: 'userFacts';
  readonly scope: Scope;
  readonly rows: readonly number[];
}

/** Asks how many rejections of a scope name some users, by rank. */
export interface UserRejectionsQuery {
  readonly kind: 'userRejections';
  readonly scope: Scope;
  readonly rows: readonly number[];
}

/** Asks in which keys duplicates, by index in the store, differ from the events that they repeat. */
export interface DifferencesQuery {
  readonly kind: 'differences';
  readonly duplicates: readonly number[];
}

/** Asks how many duplicates differ, from a sample of them. */
export interface DuplicateSampleQuery {
  readonly kind: 'duplicateSample';
}

/** What can be asked about a dataset. */
export type Query =
  | RowsQuery
  | FindQuery
  | TrendQuery
  | CountsQuery
  | SessionStatsQuery
  | TypeTotalsQuery
  | SessionFactsQuery
  | UserFactsQuery
  | UserRejectionsQuery
  | DifferencesQuery
  | DuplicateSampleQuery
  | RejectionPlacesQuery
  | RejectionKindsQuery;

/** Whether a query can wait for all others: its answer adds to the rows of a table, and should not hold them up. */
export function isInBackground(query: Query): boolean {
  switch (query.kind) {
    case 'counts':
      return query.of === 'rejections';
    case 'sessionStats':
    case 'differences':
    case 'duplicateSample':
      return true;
    default:
      return false;
  }
}

/** What queries return. */
export type Answer =
  | {
      readonly kind: 'rows';
      /** Sessions, rejections or events by number, or users by rank. Undefined: all of them, in that order. */
      readonly rows: Uint32Array | undefined;
      readonly rowCount: number;
      /** Of rejections: how many others may belong to the scope. */
      readonly undecided?: number;
    }
  | { readonly kind: 'counts'; readonly counts: ScopeCounts }
  | { readonly kind: 'sessionStats'; readonly stats: SessionStats }
  /** By number of the type. */
  | { readonly kind: 'typeTotals'; readonly counts: Float64Array }
  | { readonly kind: 'sessionFacts'; readonly facts: ReadonlyMap<number, SessionFacts> }
  | { readonly kind: 'userFacts'; readonly facts: ReadonlyMap<number, UserFacts> }
  /** By rank. */
  | { readonly kind: 'userRejections'; readonly counts: ReadonlyMap<number, number> }
  /** `row`: -1 if no row matches. */
  | { readonly kind: 'found'; readonly row: number }
  | {
      readonly kind: 'differences';
      /** By duplicate: the keys that differ, none for a copy; undefined if a record was not where it had been. */
      readonly keys: ReadonlyMap<number, readonly string[] | undefined>;
    }
  /** `differences`: undefined if no record could be read. */
  | { readonly kind: 'duplicateSample'; readonly differences: DuplicateDifferences | undefined }
  | RejectionPlacesAnswer
  | RejectionKindsAnswer
  | {
      readonly kind: 'trend';
      /** The trend of the listed events, duplicates included if the scope shows them. */
      readonly trend: Trend;
      /** The trend of the duplicates among them; undefined if the scope hides duplicates. */
      readonly duplicates: Trend | undefined;
      /** The times of these events and of those before and after the range; undefined if there are none. */
      readonly times: TrendTimes | undefined;
      /** For each type, by number, how many of these events there are, and how many before and after the range. */
      readonly countByType: Float64Array;
      readonly earlierByType: Float64Array;
      readonly laterByType: Float64Array;
    };

/** The times of the first and the last event, and the times between which all but a hundredth at either end lie. */
export interface TrendTimes {
  readonly firstSeconds: number;
  readonly lastSeconds: number;
  readonly percentile1Seconds: number;
  readonly percentile99Seconds: number;
}
