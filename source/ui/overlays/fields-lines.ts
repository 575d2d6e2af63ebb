import type { Model } from '../../explorer/model/model.ts';
import type { FieldsOverlay } from '../../explorer/model/overlay.ts';
import { possibleRole, ROLES, roleOf } from '../../explorer/overlays/field-choices.ts';
import { type FieldRow, fieldRows } from '../../explorer/overlays/field-rows.ts';
import { fieldsLayout } from '../../explorer/overlays/fields-layout.ts';
import { type PlacedColumn, placeColumns } from '../../explorer/tables/column-layout.ts';
import type { ColumnWidth } from '../../explorer/tables/table-spec.ts';
import type { Line } from '../../explorer/view/spans.ts';
import { formatCount, formatCounted, formatWholePercent } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { beginning, cut, inCells, widthOf } from '../../format/text-width.ts';
import { type Marks, marksOf } from '../components/marks.ts';
import { paint, paintLine } from '../components/theme.ts';

/** A column of the list. */
interface FieldColumn extends ColumnWidth {
  readonly name: string;
  readonly textOf: (row: FieldRow, overlay: FieldsOverlay) => string;
}

/** The widest key in the list; a line below has the whole of a longer one. */
const MOST_KEY_CELLS = 40;
const LEAST_KEY_CELLS = 6;
/** What the widest screen has. */
const MOST_CELLS = 500;

function columnsFor(rows: readonly FieldRow[]): readonly FieldColumn[] {
  const widest = (textOf: (row: FieldRow) => string): number =>
    rows.reduce((most, row) => Math.max(most, widthOf(safeText(beginning(textOf(row), MOST_CELLS)))), 0);
  const key = Math.max(
    LEAST_KEY_CELLS,
    Math.min(
      MOST_KEY_CELLS,
      widest(({ field }) => field.path),
    ),
  );
  const looks = Math.max('looks like'.length, widest(looksText));
  const values = { leastWidth: 12, width: 24, grows: true, mostWidth: widest(samplesText) } as const;
  return [
    { name: 'role', leastWidth: 6, width: 6, textOf: roleText },
    { name: 'key', leastWidth: Math.min(key, 20), width: key, textOf: ({ field }) => field.path },
    { name: 'in', leastWidth: 4, width: 4, right: true, textOf: coverageText },
    { name: 'looks like', leastWidth: Math.min(looks, 10), width: Math.min(looks, 16), textOf: looksText },
    { name: 'values', ...values, textOf: samplesText },
    { name: 'distinct', leastWidth: 8, width: 8, right: true, textOf: distinctText },
    { name: 'kinds', leastWidth: 6, width: Math.max(6, widest(kindsText)), textOf: kindsText },
  ];
}

/** Returns Fields as lines: a title, the keys, what is chosen, and what would come of it. */
export function fieldsLines(model: Model, overlay: FieldsOverlay, height: number): string[] {
  const { columns } = model;
  const marks = marksOf(model.options);
  const layout = fieldsLayout(height);
  const rows = fieldRows(model);
  const placed = placeColumns(columnsFor(rows), columns, 0);
  const { cursor, top } = overlay.viewport;
  const lines: string[] = [];
  const list = rows
    .slice(top, top + layout.list.height)
    .map((row, i) => fieldLine(row, overlay, placed, { isChosen: top + i === cursor, columns, marks }));
  while (list.length < layout.list.height) list.push('');
  if (layout.title.height > 0)
    lines.push(` ${paint('header', cut(titleOf(model, overlay), columns - 2, marks.ellipsis))}`);
  if (layout.header.height > 0) lines.push(headerLine(placed, marks));
  lines.push(...list);
  if (layout.whole.height > 0) {
    const text = cut(fieldUnderCursor(model, overlay) ?? '', columns - 2, marks.ellipsis);
    lines.push(` ${paint('dim', text)}`);
  }
  if (layout.chosen.height > 0) lines.push(` ${paintLine(chosenLine(model, overlay, columns - 2))}`);
  if (layout.outcome.height > 0) lines.push(outcomeLine(model, overlay, marks));
  return lines;
}

/**
 * The keys to press; if no event was read, why. The numbers of the list do not show it if one of two keys that are equally
 * good was filled in.
 */
function titleOf({ plan }: Model, { hasNoEvent, outcome }: FieldsOverlay): string {
  if (!hasNoEvent) return 'Fields: u t y i choose user, time, type, id; R reads so';
  const why = outcome.events > 0 ? plan?.nearest?.why : undefined;
  return why === undefined
    ? 'No event could be read: which key is user, time, type?'
    : `No event could be read: ${safeText(why)}.`;
}

function headerLine(placed: readonly PlacedColumn<FieldColumn>[], { ellipsis }: Marks): string {
  let line = '';
  let at = 0;
  for (const { column, from, width } of placed) {
    line += ' '.repeat(from - at) + inCells(column.name, width, ellipsis, column.right);
    at = from + width;
  }
  return paint('header', line);
}

/** How a key of the list is drawn on a screen of so many columns. */
interface FieldLook {
  readonly isChosen: boolean;
  readonly columns: number;
  readonly marks: Marks;
}

