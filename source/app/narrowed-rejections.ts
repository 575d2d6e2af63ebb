import { ByteText } from '../output/formats/byte-text.ts';
import { CsvCells } from '../output/formats/csv-cells.ts';
import { NOTHING, type RowConverter } from '../output/formats/row-converter.ts';
import type { PipelineSettings } from '../pipeline/settings.ts';
import type { Instant } from '../pipeline/time/parse-timestamp.ts';
import { compileFields } from '../pipeline/validate/fields.ts';
import { REASONS, TIME_FAULTS } from '../pipeline/validate/reasons.ts';
import { isWithin, type TimeRange } from '../query/narrowing.ts';
import type { ColumnDefinition } from '../schema/table-columns.ts';
import { userIdOf } from './narrowing-flags.ts';

/** What rejections are narrowed to; `range` is asked for with the first rows. */
export interface RejectionNarrowing {
  readonly range: () => TimeRange;
  /** As `userIdOf` writes it; undefined: all. */
  readonly user: string | undefined;
}

const CODES_OF_TIME: ReadonlySet<string> = new Set(TIME_FAULTS.map((reason) => REASONS[reason].code));

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
  private readonly instant: Instant = { seconds: 0, nanoseconds: 0 };
  private readonly reader;
  private readonly columns: { readonly user: number; readonly time: number; readonly code: number };

  constructor(
    columns: readonly ColumnDefinition[],
    private readonly narrowing: RejectionNarrowing,
    settings: PipelineSettings,
  ) {
    const at = (name: string): number => columns.findIndex((column) => column.name === name);
    this.columns = { user: at('user_id'), time: at('event_time'), code: at('code') };
    this.cells = new CsvCells(columns.length);
    this.reader = compileFields(settings).time.reader;
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
      const verdicts = [this.isOfUser(), this.isInRange(range)];
      if (verdicts.includes(false)) continue;
      if (verdicts.includes(undefined)) this.untoldCount++;
      else {
        this.keptCount++;
        kept.add(csv, from, cells.position);
      }
    }
    return kept.written;
  }

  end(): Uint8Array {
    return NOTHING;
  }

  private isOfUser(): boolean | undefined {
    const { user } = this.narrowing;
    if (user === undefined) return true;
    const cell = this.cells.text(this.columns.user);
    return cell === '' ? undefined : userIdOf(cell) === user;
  }

  private isInRange(range: TimeRange): boolean | undefined {
    if (range.from === undefined && range.to === undefined) return true;
    const { cells, columns, instant } = this;
    if (CODES_OF_TIME.has(cells.text(columns.code))) return undefined;
    cells.take(columns.time);
    const { content, contentFrom, contentTo } = cells;
    if (this.reader.parse(content, contentFrom, contentTo, true, instant) !== undefined) return undefined;
    return isWithin(range, instant);
  }
}
