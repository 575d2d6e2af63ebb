import { idAt } from '../pipeline/columns/row-selection.ts';
import { eventNumberOf } from '../pipeline/store/rejection-store.ts';
import { REASONS } from '../pipeline/validate/reasons.ts';
import { eventTexts, rejectionTexts, sessionTexts } from '../query/row-text.ts';
import type { Model, ShownRows, TableName } from './model.ts';

/** Stands in the cells of a rejection until its bytes are read. */
const NOT_READ = { detail: undefined, userId: '...', eventTime: '...', eventType: '...', raw: '...' };

/** The texts of what has number `id` in a long table, a column each. */
export function rowCells(
  { described, eventsView }: Pick<Model, 'described' | 'eventsView'>,
  table: TableName,
  { dataset }: ShownRows,
  id: number,
): readonly string[] {
  const { store, grouping } = dataset;
  if (table === 'sessions') return grouping === undefined ? [] : sessionTexts(store, grouping, id);
  if (table === 'events') {
    const cells = eventTexts(store, dataset.rejections, id);
    if (!eventsView.duplicates) return cells;
    const original = grouping?.duplicates.has(id) ? grouping.duplicates.originalOf(id) : undefined;
    return [...cells, original === undefined ? '' : String(eventNumberOf(dataset.rejections, original))];
  }
  const { rejections } = dataset;
  return rejectionTexts({
    ...(described.get(id) ?? NOT_READ),
    event: rejections.eventOf(id),
    line: rejections.lineOf(id),
    code: REASONS[rejections.codeOf(id)].code,
  });
}

/** The same by the row that it stands in. */
export function rowCellsAt(
  model: Pick<Model, 'described' | 'eventsView'>,
  table: TableName,
  shown: ShownRows,
  row: number,
): readonly string[] {
  return rowCells(model, table, shown, idAt(shown, row));
}
