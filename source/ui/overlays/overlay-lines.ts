import { jsonSpans } from '../../explorer/json/json-spans.ts';
import { isUnderWay, type Model } from '../../explorer/model/model.ts';
import type {
  HelpLine,
  HelpOverlay,
  LineOverlay,
  RecordOverlay,
  UsersOverlay,
} from '../../explorer/model/overlay.ts';
import { type HelpColumn, helpGrid } from '../../explorer/overlays/help-grid.ts';
import { recordLines } from '../../explorer/overlays/record-lines.ts';
import { shortId } from '../../explorer/tables/id-look.ts';
import { idInRow } from '../../explorer/tables/shown-rows.ts';
import { recordTitleInCells } from '../../format/address.ts';
import { formatCount, formatCounted, formatProgress } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { cut, inCells, widthOf, wrapWords } from '../../format/text-width.ts';
import { momentFormat } from '../../format/zoned-moment.ts';
import { userText } from '../../query/row-text.ts';
import { sessionsOfUser } from '../../query/session-places.ts';
import { keptEventsOfUser } from '../../query/user-ranks.ts';
import { type Marks, marksOf } from '../components/marks.ts';
import { paint, paintLine } from '../components/theme.ts';
import { columnsLines } from './columns-lines.ts';
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
      return helpRows(overlay, columns, height, marks).slice(from, from + height);
    case 'command':
      return [
        title('The command that writes what is shown'),
        ...wrapWords(overlay.text, columns - 2)
          .slice(from, to)
          .map((line) => ` ${line}`),
      ];
    case 'record':
      return [
        title(recordTitleInCells(safeText(overlay.title), columns - 2, marks.ellipsis)),
        ...recordRows(overlay, columns, { from, to }, marks),
      ];
    case 'fields':
      return fieldsLines(model, overlay, height);
    case 'columns':
      return columnsLines(model, overlay, { from, to });
    case 'users':
      return [userTitle(model, overlay, marks), ...userLines(model, overlay, { from, to }, marks)];
  }
}

function helpRows({ lines }: HelpOverlay, screenColumns: number, height: number, marks: Marks): string[] {
  const { rows, columns } = helpGrid(lines, screenColumns, height);
  return rows.map((row) =>
    row
      .map((line, i) => ` ${helpCell(line, columns[i], marks)}`)
      .join('')
      .trimEnd(),
  );
}

/** Returns a line of a column: all keys, then the help if all of it fits, or else the brief one. */
function helpCell(
  line: HelpLine | undefined,
  { width, keysWidth, wordsWidth }: HelpColumn,
  { ellipsis }: Marks,
): string {
  const room = width - 1;
  if (line === undefined) return ' '.repeat(room);
  const { keys, help, brief, isTitle } = line;
  if (isTitle) return paint('header', inCells(keys, room, ellipsis));
  const words = cut(widthOf(help) <= wordsWidth ? help : brief, wordsWidth, ellipsis);
  const blanks = ' '.repeat(Math.max(0, room - keysWidth - 1 - widthOf(words)));
  return `${paint('bold', inCells(keys, keysWidth, ellipsis))} ${words}${blanks}`;
}

/** The lines of an overlay that are on the screen, from 0: `from <= line < to`. */
interface Seen {
  readonly from: number;
  readonly to: number;
}

function recordRows(
  overlay: RecordOverlay,
  columns: number,
  { from, to }: Seen,
  { ellipsis }: Marks,
): string[] {
  if (overlay.lines === undefined) return [` reading ${ellipsis}`];
  return recordLines(overlay, columns)
    .slice(from, to)
    .map((line) => ` ${paintLine(jsonSpans(line).spans)}`);
}

/** Returns the title of the user picker: what was typed, and at the right the order and the key that changes it. */
function userTitle({ columns, chips }: Model, { text, order }: UsersOverlay, marks: Marks): string {
  // The counts beside the names do not know the range, the filter and the types.
  const isOfAll = chips.some((kind) => kind !== 'user' && kind !== 'reason');
  const byCount = isOfAll ? 'most events of the file first' : 'most events first';
  const [now, other] = order === 'count' ? [byCount, 'by name'] : ['by name', byCount];
  const typed = `${safeText(text)}${marks.cursor}`;
  const hint = `${now}, Tab: ${other}`;
  const room = columns - 2 - 'User: '.length - widthOf(typed) - hint.length;
  return ` ${paint('header', 'User: ')}${typed}${room < 2 ? '' : `${' '.repeat(room)}${paint('dim', hint)}`}`;
}