function fieldLine(
  row: FieldRow,
  overlay: FieldsOverlay,
  placed: readonly PlacedColumn<FieldColumn>[],
  { isChosen, columns, marks }: FieldLook,
): string {
  const hasRole = roleOf(overlay.roleKeys, row.field.path) !== undefined;
  let line = '';
  let at = 1;
  for (const { column, from, width } of placed) {
    const text = safeText(beginning(column.textOf(row, overlay), width));
    const cell = inCells(text, width, marks.ellipsis, column.right);
    const style = column.name === 'role' ? (hasRole ? 'good' : 'dim') : hasRole ? 'bold' : 'plain';
    line += ' '.repeat(from - at) + (isChosen ? cell : paint(style, cell));
    at = from + width;
  }
  const rest = ' '.repeat(Math.max(0, columns - at));
  return isChosen ? marks.chosen + paint('selected', line + rest) : ` ${line}`;
}

/** The role of a key, with its place in a list of several; with a question mark one that it could have. */
function roleText({ field }: FieldRow, { roleKeys }: FieldsOverlay): string {
  const has = roleOf(roleKeys, field.path);
  if (has === undefined) {
    const possible = possibleRole(field);
    return possible === undefined ? '' : `${possible}?`;
  }
  return roleKeys[has.role].length > 1 ? `${has.role} ${has.place + 1}` : has.role;
}

function looksText({ field: { looksLike } }: FieldRow): string {
  return looksLike;
}

function coverageText({ field: { coverage } }: FieldRow): string {
  return coverage > 0 && coverage < 0.01 ? '<1%' : formatWholePercent(coverage, 1);
}

function samplesText({ field: { samples } }: FieldRow): string {
  return samples.join('  ');
}

function distinctText({ field: { distinct } }: FieldRow): string {
  return formatCount(distinct);
}

/** The kinds of a key's values, the most frequent first. */
function kindsText({ field: { kinds } }: FieldRow): string {
  const counted = Object.entries(kinds).filter(([, count]) => count > 0);
  return counted
    .sort(([, a], [, b]) => b - a)
    .map(([kind]) => kind)
    .join(', ');
}

/** What is chosen, as the flags have it; shorter on a narrow screen. */
function chosenLine(model: Model, { roleKeys, timeFormat }: FieldsOverlay, width: number): Line {
  const known = new Set(fieldRows(model).map(({ field }) => field.path));
  const { ellipsis } = marksOf(model.options);
  const line: { text: string; style: 'dim' | 'plain' | 'bad' }[] = [];
  let left = width;
  for (const role of ROLES) {
    const keys = roleKeys[role];
    if (role === 'id' && keys.length === 0) continue;
    const isKnown = keys.every((key) => known.has(key));
    const format = role === 'time' && timeFormat !== 'iso' ? ` (${timeFormat})` : '';
    const choice = keys.length === 0 ? 'none' : `${keys.join(',')}${isKnown ? format : ' (in no record)'}`;
    const text = cut(safeText(beginning(choice, left)), Math.max(0, left - role.length - 1), ellipsis);
    if (text === '') break;
    line.push({ text: `${role} `, style: 'dim' }, { text: `${text}   `, style: isKnown ? 'plain' : 'bad' });
    left -= role.length + widthOf(text) + 4;
  }
  return line;
}

function outcomeLine(
  { plan, columns }: Model,
  { outcome, roleKeys, timeFormat, otherFormat }: FieldsOverlay,
  { ellipsis }: Marks,
): string {
  const { records, events, users } = outcome;
  const style = events === 0 ? 'bad' : events * 2 < records ? 'warn' : 'good';
  const of = `${formatCount(events)} of ${formatCount(records)}`;
  const isOpen = roleKeys.time.length === 0;
  const why = isOpen ? 'no key is the time, t chooses one' : events === 0 ? plan?.nearest?.why : undefined;
  const [first, second] =
    timeFormat.indexOf('%d') < timeFormat.indexOf('%m') ? ['day', 'month'] : ['month', 'day'];
  const order = otherFormat === undefined ? '' : `; ${first} first, t on the time: ${second} first`;
  const end = why === undefined ? `, of ${formatCounted(users, 'user')}${order}` : `: ${safeText(why)}`;
  const forms = [
    `${of} sampled records would be events${end}`,
    `${of} would be events${end}`,
    `${of}${why === undefined ? ` events${end}` : end}`,
    ...(order === '' ? [] : [`${of} events${order}`, `${of} events; ${first} first, t: ${second}`]),
  ];
  const text = forms.find((form) => widthOf(form) <= columns - 2) ?? forms.at(-1) ?? '';
  return ` ${paint(style, cut(text, columns - 2, ellipsis))}`;
}

/** Returns the key under the cursor in full, with its values. */
function fieldUnderCursor(model: Model, { viewport }: FieldsOverlay): string | undefined {
  const field = fieldRows(model)[viewport.cursor]?.field;
  if (field === undefined) return undefined;
  const values = field.samples.join(', ');
  return safeText(beginning(`${field.path}: ${values}`, model.columns));
}
