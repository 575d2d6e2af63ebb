import { jsonSpans } from '../../explorer/json/json-spans.ts';
import type { Model } from '../../explorer/model/model.ts';
import type {
  ColumnsOverlay,
  HelpOverlay,
  LineOverlay,
  RecordOverlay,
  UsersOverlay,
} from '../../explorer/model/overlay.ts';
import { columnRows } from '../../explorer/overlays/column-rows.ts';
import { recordLines } from '../../explorer/overlays/record-lines.ts';
import { idInRow } from '../../explorer/tables/shown-rows.ts';
import { formatCount } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { cut, inCells, wrap } from '../../format/text-width.ts';
import { userText } from '../../query/row-text.ts';
import { keptEventsOfUser } from '../../query/user-ranks.ts';
import { type Marks, marksOf } from '../components/marks.ts';
import { paint, paintLine } from '../components/theme.ts';
import { fieldsLines } from './fields-lines.ts';

/** Returns an overlay as lines: a title, then its contents. */
export function overlayLines(model: Model, overlay: LineOverlay, height: number): string[] {
  const { columns, options } = model;
  const marks = marksOf(options);
  const title = (text: string): string => ` ${paint('header', cut(text, columns - 2, marks.ellipsis))}`;
  const from =
    overlay.kind === 'help' || overlay.kind === 'record' || overlay.kind === 'command'
      ? overlay.viewport.cursor
      : overlay.viewport.top;
  const to = from + height - 1;
  switch (overlay.kind) {
    case 'help':
      return [title('Keys'), ...helpRows(overlay, columns, marks).slice(from, to)];
    case 'command':
      return [
        title('The command that writes what is shown'),
        ...wrap(overlay.text, columns - 2)
          .slice(from, to)
          .map((line) => ` ${line}`),
      ];
    case 'record':
      return [title(overlay.title), ...recordRows(overlay, columns, marks, from, to)];
    case 'fields':
      return fieldsLines(model, overlay, height);
    case 'columns':
      return [
        title('Columns: Enter or Space shows or hides one'),
        ...columnLines(model, overlay, marks).slice(from, to),
      ];
    case 'users':
      return [userTitle(overlay, marks), ...userLines(model, overlay, marks, from, to)];
  }
}

function helpRows({ lines }: HelpOverlay, columns: number, { ellipsis }: Marks): string[] {
  const keysWidth = Math.min(20, Math.floor(columns / 3));
  return lines.map(({ keys, help, isTitle }) => {
    if (isTitle) return ` ${paint('bold', keys)}`;
    return keys === ''
      ? ''
      : `   ${inCells(keys, keysWidth, ellipsis)} ${paint('plain', cut(help, columns - keysWidth - 5, ellipsis))}`;
  });
}

function recordRows(
  overlay: RecordOverlay,
  columns: number,
  { ellipsis }: Marks,
  from: number,
  to: number,
): string[] {
  if (overlay.lines === undefined) return [` reading ${ellipsis}`];
  return recordLines(overlay, columns)
    .slice(from, to)
    .map((line) => ` ${paintLine(jsonSpans(line).spans)}`);
}

function columnLines(model: Model, { table, viewport }: ColumnsOverlay, marks: Marks): string[] {
  return columnRows(model, table).map(({ header, isShown }, row) => {
    const text = `${isShown ? '[x]' : '[ ]'} ${inCells(safeText(header), model.columns - 6, marks.ellipsis)}`;
    return chosenLine(text, row === viewport.cursor, marks);
  });
}

function userTitle({ text }: UsersOverlay, marks: Marks): string {
  return ` ${paint('header', 'User: ')}${safeText(text)}${marks.cursor}`;
}

function userLines(
  model: Model,
  { shown, viewport }: UsersOverlay,
  marks: Marks,
  from: number,
  to: number,
): string[] {
  const lines: string[] = [];
  const count = 1 + (shown?.rowCount ?? 0);
  for (let row = from; row < Math.min(to, count); row++) {
    const text = row === 0 ? 'all users' : pickedText(model, shown, row - 1, marks);
    lines.push(chosenLine(inCells(text, model.columns - 2, marks.ellipsis), row === viewport.cursor, marks));
  }
  if (shown?.rowCount === 0) lines.push(` ${paint('dim', 'no matching user')}`);
  return lines;
}

function pickedText(model: Model, shown: UsersOverlay['shown'], row: number, { ellipsis }: Marks): string {
  const rank = idInRow(shown, row);
  const { store, grouping } = shown?.dataset ?? {};
  if (rank === undefined || store === undefined || grouping === undefined) return '';
  const count = formatCount(keptEventsOfUser(grouping, rank));
  const room = Math.max(1, model.columns - count.length - 12);
  return `${inCells(safeText(userText(store, grouping, rank)), room, ellipsis)} ${count} events`;
}

function chosenLine(text: string, isChosen: boolean, marks: Marks): string {
  return isChosen ? marks.chosen + paint('selected', text) : ` ${text}`;
}
