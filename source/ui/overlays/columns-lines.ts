import type { Model } from '../../explorer/model/model.ts';
import type { ColumnsOverlay } from '../../explorer/model/overlay.ts';
import { type ColumnRow, columnRows, columnValues } from '../../explorer/overlays/column-rows.ts';
import { placeColumns } from '../../explorer/tables/column-layout.ts';
import { marksOf } from '../components/marks.ts';
import {
  coverageText,
  distinctText,
  type KeyStatistics,
  kindsColumn,
  kindsText,
  samplesText,
  valuesColumn,
} from './key-texts.ts';
import { type ListColumn, listHeader, listLine, widestOf } from './list-columns.ts';

/** Returns the list of a table's columns: what each is called, what it holds, and some of its values. */
export function columnsLines(
  model: Model,
  { table, viewport }: ColumnsOverlay,
  { from, to }: { readonly from: number; readonly to: number },
): string[] {
  const { columns } = model;
  const marks = marksOf(model.options);
  const rows = columnRows(model, table);
  const placed = placeColumns(listColumns(rows, columnValues(model, table)), columns, 0);
  const lines = rows
    .slice(from, to)
    .map((row, i) => listLine(row, placed, { isChosen: from + i === viewport.cursor, columns, marks }));
  return [listHeader(placed, marks), ...lines];
}

function listColumns(
  rows: readonly ColumnRow[],
  values: ReadonlyMap<string, readonly string[]>,
): readonly ListColumn<ColumnRow>[] {
  const nameText = ({ column, isShown }: ColumnRow): string => `[${isShown ? 'x' : ' '}] ${column.header}`;
  const meaningText = ({ column }: ColumnRow): string => column.meaning;
  const name = Math.max('column'.length, widestOf(rows, nameText));
  const meaning = widestOf(rows, meaningText);
  const columns: readonly ListColumn<ColumnRow>[] = [
    { name: 'column', leastWidth: Math.min(name, 20), width: name, textOf: nameText },
    { name: 'holds', leastWidth: Math.min(meaning, 16), width: meaning, textOf: meaningText },
    valuesColumn(rows, ({ column }) => samplesText({ samples: values.get(column.name) ?? [] })),
  ];
  if (rows.every(({ column }) => column.field === undefined)) return columns;
  const keyText =
    (textOf: (field: KeyStatistics) => string) =>
    ({ column }: ColumnRow): string =>
      column.field === undefined ? '' : textOf(column.field);
  return [
    ...columns,
    { name: 'in', leastWidth: 4, width: 4, right: true, textOf: keyText(coverageText) },
    { name: 'distinct', leastWidth: 8, width: 8, right: true, textOf: keyText(distinctText) },
    kindsColumn(rows, keyText(kindsText)),
  ];
}
