import type { ReactElement } from 'react';
import { isLoading } from '../../explorer/model/load-state.ts';
import type { Model } from '../../explorer/model/model.ts';
import {
  listedRows,
  type ReasonRow,
  reasonRows,
  type StrayRow,
  strayRows,
} from '../../explorer/tabs/skipped/reason-rows.ts';
import { formatCount, formatShare } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { cut, inCells } from '../../format/text-width.ts';
import { type Marks, marksOf } from '../components/marks.ts';
import { Rows } from '../components/rows.tsx';
import { CELL_PADDING, SmallTable } from '../components/small-table.tsx';
import { paint } from '../components/theme.ts';

/** The reasons that occur, with counts, shares of all records and bars; the longest bar fills the room there is. */
export function ReasonsTable({
  model,
  height,
}: {
  readonly model: Model;
  readonly height: number;
}): ReactElement {
  const reasons = reasonRows(model.dataset);
  const total = model.dataset?.totalEvents ?? 0;
  const { top } = model.tabs.skipped.reasons;
  const rows = Math.max(0, height - 1);
  const seen = reasons.slice(top, top + rows);
  const strays = strayRows(model.dataset).slice(
    Math.max(0, top - reasons.length),
    Math.max(0, top + rows - reasons.length),
  );
  const strayLines = strays.map((row) => strayLine(model, row));
  if (reasons.length === 0) {
    return <Rows lines={[noneText(model), ...strayLines]} width={model.columns} height={height} />;
  }
  // A table without rows has no header either.
  const table = seen.length === 0 ? <Rows lines={['']} width={model.columns} height={1} /> : undefined;
  return (
    <>
      {table ?? <SmallTable data={tableData(model, seen, total, reasons[0].count)} />}
      <Rows lines={strayLines} width={model.columns} height={strayLines.length} />
    </>
  );
}

/** What is said about stray runs: calmly that most records have text before them, as a warning that there are others. */
function strayLine(model: Model, { kind, name, first }: StrayRow): string {
  const { dataset, tabs, columns, options } = model;
  const marks = marksOf(options);
  const { reasons, pane } = tabs.skipped;
  const isChosen = listedRows(dataset)[reasons.cursor]?.kind === kind;
  const mark = isChosen ? (pane === 'reasons' ? marks.chosen : '-') : ' ';
  const place = kind === 'usual' || first === undefined ? '' : firstPlace(dataset, first);
  const text = cut(`${name}${place}`, columns - 3, marks.ellipsis);
  return ` ${mark}${paint(kind === 'usual' ? 'dim' : 'warn', text)}`;
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
  const text = isLoading(model)
    ? 'nothing rejected so far'
    : 'Nothing was rejected: every record is an event.';
  return ` ${paint('good', text)}`;
}

type ReasonCells = Record<'reason' | 'records' | 'share' | (string & {}), string>;

function tableData(model: Model, seen: readonly ReasonRow[], total: number, most: number): ReasonCells[] {
  const marks = marksOf(model.options);
  const nameWidth = Math.min(27, Math.max(12, model.columns - 26));
  const cells = seen.map(({ reason, name, count }, i): ReasonCells => {
    const isChosen = model.tabs.skipped.reasons.top + i === model.tabs.skipped.reasons.cursor;
    const mark = isChosen
      ? model.tabs.skipped.pane === 'reasons'
        ? marks.chosen
        : '-'
      : reason === model.tabs.skipped.reason
        ? '*'
        : ' ';
    return {
      reason: mark + inCells(name, nameWidth - 1, marks.ellipsis),
      records: formatCount(count).padStart(7),
      share: formatShare(count, total).padStart(6),
    };
  });
  const widest = (column: 'records' | 'share'): number =>
    cells.reduce((most_, row) => Math.max(most_, row[column].length), column.length) + 2 * CELL_PADDING;
  const room =
    model.columns - (nameWidth + 2 * CELL_PADDING) - widest('records') - widest('share') - 2 * CELL_PADDING;
  if (room < 6) return cells;
  return cells.map((row, i) => ({ ...row, ' ': bar(seen[i].count / most, room, marks) }));
}

function bar(share: number, width: number, { full }: Marks): string {
  return full.repeat(Math.max(1, Math.round(share * width)));
}
