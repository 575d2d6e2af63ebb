import type { Model } from '../../explorer/model/model.ts';
import type { FaultRow, ListedRow, ReasonRow, StrayRow } from '../../explorer/tabs/skipped/listed-row.ts';
import { placesBars } from '../../explorer/tabs/skipped/places-bars.ts';
import type { Style } from '../../explorer/view/spans.ts';
import { formatCount, formatShare, formatSmallShare } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { beginning, inCells, widthOf } from '../../format/text-width.ts';
import { marksOf } from '../components/marks.ts';
import type { PaintedCell } from '../components/small-table.tsx';
import { paint } from '../components/theme.ts';
import type { ReasonsColumn } from './reasons-columns.ts';

/** A row of the list of reasons that has columns; those about stray runs are lines. */
export type ColumnedRow = Exclude<ListedRow, StrayRow>;

/** What the cells of a row depend on besides the row. */
interface RowLook {
  readonly model: Model;
  readonly columns: readonly ReasonsColumn[];
  /** How many rejections are listed. */
  readonly rejected: number;
  /** The mark of the cursor, or a blank. */
  readonly mark: string;
  /** Whether it has the cursor of the keys. */
  readonly isChosen: boolean;
}

/** Returns the painted cells of a row, with the mark in place of the first blank. */
export function reasonCells(row: ColumnedRow, look: RowLook): readonly PaintedCell[] {
  const { model, columns, mark, isChosen } = look;
  const { ellipsis } = marksOf(model.options);
  return columns.map((column, i) => {
    const { width, right } = column;
    const text = safeText(beginning(cellText(row, column, look), width));
    const cell = ` ${inCells(text, width, ellipsis, right)} `;
    const style = isChosen ? 'selected' : styleOf(row, column.name, model);
    const painted = i > 0 ? paint(style, cell) : mark + paint(style, cell.slice(1));
    return { painted, width: width + 2 };
  });
}

/** No wider name is asked room for. */
const MOST_NAME_CELLS = 120;

/** Returns the name of a row after its depth and the sign of what it unfolds into, as safe text. */
function nameOf(row: ColumnedRow): string {
  return `${'  '.repeat(depthOf(row))}${foldSign(row)} ${safeText(beginning(row.name, MOST_NAME_CELLS))}`;
}

/** Returns how many cells the name of a row takes; 0 for a row without columns. */
export function nameCells(row: ListedRow): number {
  return isStray(row) ? 0 : widthOf(nameOf(row));
}

/** Whether a row is about stray runs. */
export function isStray(row: ListedRow): row is StrayRow {
  return row.kind === 'usual' || row.kind === 'damage';
}

type CellText = (row: ReasonRow | FaultRow, column: ReasonsColumn, look: RowLook) => string;

/** The texts of the columns of counts. */
const TEXTS: Readonly<Record<Exclude<ReasonsColumn['name'], 'name'>, CellText>> = {
  records: (row) => `${row.kind === 'fault' && row.isEstimate ? '~' : ''}${formatCount(row.count)}`,
  ofRejected: ({ count }, _, { rejected }) => formatShare(count, rejected),
  ofAll: ({ count }, _, { model }) => formatSmallShare(count, model.dataset?.totalEvents ?? 0),
  places: ({ places }, { width }, { model }) =>
    places === undefined ? '' : placesBars(places, width, model.options.ascii),
};

function cellText(row: ColumnedRow, column: ReasonsColumn, look: RowLook): string {
  if (column.name === 'name') return nameOf(row);
  return row.kind === 'note' ? '' : TEXTS[column.name](row, column, look);
}

function styleOf(row: ColumnedRow, column: ReasonsColumn['name'], { tabs }: Model): Style {
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

function depthOf(row: ColumnedRow): number {
  if (row.kind === 'note') return row.depth;
  if (row.kind === 'reason') return 0;
  return row.fault.value === undefined ? 1 : 2;
}

/** Returns the key that does something on the row, + or -; else a blank. */
function foldSign(row: ColumnedRow): string {
  if (row.kind === 'note' || (row.kind === 'fault' && !row.hasValues)) return ' ';
  return row.isUnfolded ? '-' : '+';
}
