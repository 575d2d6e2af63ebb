import { type InternerColumns, StringInterner } from '../columns/interner.ts';
import { decodeText } from '../text/shown-text.ts';
import { DIMENSIONS, TYPE_DIMENSION } from '../validate/dimensions.ts';
import { type ColumnStats, EMPTY_STATS, joinStats, statsOfRows } from './column-stats.ts';
import { ABOVE_32_BITS, type EventBatch } from './event-batch.ts';
import {
  ADDRESSES_HIGH,
  BYTE_BASE,
  DIMENSION_HIGH,
  type EventSegment,
  idHighIn,
  idLowIn,
  LINE_BASE,
  nanosecondsIn,
  SEGMENT_BITS,
  SEGMENT_MASK,
  SEGMENT_ROWS,
  secondsIn,
  segmentFrom,
  segmentsFor,
  writeRows,
} from './event-segment.ts';
import { type UserColumns, Users } from './users.ts';

/** The events as plain data: see `EventStore.columns`. */
export interface EventColumns {
  readonly count: number;
  readonly users: UserColumns;
  /** The interner of each dimension. */
  readonly dimensions: readonly InternerColumns[];
  readonly columnStats: ColumnStats;
  readonly segments: EventSegment[];
}

/**
 * All valid events in file order, as columns, with users and dimensions by number. The number of an event among all
 * records is not kept, since it follows from the rejections before it (`recordNumberOfEvent`), nor is its text, since its
 * offset is.
 */
export class EventStore {
  /** How many events there are, duplicates too: their indices go from 0 to this. */
  count = 0;
  /** Statistics of all events. @internal */
  columnStats: ColumnStats = EMPTY_STATS;

  /** @internal */
  constructor(
    readonly users: Users,
    /** @internal */
    readonly dimensions: readonly StringInterner[],
    /** @internal */
    readonly segments: EventSegment[] = [],
  ) {}

  /** Creates an empty store. `seed`: of its hash tables; it affects no result. @internal */
  static empty(seed: number): EventStore {
    return new EventStore(
      new Users(seed),
      Array.from({ length: DIMENSIONS }, () => new StringInterner(seed)),
    );
  }

  /**
   * The events so far, for readers on any thread. They stay valid as events are added, which go after them or to larger
   * columns.
   * @internal
   */
  columns(): EventColumns {
    const { count, users, columnStats, segments } = this;
    const dimensions = this.dimensions.map((interner) => interner.columns());
    return { count, users: users.columns(), dimensions, columnStats, segments };
  }

  /** The events that `columns` were taken from, for reading. @internal */
  static ofColumns({ count, users, dimensions, columnStats, segments }: EventColumns): EventStore {
    const interners = dimensions.map((columns) => StringInterner.ofColumns(columns));
    const store = new EventStore(Users.ofColumns(users), interners, segments);
    store.count = count;
    store.columnStats = columnStats;
    return store;
  }

  /** Adds rows whose users and dimensions have their numbers in this store. Overwrites the batch. @internal */
  appendRows(rows: EventBatch): void {
    const { segments, count } = this;
    while (segments.length < segmentsFor(count + rows.count)) {
      segments.push(segmentFrom(rows, segments.length * SEGMENT_ROWS - count));
    }
    writeRows(segments, count, rows);
    this.columnStats = joinStats(this.columnStats, statsOfRows(rows));
    this.count += rows.count;
  }

  /** The number of the user; `users.textOf` gives the id. */
  userOf(index: number): number {
    return this.segments[index >>> SEGMENT_BITS].user[index & SEGMENT_MASK];
  }

  /** The types: the interner of dimension 0. */
  get types(): StringInterner {
    return this.dimensions[TYPE_DIMENSION];
  }

  /** The number of the type; `typeText` gives its text. */
  typeOf(index: number): number {
    return this.numberOf(index, TYPE_DIMENSION);
  }

  /** Returns the number of an event in a dimension. @internal */
  numberOf(index: number, dimension: number): number {
    const { written, dimensions } = this.segments[index >>> SEGMENT_BITS];
    const { low, high } = dimensions[dimension];
    const row = index & SEGMENT_MASK;
    return written[DIMENSION_HIGH + dimension] === 0 ? low[row] : low[row] + high[row] * 0x1_0000;
  }

  /** Whole seconds since 1970-01-01T00:00:00Z. */
  secondsOf(index: number): number {
    return secondsIn(this.segments[index >>> SEGMENT_BITS], index & SEGMENT_MASK);
  }

  /** Nanoseconds after that second. */
  nanosecondsOf(index: number): number {
    return nanosecondsIn(this.segments[index >>> SEGMENT_BITS], index & SEGMENT_MASK);
  }

  /** The lower half of the hash of the event's own id. @internal */
  idLowOf(index: number): number {
    return idLowIn(this.segments[index >>> SEGMENT_BITS], index & SEGMENT_MASK);
  }

  /** The upper half of the hash of the event's own id. Both halves are 0 for an event without one. @internal */
  idHighOf(index: number): number {
    return idHighIn(this.segments[index >>> SEGMENT_BITS], index & SEGMENT_MASK);
  }

  /** Whether the event has an id of its own. */
  hasId(index: number): boolean {
    return (this.idLowOf(index) | this.idHighOf(index)) !== 0;
  }

  /** The byte its record begins at, from 0. */
  byteOffsetOf(index: number): number {
    const { bases, written, offsetLow, offsetHigh } = this.segments[index >>> SEGMENT_BITS];
    const row = index & SEGMENT_MASK;
    const near = bases[BYTE_BASE] + offsetLow[row];
    return written[ADDRESSES_HIGH] === 0 ? near : near + offsetHigh[row] * ABOVE_32_BITS;
  }

  /** The line its record begins on, from 1. */
  lineOf(index: number): number {
    const { bases, written, lineLow, lineHigh } = this.segments[index >>> SEGMENT_BITS];
    const row = index & SEGMENT_MASK;
    const near = bases[LINE_BASE] + lineLow[row];
    return written[ADDRESSES_HIGH] === 0 ? near : near + lineHigh[row] * ABOVE_32_BITS;
  }

  /** Returns a type as it is shown. Several types may look the same: distinguish them by number. */
  typeText(type: number): string {
    return decodeText(this.types.bytesOf(type));
  }

  /** Negative, 0 or positive as event `a` is earlier than, at the same nanosecond as, or later than event `b`. */
  compareTimes(a: number, b: number): number {
    return this.secondsOf(a) - this.secondsOf(b) || this.nanosecondsOf(a) - this.nanosecondsOf(b);
  }
}
