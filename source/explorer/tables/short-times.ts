import { momentFormat } from '../../format/zoned-moment.ts';
import type { Instant } from '../../pipeline/time/parse-timestamp.ts';
import type { Cell, CellLook, TableContext } from './table-spec.ts';

/** Where a time in full has its month and its clock: `2024-07-10 11:45:00`. */
const MONTH_AT = 'YYYY-'.length;
const CLOCK_AT = 'YYYY-MM-DD '.length;

/**
 * How a time is drawn: without its year if all events of the file are of one year. `after`: the column of a time in the
 * same row, of whose day it mostly is; then its clock alone is enough.
 */
export function shortTime(column: string, after?: string): CellLook {
  const textOf = ({ cells, context, dataset }: Cell): string => {
    const text = cells[column] ?? '';
    const before = after === undefined ? undefined : cells[after];
    if (before !== undefined && before.slice(0, CLOCK_AT) === text.slice(0, CLOCK_AT))
      return text.slice(CLOCK_AT);
    const { firstEvent, lastEvent } = dataset.grouping ?? {};
    return yearOf(firstEvent, context) === yearOf(lastEvent, context) ? text.slice(MONTH_AT) : text;
  };
  return {
    widthOf: (cell) => textOf(cell).length,
    lineOf: (cell, room) => {
      const text = textOf(cell);
      // The whole time can be copied.
      return [{ text: text.length > room ? text.replace(/\.\d+$/, '') : text, style: 'plain' }];
    },
  };
}

function yearOf(instant: Instant | undefined, { options }: TableContext): string | undefined {
  return instant && momentFormat(options.zone)(instant.seconds, 0).slice(0, MONTH_AT);
}
