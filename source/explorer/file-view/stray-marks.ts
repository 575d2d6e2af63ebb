import { isDamage, type StrayCounts } from '../../format/stray-words.ts';
import { rowsBefore } from '../../pipeline/columns/placed-rows.ts';

/** The position of a stray run. */
export interface StrayMark {
  readonly kind: 'stray';
  /** Its index among the runs that are kept. */
  readonly index: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  /** Whether it is damage, and not the text that most records of the file have before them. */
  readonly isDamage: boolean;
}

/** Stray runs by position in the file, by binary search. */
export class StrayMarks {
  private readonly counts: StrayCounts | undefined;

  /** `counts`: undefined while nothing is known of the file. */
  constructor(counts: StrayCounts | undefined) {
    this.counts = counts;
  }

  /** Returns the first run of which a byte lies in a range of bytes. */
  firstIn(fromByteOffset: number, toByteOffset: number): StrayMark | undefined {
    const from = this.before(fromByteOffset + 1) - 1;
    for (const run of [from, from + 1]) {
      const mark = this.mark(run);
      if (mark === undefined) continue;
      if (mark.byteOffset < toByteOffset && mark.byteOffset + mark.byteLength > fromByteOffset) return mark;
    }
    return undefined;
  }

  /** Returns the first run that is damage and begins at or after a byte offset. */
  nextDamage(byteOffset: number): StrayMark | undefined {
    return this.damageFrom(this.before(byteOffset), 1);
  }

  /** Returns the last run that is damage and begins before a byte offset. */
  previousDamage(byteOffset: number): StrayMark | undefined {
    return this.damageFrom(this.before(byteOffset) - 1, -1);
  }

  /** Goes through the runs one by one: there may be many of the usual ones, but no more than are kept. */
  private damageFrom(first: number, step: 1 | -1): StrayMark | undefined {
    const { counts } = this;
    if (counts === undefined) return undefined;
    for (let run = first; run >= 0 && run < counts.strays.count; run += step) {
      if (isDamage(counts, run)) return this.mark(run);
    }
    return undefined;
  }

  /** How many runs begin before a byte offset. */
  private before(byteOffset: number): number {
    const strays = this.counts?.strays;
    return strays === undefined ? 0 : rowsBefore(strays, byteOffset);
  }

  private mark(run: number): StrayMark | undefined {
    const { counts } = this;
    if (counts === undefined || run < 0 || run >= counts.strays.count) return undefined;
    const { strays } = counts;
    return {
      kind: 'stray',
      index: run,
      byteOffset: strays.byteOffsetOf(run),
      byteLength: strays.byteLengthOf(run),
      isDamage: isDamage(counts, run),
    };
  }
}