/** Between the mark of the cursor and the count: the blanks and the word beside it. */
const AROUND_COUNT = 12;

function userLines(
  model: Model,
  { shown, viewport }: UsersOverlay,
  { from, to }: Seen,
  marks: Marks,
): string[] {
  const { columns, options } = model;
  const count = 1 + (shown?.rowCount ?? 0);
  const rows = Array.from({ length: Math.max(0, Math.min(to, count) - from) }, (_, i) =>
    from + i === 0 ? ALL_USERS : pickedUser(model, shown, from + i - 1, marks),
  );
  const countCells = Math.max(...rows.map((row) => row.count.length));
  const most = Math.max(1, Math.min(MOST_NAME_CELLS, columns - countCells - AROUND_COUNT));
  const names = rows.map(({ name }) => shortId(name, most, options.ascii));
  const nameCells = Math.max(...names.map(widthOf));
  const detailCells = Math.max(...rows.map(({ detail }) => widthOf(detail)));
  const hasDetails = nameCells + countCells + AROUND_COUNT + BEFORE_DETAIL + detailCells <= columns;
  const lines = rows.map(({ count, detail }, i) => {
    const events = count === '' ? '' : `  ${count.padStart(countCells)} events`;
    const more = hasDetails && detail !== '' ? ' '.repeat(BEFORE_DETAIL) + detail : '';
    const text = `${inCells(names[i], nameCells, marks.ellipsis)}${events}${more}`;
    return choiceLine(inCells(text, columns - 2, marks.ellipsis), from + i === viewport.cursor, marks);
  });
  if (shown !== undefined && shown.rowCount > 0) return lines;
  const why = isPicking(model) ? formatProgress('looking', undefined, options.ascii) : 'no matching user';
  return [...lines, ` ${paint('dim', why)}`];
}

/** Whether the users with what was typed are still to come. */
function isPicking({ pending, dataset }: Model): boolean {
  return pending.picker === undefined ? dataset?.grouping === undefined : isUnderWay(pending.picker);
}

/** The most cells between the beginning of a name and its count. */
const MOST_NAME_CELLS = 40;

/** Between the count of a user and what else is known of it. */
const BEFORE_DETAIL = 3;

/** A row of the user picker, as safe texts. */
interface PickedRow {
  readonly name: string;
  readonly count: string;
  readonly detail: string;
}

const ALL_USERS: PickedRow = { name: 'all users', count: '', detail: '' };

/** A user's name, how many events it has, and from when to when; where a gap is set, in how many sessions. */
function pickedUser(
  { options: { gapSeconds, zone } }: Model,
  shown: UsersOverlay['shown'],
  row: number,
  { to: until }: Marks,
): PickedRow {
  const rank = idInRow(shown, row);
  const { store, grouping } = shown?.dataset ?? {};
  if (rank === undefined || store === undefined || grouping === undefined)
    return { name: '', count: '', detail: '' };
  const { start, events } = grouping.byUser;
  const timeText = momentFormat(zone);
  const [first, last] = [events[start[rank]], events[start[rank + 1] - 1]].map((event) =>
    timeText(store.secondsOf(event), 0),
  );
  const { from, to } = sessionsOfUser(grouping, rank);
  const sessions = gapSeconds === undefined ? '' : `   ${formatCounted(to - from, 'session')}`;
  return {
    name: userText(store, grouping, rank),
    count: formatCount(keptEventsOfUser(grouping, rank)),
    detail: `${first} ${until} ${last}${sessions}`,
  };
}

/** A line of a list to choose from. */
function choiceLine(text: string, isChosen: boolean, marks: Marks): string {
  return isChosen ? marks.chosen + paint('selected', text) : ` ${text}`;
}
