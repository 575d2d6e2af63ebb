import type { DuplicateDifferences } from '../pipeline/differ/difference-tally.ts';
import type { Trend } from '../pipeline/group/trend.ts';
import type { ColumnName } from '../schema/table-columns.ts';

/** The columns by which the table can be sorted. */
export type SessionColumn = Exclude<ColumnName<'sessions'>, 'types'>;
/** The columns by which the table can be sorted. */
export type RejectionColumn = Exclude<
  ColumnName<'rejections'>,
  'offset' | 'code' | 'column' | 'length' | 'file'
>;
/** The columns by which the table can be sorted. */
export type EventColumn = Exclude<
  ColumnName<'events'>,
  'duplicate_of' | 'line' | 'offset' | 'differs' | 'file'
>;

/** The column by which a query sorts its rows, and the direction. */
export interface Sort<Column> {
  readonly column: Column;
  readonly descending: boolean;
}

/** Keeps the rows in which `text` occurs (smart case or `/regex/`, see pattern.ts), or with `leaveOut` all others. */
export interface Filter {
  readonly text: string;
  readonly leaveOut: boolean;
}

/** A range of time, in seconds since the Unix epoch: from <= t < to. */
export interface TimeWindow {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** Asks for sessions. */
export interface SessionsQuery {
  readonly kind: 'sessions';
  readonly sort: Sort<SessionColumn>;
  readonly filter: Filter | undefined;
  /** The zone in which times are shown, and so filtered; undefined: UTC. */
  readonly zone?: string | undefined;
}

/** A kind of fault, or the rejections of the kind with one value: see RejectionFault. */
export interface FaultName {
  readonly kind: string;
  readonly value: string | undefined;
}

/** Asks for rejections. */
export interface RejectionsQuery {
  readonly kind: 'rejections';
  /** Only rejections with this reason, an index into REASONS; undefined: all. */
  readonly reason: number | undefined;
  /** Only those of this kind; undefined: all of the reason. */
  readonly fault?: FaultName | undefined;
  readonly sort: Sort<RejectionColumn>;
  readonly filter: Filter | undefined;
}

/** Whether duplicates are among events: none, with all others, or they alone. */
export type DuplicateView = 'hidden' | 'shown' | 'alone';

/** Asks for events. */
export interface EventsQuery {
  readonly kind: 'events';
  /** Only events of this user, by number in the store; undefined: of all users. */
  readonly user: number | undefined;
  readonly window: TimeWindow | undefined;
  /** The types, by number, whose events are hidden. */
  readonly hiddenTypes: readonly number[];
  readonly duplicates: DuplicateView;
  readonly sort: Sort<EventColumn>;
  readonly filter: Filter | undefined;
  /** The zone in which times are shown, and so filtered; undefined: UTC. */
  readonly zone?: string | undefined;
}

/** Asks for users with an event, in the order of spec section 5. A row is the user's rank in `grouping.byUser`. */
export interface UsersQuery {
  readonly kind: 'users';
  readonly filter: Filter | undefined;
}

/** Asks for the rows of a table. */
export type RowsQuery = SessionsQuery | RejectionsQuery | EventsQuery | UsersQuery;

/** Asks for the next row, from row `from` on, included, in which the pattern occurs; wraps around at the end. */
export interface FindQuery {
  readonly kind: 'find';
  readonly table: RowsQuery['kind'];
  /** The rows that a query returned; undefined: all, from 0 on. */
  readonly rows: Uint32Array | undefined;
  readonly rowCount: number;
  readonly from: number;
  readonly direction: 1 | -1;
  readonly text: string;
  /** The zone in which times are shown, and so found; undefined: UTC. */
  readonly zone?: string | undefined;
}

/** Asks for the kept events by bucket and type, of one user or of all, and for their times. */
export interface TrendQuery {
  readonly kind: 'trend';
  readonly user: number | undefined;
  readonly bucketSeconds: number;
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

/** Asks where in the input the rejections of each reason are. */
export interface RejectionPlacesQuery {
  readonly kind: 'rejectionPlaces';
  /** The size of the input, where it is known before all of it is read. */
  readonly sizeBytes: number | undefined;
}

/** Into how many equal parts the input is divided: rows of bars of any width are made from them. */
export const INPUT_PARTS = 720;

/** Asks which kinds of faults the rejections of a reason have. */
export interface RejectionKindsQuery extends Omit<RejectionPlacesQuery, 'kind'> {
  readonly kind: 'rejectionKinds';
  readonly reason: number;
}

/** What can be asked about a dataset. */
export type Query =
  | RowsQuery
  | FindQuery
  | TrendQuery
  | DifferencesQuery
  | DuplicateSampleQuery
  | RejectionPlacesQuery
  | RejectionKindsQuery;

/** A value, and how many of the rejections looked at have it. */
export interface FaultValue {
  readonly value: string;
  readonly count: number;
}

/** A kind of fault, and how many of the rejections looked at are of it. */
export interface FaultKind {
  readonly kind: string;
  readonly count: number;
  /** How many of them lie in each of the INPUT_PARTS. */
  readonly places: Uint32Array;
  /** The most frequent values. */
  readonly values: readonly FaultValue[];
  /** How many different values there are. */
  readonly valueCount: number;
}

/** What queries return. */
export type Answer =
  | {
      readonly kind: 'rows';
      /** Sessions, rejections or events by number, or users by rank. Undefined: all of them, in that order. */
      readonly rows: Uint32Array | undefined;
      readonly rowCount: number;
    }
  /** `row`: -1 if no row matches. */
  | { readonly kind: 'found'; readonly row: number }
  | {
      readonly kind: 'differences';
      /** By duplicate: the keys that differ, none for a copy; undefined if a record was not where it had been. */
      readonly keys: ReadonlyMap<number, readonly string[] | undefined>;
    }
  /** `differences`: undefined if no record could be read. */
  | { readonly kind: 'duplicateSample'; readonly differences: DuplicateDifferences | undefined }
  /** By reason, an index into REASONS: how many rejections lie in each of the INPUT_PARTS. */
  | { readonly kind: 'rejectionPlaces'; readonly places: readonly Uint32Array[] }
  | {
      readonly kind: 'rejectionKinds';
      /** How many rejections were looked at, of how many: if not of all, of a sample. */
      readonly explained: number;
      readonly of: number;
      /** The most frequent kinds. */
      readonly kinds: readonly FaultKind[];
      /** How many different kinds there are. */
      readonly kindCount: number;
    }
  | {
      readonly kind: 'trend';
      readonly trend: Trend;
      /** The times of the kept events; undefined if there are none. */
      readonly times: TrendTimes | undefined;
      /** For each type, by number, how many events are kept. */
      readonly countByType: Float64Array;
    };

/** The times of the first and the last event, and the times between which all but a hundredth at either end lie. */
export interface TrendTimes {
  readonly firstSeconds: number;
  readonly lastSeconds: number;
  readonly percentile1Seconds: number;
  readonly percentile99Seconds: number;
}
