import { ByteText } from '../output/formats/byte-text.ts';
import { CsvCells } from '../output/formats/csv-cells.ts';
import type { RowConverter } from '../output/formats/row-converter.ts';
import type { Rejection } from '../pipeline/reject/rejection.ts';
import type { PipelineSettings } from '../pipeline/settings.ts';
import { NO_BYTES } from '../pipeline/text/bytes.ts';
import type { ReasonCode } from '../pipeline/validate/reasons.ts';
import {
  allOf,
  isOfUser,
  rejectedTimeReader,
  type Verdict,
} from '../query/filter-language/rejection-terms.ts';
import { isWithin, type TimeRange } from '../query/time-range.ts';
import type { ColumnDefinition } from '../schema/table-columns.ts';

/** What rejections are narrowed to; functions are called with the first rows. */
export interface RejectionNarrowing {
  readonly range: () => TimeRange;
  /** As `userIdOf` writes it; undefined: all. */
  readonly user: string | undefined;
  /** Returns the verdict of a filter for each rejection, by number; `reread` returns the one whose row is at hand. */
  readonly filter: ((reread: () => Rejection) => (row: number) => Verdict) | undefined;
}

/**
 * Keeps the rows of the rejections that are of the user and in the range, as far as their records say so. Of some it
 * is unknown, as their user or time could not be read: these are left out, and counted.
 */
export class NarrowedRejections implements RowConverter {
  /** How many rows came, how many were kept, and for how many it is unknown whether they belong. */
  rowCount = 0;
  keptCount = 0;
  undecidedCount = 0;
  private readonly cells: CsvCells;
  private readonly kept = new ByteText();
  private readonly timeOf: ReturnType<typeof rejectedTimeReader>;
  private readonly columns: ReadonlyMap<string, number>;
  private verdictOf: ((row: number) => Verdict) | undefined;

  constructor(
    columns: readonly ColumnDefinition[],
    private readonly narrowing: RejectionNarrowing,
    settings: PipelineSettings,
  ) {
    this.columns = new Map(columns.map(({ name }, at) => [name, at]));
    this.cells = new CsvCells(columns.length);
    this.timeOf = rejectedTimeReader(settings);
  }

  begin(): Uint8Array {
    return NO_BYTES;
  }

  rows(csv: Uint8Array): Uint8Array {
    const { cells, kept, narrowing } = this;
    const range = narrowing.range();
    this.verdictOf ??= narrowing.filter?.(() => this.rejection());
    kept.clear();
    cells.open(csv);
    for (let from = 0; cells.next(); from = cells.position) {
      const row = this.rowCount++;
      const verdict = allOf([this.isOfUser(), this.isInRange(range), this.isFiltered(row)]);
      if (verdict === undefined) this.undecidedCount++;
      if (verdict) {
        this.keptCount++;
        kept.add(csv, from, cells.position);
      }
    }
    return kept.written;
  }

  end(): Uint8Array {
    return NO_BYTES;
  }

  private isFiltered(row: number): Verdict {
    return this.verdictOf === undefined || this.verdictOf(row);
  }

  private isOfUser(): Verdict {
    const { user } = this.narrowing;
    return user === undefined || isOfUser({ userId: this.text('user_id') }, user);
  }

  private isInRange(range: TimeRange): Verdict {
    if (range.from === undefined && range.to === undefined) return true;
    const time = this.timeOf({ eventTime: this.text('event_time'), code: codeOf(this.text('code')) });
    return time && isWithin(range, time);
  }

  /** The rejection of the row at hand, as it was written. */
  private rejection(): Rejection {
    const code = codeOf(this.text('code'));
    const column = this.text('column');
    return {
      code,
      detail: this.text('reason').slice(`${code}: `.length),
      raw: this.text('raw'),
      userId: this.text('user_id'),
      eventTime: this.text('event_time'),
      eventType: this.text('event_type'),
      line: Number(this.text('line')),
      byteOffset: Number(this.text('offset')),
      recordNumber: Number(this.text('event')),
      byteLength: Number(this.text('length')),
      column: column === '' ? undefined : Number(column),
      ...(this.columns.has('file') && { file: this.text('file') }),
    };
  }

  private text(name: string): string {
    const column = this.columns.get(name);
    if (column === undefined) throw new RangeError(`rejections have no ${name}`);
    return this.cells.text(column);
  }
}

/** Cast: the column has nothing but codes. */
function codeOf(text: string): ReasonCode {
  return text as ReasonCode;
}
