import type { ReactElement } from 'react';
import { isLoading } from '../../explorer/model/load-state.ts';
import type { Model } from '../../explorer/model/model.ts';
import type { ListedRow, StrayRow } from '../../explorer/tabs/skipped/listed-row.ts';
import { placesBars } from '../../explorer/tabs/skipped/places-bars.ts';
import { listedRows, reasonCounts } from '../../explorer/tabs/skipped/reason-rows.ts';
import { reasonsWaiting } from '../../explorer/tabs/skipped/skipped-queries.ts';
import type { Style } from '../../explorer/view/spans.ts';
import { formatCount, formatShare, formatSmallShare } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { beginning, cut, inCells, widthOf } from '../../format/text-width.ts';
import { marksOf } from '../components/marks.ts';
import { Rows } from '../components/rows.tsx';
import { PaintedTable } from '../components/small-table.tsx';
import { paint } from '../components/theme.ts';
import { type ReasonsColumn, reasonsColumns } from './reasons-columns.ts';

/** No wider name is asked room for. */
const MOST_NAME_CELLS = 120;

type CountedRow = Exclude<ListedRow, StrayRow>;

/** The reasons that occur, with what is unfolded of them, counts, shares, and where in the file they lie. */
export function ReasonsTable({
  model,
  height,
}: {
  readonly model: Model;
  readonly height: number;
}): ReactElement {
  const { pane, reasons } = model.tabs.skipped;
  const { chosen, passive } = marksOf(model.options);
  const rows = listedRows(model);
  const seen = rows.slice(reasons.top, reasons.top + Math.max(0, height - 1));
  const markOf = (row: ListedRow): string =>
    row !== rows[reasons.cursor] ? ' ' : pane === 'reasons' ? chosen : passive;
  const strayLines = seen.filter(isStray).map((row) => strayLine(model, row, markOf(row)));
  const counted = seen.filter((row) => !isStray(row));
  const waiting = reasonsWaiting(model);
  if (waiting !== undefined) {
    const lines = [` ${paint('dim', waiting)}`, ...strayLines];
    return <Rows lines={lines} width={model.columns} height={height} />;
  }
  if (!rows.some(isReason)) {
    const notes = seen
      .filter(({ kind }) => kind === 'note')
      .map((row) => {
        const text = inCells(` ${row.name}`, model.columns - 1, marksOf(model.options).ellipsis);
        const isChosen = row === rows[reasons.cursor] && pane === 'reasons';
        return `${markOf(row)}${paint(isChosen ? 'selected' : 'dim', text)}`;
      });
    const lines = [noneText(model), ...notes, ...strayLines];
    return <Rows lines={lines} width={model.columns} height={height} />;
  }
  const rejected = Array.from(reasonCounts(model)).reduce((sum, count) => sum + count, 0);
  const widest = Math.max(...rows.map((row) => (isStray(row) ? 0 : widthOf(nameOf(row)))));
  const columns = reasonsColumns(model.columns, rejected, widest);
  // A table without rows has no header either.
  const table =
    counted.length === 0 ? (
      <Rows lines={['']} width={model.columns} height={1} />
    ) : (
      <PaintedTable
        headers={columns.map(({ header }) => header)}
        rows={counted.map((row) =>
          paintedRow(model, { columns, rejected }, row, {
            mark: markOf(row),
            isChosen: row === rows[reasons.cursor] && pane === 'reasons',
          }),
        )}
      />
    );
  return (
    <>
      {table}
      <Rows lines={strayLines} width={model.columns} height={strayLines.length} />
    </>
  );
}

function isReason({ kind }: ListedRow): boolean {
  return kind === 'reason';
}

function isStray(row: ListedRow): row is StrayRow {
  return row.kind === 'usual' || row.kind === 'damage';
}

/** Paints the cells of a row, with the mark in place of the first blank. */
function paintedRow(
  model: Model,
  table: { readonly columns: readonly ReasonsColumn[]; readonly rejected: number },
  row: CountedRow,
  { mark, isChosen }: { readonly mark: string; readonly isChosen: boolean },
): readonly { readonly painted: string; readonly width: number }[] {
  const { ellipsis } = marksOf(model.options);
  return table.columns.map(({ name, width, right }, i) => {
    const text = ` ${inCells(safeText(beginning(cellText(model, row, name, width, table.rejected), width)), width, ellipsis, right)} `;
    const style = isChosen ? 'selected' : styleOf(row, name, model);
    const painted = i > 0 ? paint(style, text) : mark + paint(style, text.slice(1));
    return { painted, width: width + 2 };
  });
}

function styleOf(row: CountedRow, column: ReasonsColumn['name'], { tabs }: Model): Style {
  if (row.kind === 'note') return 'dim';
  if (column === 'places') return 'bad';
  const { narrowed } = tabs.skipped;
  const fault = row.kind === 'fault' ? row.fault : undefined;
  const isNarrowedTo =
    narrowed?.reason === row.reason &&
    narrowed.fault?.kind === fault?.kind &&
    narrowed.fault?.value === fault?.value;
  return isNarrowedTo && column === 'name' ? 'bold' : 'plain';
}

function cellText(
  { dataset, options }: Model,
  row: CountedRow,
  column: ReasonsColumn['name'],
  width: number,
  rejected: number,
): string {
  if (column === 'name') return nameOf(row);
  if (row.kind === 'note' || dataset === undefined) return '';
  switch (column) {
    case 'records':
      return `${row.kind === 'fault' && row.isEstimate ? '~' : ''}${formatCount(row.count)}`;
    case 'ofRejected':
      return formatShare(row.count, rejected);
    case 'ofAll':
      return formatSmallShare(row.count, dataset.totalEvents);
    case 'places':
      return row.places === undefined ? '' : placesBars(row.places, width, options.ascii);
  }
}

/** The name of a row after its depth and the sign of what it unfolds into, as safe text. */
function nameOf(row: CountedRow): string {
  return `${'  '.repeat(depthOf(row))}${foldSign(row)} ${safeText(beginning(row.name, MOST_NAME_CELLS))}`;
}

function depthOf(row: CountedRow): number {
  if (row.kind === 'note') return row.depth;
  if (row.kind === 'reason') return 0;
  return row.fault.value === undefined ? 1 : 2;
}

/** Whether + or - does something on the row. */
function foldSign(row: CountedRow): string {
  if (row.kind === 'note' || (row.kind === 'fault' && !row.hasValues)) return ' ';
  return row.isUnfolded ? '-' : '+';
}

/** Returns the line about stray runs: calm about text before most records, a warning about all others. */
function strayLine(model: Model, { kind, name, first }: StrayRow, mark: string): string {
  const { dataset, columns, options } = model;
  const place = kind === 'usual' || first === undefined ? '' : firstPlace(dataset, first);
  const text = cut(`${name}${place}`, columns - 4, marksOf(options).ellipsis);
  return `${mark}  ${paint(kind === 'usual' ? 'dim' : 'warn', text)}`;
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
  const { dataset, options } = model;
  const { ellipsis } = marksOf(options);
  if (dataset === undefined || dataset.totalEvents === 0)
    return isLoading(model) ? ` reading ${ellipsis}` : ' no records';
  const { count } = dataset.rejections;
  if (count > 0) {
    const none =
      count === 1
        ? 'the rejected record does not match'
        : `none of the ${formatCount(count)} rejected records matches`;
    return ` ${paint('dim', none)}`;
  }
  const text = isLoading(model)
    ? 'nothing rejected so far'
    : 'Nothing was rejected: every record is an event.';
  return ` ${paint('good', text)}`;
}
