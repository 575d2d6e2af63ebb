import { ByteText } from '../output/formats/byte-text.ts';
import { CsvCells } from '../output/formats/csv-cells.ts';
import { NOTHING, type RowConverter } from '../output/formats/row-converter.ts';
import type { PipelineSettings } from '../pipeline/settings.ts';
import type { ReasonCode } from '../pipeline/validate/reasons.ts';
import {
  allOf,
  isOfUser,
  rejectedTimeReader,
  type Verdict,
} from '../query/filter-language/rejection-terms.ts';
import { isWithin, type TimeRange } from '../query/time-range.ts';
import type { ColumnDefinition } from '../schema/table-columns.ts';

/** What rejections are narrowed to; `range` is asked for with the first rows. */
export interface RejectionNarrowing {
  readonly range: () => TimeRange;
  /** As `userIdOf` writes it; undefined: all. */
  readonly user: string | undefined;
}

/**
 * Keeps the rows of the rejections that are of the user and in the range, as far as their records say so. Of some it
 * cannot be told, as their user or time could not be read: these are left out, and counted.
 */
export class NarrowedRejections implements RowConverter {
  /** Rows seen, those kept, and those of which it cannot be told. */
  rowCount = 0;
  keptCount = 0;
  untoldCount = 0;
  private readonly cells: CsvCells;
  private readonly kept = new ByteText();
  private readonly timeOf: ReturnType<typeof rejectedTimeReader>;
  private readonly columns: { readonly user: number; readonly time: number; readonly code: number };

  constructor(
    columns: readonly ColumnDefinition[],
    private readonly narrowing: RejectionNarrowing,
    settings: PipelineSettings,
  ) {
    const at = (name: string): number => columns.findIndex((column) => column.name === name);
    this.columns = { user: at('user_id'), time: at('event_time'), code: at('code') };
    this.cells = new CsvCells(columns.length);
    this.timeOf = rejectedTimeReader(settings);
  }

  begin(): Uint8Array {
    return NOTHING;
  }

  rows(csv: Uint8Array): Uint8Array {
    const { cells, kept } = this;
    const range = this.narrowing.range();
    kept.clear();
    cells.open(csv);
    for (let from = 0; cells.next(); from = cells.position) {
      this.rowCount++;
      const verdict = allOf([this.isOfUser(), this.isInRange(range)]);
      if (verdict === undefined) this.untoldCount++;
      if (verdict) {
        this.keptCount++;
        kept.add(csv, from, cells.position);
      }
    }
    return kept.written;
  }

  end(): Uint8Array {
    return NOTHING;
  }

  private isOfUser(): Verdict {
    const { user } = this.narrowing;
    return user === undefined || isOfUser({ userId: this.cells.text(this.columns.user) }, user);
  }

  private isInRange(range: TimeRange): Verdict {
    if (range.from === undefined && range.to === undefined) return true;
    const { cells, columns } = this;
    const time = this.timeOf({ eventTime: cells.text(columns.time), code: codeOf(cells.text(columns.code)) });
    return time && isWithin(range, time);
  }
}

/** Cast: the column has nothing but codes. */
function codeOf(text: string): ReasonCode {
  return text as ReasonCode;
}
