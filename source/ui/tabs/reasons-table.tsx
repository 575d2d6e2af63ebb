import type { ReactElement } from 'react';
import { isLoading } from '../../explorer/model/load-state.ts';
import type { Model } from '../../explorer/model/model.ts';
import type { ListedRow, StrayRow } from '../../explorer/tabs/skipped/listed-row.ts';
import { listedRows, reasonCounts } from '../../explorer/tabs/skipped/reason-rows.ts';
import { reasonsWaiting } from '../../explorer/tabs/skipped/skipped-queries.ts';
import { formatCount } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { cut, inCells } from '../../format/text-width.ts';
import { marksOf } from '../components/marks.ts';
import { Rows } from '../components/rows.tsx';
import { PaintedTable } from '../components/small-table.tsx';
import { paint } from '../components/theme.ts';
import { type ColumnedRow, isStray, nameCells, reasonCells } from './reason-cells.ts';
import { reasonsColumns } from './reasons-columns.ts';
import type { BodyProps } from './tab-drawing.tsx';

/** The reasons that occur, with what is unfolded of them, counts, shares, and where in the file they lie. */
export function ReasonsTable({ model, height }: BodyProps): ReactElement {
  const rows = listedRows(model);
  const { top } = model.tabs.skipped.reasons;
  const seen = rows.slice(top, top + Math.max(0, height - 1));
  const cursor = cursorIn(model, rows);
  const strayLines = seen.filter(isStray).map((row) => strayLine(model, row, cursor));
  const lines = linesInstead(model, rows, seen, cursor);
  if (lines !== undefined) {
    return <Rows lines={[...lines, ...strayLines]} width={model.columns} height={height} />;
  }
  return (
    <>
      <ReasonColumns model={model} rows={rows} seen={seen.filter((row) => !isStray(row))} />
      <Rows lines={strayLines} width={model.columns} height={strayLines.length} />
    </>
  );
}

/** How the row under the cursor is marked: only in the pane with the keys is it chosen. */
interface ListCursor {
  readonly markOf: (row: ListedRow) => string;
  readonly isChosen: (row: ListedRow) => boolean;
}

function cursorIn({ tabs, options }: Model, rows: readonly ListedRow[]): ListCursor {
  const { pane, reasons } = tabs.skipped;
  const { chosen, passive } = marksOf(options);
  const underCursor = rows[reasons.cursor];
  const hasKeys = pane === 'reasons';
  return {
    markOf: (row) => (row !== underCursor ? ' ' : hasKeys ? chosen : passive),
    isChosen: (row) => hasKeys && row === underCursor,
  };
}

/** Returns the lines in place of the columns: that reasons are being counted, or that there are none and why. */
function linesInstead(
  model: Model,
  rows: readonly ListedRow[],
  seen: readonly ListedRow[],
  { markOf, isChosen }: ListCursor,
): readonly string[] | undefined {
  const waiting = reasonsWaiting(model);
  if (waiting !== undefined) return [` ${paint('dim', waiting)}`];
  if (rows.some(({ kind }) => kind === 'reason')) return undefined;
  const { ellipsis } = marksOf(model.options);
  const notes = seen
    .filter(({ kind }) => kind === 'note')
    .map((row) => {
      const text = inCells(` ${row.name}`, model.columns - 1, ellipsis);
      return `${markOf(row)}${paint(isChosen(row) ? 'selected' : 'dim', text)}`;
    });
  return [noneText(model), ...notes];
}

/** The rows on the screen in columns, which are as wide as all rows of the list need. */
function ReasonColumns({
  model,
  rows,
  seen,
}: {
  readonly model: Model;
  readonly rows: readonly ListedRow[];
  readonly seen: readonly ColumnedRow[];
}): ReactElement {
  // A table without rows has no header either.
  if (seen.length === 0) return <Rows lines={['']} width={model.columns} height={1} />;
  const rejected = Array.from(reasonCounts(model)).reduce((sum, count) => sum + count, 0);
  const columns = reasonsColumns(model.columns, rejected, Math.max(...rows.map(nameCells)));
  const { markOf, isChosen } = cursorIn(model, rows);
  return (
    <PaintedTable
      headers={columns.map(({ header }) => header)}
      rows={seen.map((row) =>
        reasonCells(row, { model, columns, rejected, mark: markOf(row), isChosen: isChosen(row) }),
      )}
    />
  );
}

/** Returns the line about stray runs: calm about text before most records, a warning about all others. */
function strayLine(model: Model, row: StrayRow, { markOf, isChosen }: ListCursor): string {
  const { kind, name, first } = row;
  const { dataset, columns, options } = model;
  const { ellipsis } = marksOf(options);
  const place = kind === 'usual' || first === undefined ? '' : firstPlace(dataset, first);
  const text = `  ${name}${place}`;
  if (isChosen(row)) return `${markOf(row)}${paint('selected', inCells(text, columns - 1, ellipsis))}`;
  return `${markOf(row)}${paint(kind === 'usual' ? 'dim' : 'warn', cut(text, columns - 2, ellipsis))}`;
}

function firstPlace(dataset: Model['dataset'], run: number): string {
  if (dataset === undefined) return '';
  const { strays, files } = dataset;
  const { line, name } = files.placeOf(strays.byteOffsetOf(run), strays.lineOf(run));
  return name === undefined
    ? `, the first on line ${formatCount(line)}`
    : `, the first at ${safeText(name)}:${formatCount(line)}`;
}

function noneText(model: Model): string {
  const { dataset, columns, options } = model;
  const { ellipsis } = marksOf(options);
  if (dataset === undefined || dataset.totalEvents === 0) {
    return isLoading(model) ? ` reading ${ellipsis}` : ' no records';
  }
  const { count } = dataset.rejections;
  const said = (style: 'good' | 'dim', text: string): string =>
    ` ${paint(style, cut(text, columns - 2, ellipsis))}`;
  if (count === 0) {
    if (isLoading(model)) return said('good', 'nothing rejected so far');
    const whole = 'Nothing was rejected: every record is an event.';
    return said('good', whole.length <= columns - 2 ? whole : 'Nothing was rejected.');
  }
  if (count === 1) return said('dim', 'the rejected record does not match');
  const none = `none of the ${formatCount(count)} rejected records matches`;
  return said('dim', none.length <= columns - 2 ? none : 'no rejected record matches');
}
