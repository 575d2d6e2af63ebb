import { hashId, idHigh, idLow } from '../columns/id-hash.ts';
import { isPlainText } from '../text/bytes.ts';
import { ZONE_NONE, ZONE_OFFSET } from '../time/zone-kinds.ts';
import { isControlLine } from '../validate/control-line.ts';
import { DIMENSIONS } from '../validate/dimensions.ts';
import { MISSING_KEY_OR_BAD_SCHEMA } from '../validate/reasons.ts';
import { type RecordValidator, VALID } from '../validate/validate.ts';
import type { ScanParts } from './scan-parts.ts';
import { passLines } from './separators.ts';
import type { Window } from './window-buffer.ts';

/** A reading of a record: where it stopped, and the line feeds up to there. */
export interface RecordReading {
  readonly stop: number;
  readonly lineFeeds: number;
  readonly lastLineFeed: number;
}

/** With more rejections in a batch, records are not looked at one by one. */
const MOST_ONE_BY_ONE = 512;

/** Appends records of the slow path to the columns they belong to, and counts them. */
export class RecordTaker {
  /** The number in each dimension of the event that is appended. */
  private readonly numbers: number[] = new Array(DIMENSIONS).fill(0);
  /** What is appended to each record before it is validated; see `ShapeScan.membersAround`. */
  members: Uint8Array | undefined;

  constructor(private readonly parts: ScanParts) {}

  /**
   * Appends the record and returns its end. `verdict`: VALID, after which `validator` has its values, or an index into
   * REASONS. `reading` is the one that ended at `to`, or at white space after it.
   */
  take(
    { bytes, base }: Pick<Window, 'bytes' | 'base'>,
    from: number,
    to: number,
    verdict: number,
    validator: RecordValidator,
    reading: RecordReading,
  ): number {
    const { counters, rejected, rows, settings, strays } = this.parts;
    strays.endBeforeRecord();
    if (
      verdict === MISSING_KEY_OR_BAD_SCHEMA &&
      settings.skipsControlLines &&
      isControlLine(bytes, from, to)
    ) {
      counters.controlLines++;
      counters.controlBytes += to - from;
    } else {
      counters.records++;
      counters.recordBytes += to - from;
      // While the bytes are in the cache; of many records all bytes are looked at later, which then costs less.
      const isPlain = rejected.count < MOST_ONE_BY_ONE && isPlainText(bytes, from, to);
      if (verdict === VALID) {
        this.append(validator, base + from);
        if (isPlain) rows.plainRows++;
      } else {
        this.reject(verdict, base + from, to - from);
        if (isPlain) rejected.plainRecords++;
      }
    }
    if (reading.lineFeeds > 0) this.passLineFeeds(bytes, from, to, base, reading);
    return to;
  }

  /** Rejects a record without looking at it. */
  reject(reason: number, byteOffset: number, byteLength: number): void {
    const { members } = this;
    const { counters, rejected } = this.parts;
    const { records, line, lineStartOffset } = counters;
    rejected.append(reason, byteOffset, byteLength, records, line, lineStartOffset);
    if (members !== undefined && members.length > 0) rejected.membersOfLast(members);
  }

  private append(validator: RecordValidator, byteOffset: number): void {
    const { numbers } = this;
    const { counters, dictionaries, rows, settings } = this.parts;
    const { user, dimensions, instant, id, hasId } = validator;
    const { seconds, nanoseconds } = instant;
    if (validator.zone === ZONE_OFFSET) counters.offsetTimes++;
    else if (validator.zone === ZONE_NONE) counters.zonelessTimes++;
    const userNumber = dictionaries.users.intern(user.bytes, user.view, 0, user.length);
    for (const [dimension, { bytes, view, length }] of dimensions.entries()) {
      numbers[dimension] = dictionaries.dimensions[dimension].intern(bytes, view, 0, length);
    }
    if (hasId) hashId(id.bytes, 0, id.length, settings.hashSeed);
    const [low, high] = [hasId ? idLow : 0, hasId ? idHigh : 0];
    rows.append(userNumber, numbers, seconds, nanoseconds, byteOffset, counters.line, low, high);
  }

  private passLineFeeds(
    bytes: Uint8Array,
    from: number,
    to: number,
    base: number,
    { stop, lineFeeds, lastLineFeed }: RecordReading,
  ): void {
    const { counters } = this.parts;
    if (to === stop) {
      counters.line += lineFeeds;
      counters.lineStartOffset = base + lastLineFeed + 1;
      return;
    }
    passLines(counters, bytes, from, to, base);
  }
}
