import { momentFormat } from '../../format/zoned-moment.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { Instant } from '../../pipeline/time/instant.ts';
import type { Cell, CellLook, TableContext } from './table-spec.ts';

/** Where a full time, `2024-07-10 11:45:00`, has its month and its time of day. */
const MONTH_AT = 'YYYY-'.length;
const CLOCK_AT = 'YYYY-MM-DD '.length;
const WHOLE_CELLS = 'YYYY-MM-DD HH:MM:SS'.length;

/**
 * How a time is drawn: without its year if all events of the file are of one year, and without its day if it is that of the
 * time in the column `after`.
 */
export function shortTime(column: string, after?: string): CellLook {
  const textOf = ({ cells, context, dataset }: Cell): string => {
    const text = cells[column] ?? '';
    const before = after === undefined ? undefined : cells[after];
    if (before !== undefined && before.slice(0, CLOCK_AT) === text.slice(0, CLOCK_AT))
      return text.slice(CLOCK_AT);
    return isOfOneYear(context, dataset) ? text.slice(MONTH_AT) : text;
  };
  return {
    widthOf: (cell) => textOf(cell).length,
    leastWidth: (context) =>
      context.dataset === undefined || isOfOneYear(context, context.dataset)
        ? WHOLE_CELLS - MONTH_AT
        : WHOLE_CELLS,
    lineOf: (cell, room) => {
      const text = textOf(cell);
      // A fraction may be cut: copying gives the whole time.
      return [{ text: text.length > room ? text.replace(/\.\d+$/, '') : text, style: 'plain' }];
    },
  };
}

function isOfOneYear(context: TableContext, { grouping }: Dataset): boolean {
  return yearOf(grouping?.firstEvent, context) === yearOf(grouping?.lastEvent, context);
}

function yearOf(instant: Instant | undefined, { options }: TableContext): string | undefined {
  return instant && momentFormat(options.zone)(instant.seconds, 0).slice(0, MONTH_AT);
}
