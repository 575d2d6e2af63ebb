import type { Model } from '../../explorer/model/model.ts';
import type { FieldsOverlay } from '../../explorer/model/overlay.ts';
import { possibleRole, ROLES, roleOf } from '../../explorer/overlays/field-choices.ts';
import { type FieldRow, fieldRows } from '../../explorer/overlays/field-rows.ts';
import { fieldsLayout } from '../../explorer/overlays/fields-layout.ts';
import { placeColumns } from '../../explorer/tables/column-layout.ts';
import type { Line, Style } from '../../explorer/view/spans.ts';
import { formatCount, formatCounted } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { beginning, cut, widthOf } from '../../format/text-width.ts';
import { type Marks, marksOf } from '../components/marks.ts';
import { paint, paintLine } from '../components/theme.ts';
import {
  coverageText,
  distinctText,
  kindsColumn,
  kindsText,
  samplesText,
  valuesColumn,
} from './key-texts.ts';
import { type ListColumn, listHeader, listLine, widestOf } from './list-columns.ts';

/** The widest key in the list; a line below has the whole of a longer one. */
const MOST_KEY_CELLS = 40;
const LEAST_KEY_CELLS = 6;

function columnsFor(rows: readonly FieldRow[], overlay: FieldsOverlay): readonly ListColumn<FieldRow>[] {
  const hasRole = ({ field }: FieldRow): boolean => roleOf(overlay.roleKeys, field.path) !== undefined;
  const styleOf = (row: FieldRow): Style => (hasRole(row) ? 'bold' : 'plain');
  const keyText = ({ field }: FieldRow): string => field.path;
  const key = Math.max(LEAST_KEY_CELLS, Math.min(MOST_KEY_CELLS, widestOf(rows, keyText)));
  const looksText = ({ field }: FieldRow): string => field.looksLike;
  const looks = Math.max('looks like'.length, widestOf(rows, looksText));
  const columns: readonly ListColumn<FieldRow>[] = [
    { name: 'key', leastWidth: Math.min(key, 20), width: key, textOf: keyText },
    { name: 'in', leastWidth: 4, width: 4, right: true, textOf: ({ field }) => coverageText(field) },
    { name: 'looks like', leastWidth: 10, width: Math.min(looks, 16), textOf: looksText },
    valuesColumn(rows, ({ field }) => samplesText(field)),
    { name: 'distinct', leastWidth: 8, width: 8, right: true, textOf: ({ field }) => distinctText(field) },
    kindsColumn(rows, ({ field }) => kindsText(field)),
  ];
  const role: ListColumn<FieldRow> = {
    name: 'role',
    leastWidth: 6,
    width: 6,
    textOf: (row) => roleText(row, overlay),
    styleOf: (row) => (hasRole(row) ? 'good' : 'dim'),
  };
  return [role, ...columns.map((column) => ({ ...column, styleOf }))];
}

/** Returns Fields as lines: a title, the keys, what is chosen, and what would come of it. */
export function fieldsLines(model: Model, overlay: FieldsOverlay, height: number): string[] {
  const { columns } = model;
  const marks = marksOf(model.options);
  const layout = fieldsLayout(height);
  const rows = fieldRows(model);
  const placed = placeColumns(columnsFor(rows, overlay), columns, 0);
  const { cursor, top } = overlay.viewport;
  const lines: string[] = [];
  const list = rows
    .slice(top, top + layout.list.height)
    .map((row, i) => listLine(row, placed, { isChosen: top + i === cursor, columns, marks }));
  while (list.length < layout.list.height) list.push('');
  if (layout.title.height > 0)
    lines.push(` ${paint('header', cut(titleOf(model, overlay), columns - 2, marks.ellipsis))}`);
  if (layout.header.height > 0) lines.push(listHeader(placed, marks));
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

/** The role of a key, with its place in a list of several; with a question mark one that it could have. */
function roleText({ field }: FieldRow, { roleKeys }: FieldsOverlay): string {
  const has = roleOf(roleKeys, field.path);
  if (has === undefined) {
    const possible = possibleRole(field);
    return possible === undefined ? '' : `${possible}?`;
  }
  return roleKeys[has.role].length > 1 ? `${has.role} ${has.place + 1}` : has.role;
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
