import { type InternerColumns, StringInterner } from '../columns/interner.ts';
import { decodeText } from '../text/shown-text.ts';
import { type ColumnStats, EMPTY_STATS, joinStats, statsOfRows } from './column-stats.ts';
import { ABOVE_32_BITS, type EventBatch } from './event-batch.ts';
import {
  BYTE_BASE,
  type EventSegment,
  LINE_BASE,
  nanosecondsIn,
  PLACES_HIGH,
  SEGMENT_BITS,
  SEGMENT_MASK,
  SEGMENT_ROWS,
  secondsIn,
  segmentFrom,
  segmentsFor,
  TYPE_HIGH,
  writeRows,
} from './event-segment.ts';
import { type UserColumns, Users } from './users.ts';

/** What a reader of the events needs: see `EventStore.columns`. */
export interface EventColumns {
  readonly count: number;
  readonly users: UserColumns;
  readonly types: InternerColumns;
  readonly columnStats: ColumnStats;
  readonly segments: EventSegment[];
}

/**
 * All valid events, in file order, as columns; users and types by number. An event's number among all records is
 * not kept: it follows from the rejections between (`eventNumberOf`). Raw text is not kept either: the offset is.
 */
export class EventStore {
  count = 0;
  /** What is known of all of them. */
  columnStats: ColumnStats = EMPTY_STATS;

  constructor(
    readonly users: Users,
    readonly types: StringInterner,
    readonly segments: EventSegment[] = [],
  ) {}

  /** A store that is empty. `seed`: of the hash tables; changes no result. */
  static empty(seed: number): EventStore {
    return new EventStore(new Users(seed), new StringInterner(seed));
  }

  /**
   * What a reader, on another thread too, needs to see the events as they are now. It stays true while more come: they
   * are written behind these, or into larger columns.
   */
  columns(): EventColumns {
    const { count, users, types, columnStats, segments } = this;
    return { count, users: users.columns(), types: types.columns(), columnStats, segments };
  }

  /** The events that `columns` were taken of, to read. */
  static ofColumns({ count, users, types, columnStats, segments }: EventColumns): EventStore {
    const store = new EventStore(Users.ofColumns(users), StringInterner.ofColumns(types), segments);
    store.count = count;
    store.columnStats = columnStats;
    return store;
  }

  /** Puts rows, whose users and types have the numbers of this store, behind those there are. */
  appendRows(rows: EventBatch): void {
    const { segments, count } = this;
    while (segments.length < segmentsFor(count + rows.count)) {
      segments.push(segmentFrom(rows, segments.length * SEGMENT_ROWS - count));
    }
    writeRows(segments, count, rows);
    this.columnStats = joinStats(this.columnStats, statsOfRows(rows));
    this.count += rows.count;
  }

  userOf(index: number): number {
    return this.segments[index >>> SEGMENT_BITS].user[index & SEGMENT_MASK];
  }

  typeOf(index: number): number {
    const { written, typeLow, typeHigh } = this.segments[index >>> SEGMENT_BITS];
    const row = index & SEGMENT_MASK;
    return written[TYPE_HIGH] === 0 ? typeLow[row] : typeLow[row] + typeHigh[row] * 0x1_0000;
  }

  secondsOf(index: number): number {
    return secondsIn(this.segments[index >>> SEGMENT_BITS], index & SEGMENT_MASK);
  }

  nanosecondsOf(index: number): number {
    return nanosecondsIn(this.segments[index >>> SEGMENT_BITS], index & SEGMENT_MASK);
  }

  byteOffsetOf(index: number): number {
    const { bases, written, offsetLow, offsetHigh } = this.segments[index >>> SEGMENT_BITS];
    const row = index & SEGMENT_MASK;
    const near = bases[BYTE_BASE] + offsetLow[row];
    return written[PLACES_HIGH] === 0 ? near : near + offsetHigh[row] * ABOVE_32_BITS;
  }

  lineOf(index: number): number {
    const { bases, written, lineLow, lineHigh } = this.segments[index >>> SEGMENT_BITS];
    const row = index & SEGMENT_MASK;
    const near = bases[LINE_BASE] + lineLow[row];
    return written[PLACES_HIGH] === 0 ? near : near + lineHigh[row] * ABOVE_32_BITS;
  }

  /** Returns a type as it is shown. Several types may look the same: tell them apart by their numbers. */
  typeText(type: number): string {
    return decodeText(this.types.bytesOf(type));
  }

  /** Below, at or above 0 as event `a` is earlier than, at the same nanosecond as or later than event `b`. */
  compareTimes(a: number, b: number): number {
    return this.secondsOf(a) - this.secondsOf(b) || this.nanosecondsOf(a) - this.nanosecondsOf(b);
  }
}
