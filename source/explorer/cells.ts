import { REASONS } from '../pipeline/reasons.ts';
import { eventNumberOf } from '../pipeline/rejection-store.ts';
import { eventTexts, sessionTexts } from '../query/row-text.ts';
import type { Model, ShownRows, TableName } from './model.ts';

/** The texts of a row of a long table, a column each. Rejections that were not read yet have dots for what is in them. */
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
  const code = REASONS[rejections.codeOf(id)].code;
  const known = described.get(id);
  return [
    String(rejections.eventOf(id)),
    String(rejections.lineOf(id)),
    known === undefined ? code : `${code}: ${known.detail}`,
    known?.userId ?? '...',
    known?.eventTime ?? '...',
    known?.eventType ?? '...',
    known?.raw ?? '...',
  ];
}
