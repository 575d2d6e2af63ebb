import { formatCount } from '../../../format/human-format.ts';
import type { FaultKind } from '../../../query/fault-queries.ts';
import type { FaultRow, ListContext, ListedRow, NoteRow, ReasonRow } from './listed-row.ts';

/** Returns the rows below an unfolded reason: its kinds, below these the values of those that are unfolded, and notes. */
export function kindRows({ tabs }: ListContext, reason: ReasonRow): readonly ListedRow[] {
  const answer = tabs.skipped.kinds.get(reason.reason)?.answer;
  if (answer === undefined) return [note(reason, 'reading what is wrong with them', 1)];
  const { explained, of, kinds, kindCount } = answer;
  const scale = of / Math.max(1, explained);
  const rows = kinds.flatMap((kind): readonly ListedRow[] => {
    const row = kindRow(reason, kind, tabs.skipped.unfolded, scale);
    return row.isUnfolded ? [row, ...valueRows(row, kind, scale)] : [row];
  });
  const notes: NoteRow[] = [];
  if (kindCount > kinds.length)
    notes.push(note(reason, `${formatCount(kindCount - kinds.length)} other kinds`, 1));
  if (scale > 1) {
    notes.push(
      note(reason, `of a sample: ${formatCount(explained)} of ${formatCount(of)} were looked at`, 1),
    );
  }
  return [...rows, ...notes];
}

function kindRow(
  { key: parent, reason }: ReasonRow,
  { kind, count, places, values }: FaultKind,
  unfolded: ReadonlySet<string>,
  scale: number,
): FaultRow {
  const key = `${parent} ${kind}`;
  const hasValues = values.length > 0;
  return {
    kind: 'fault',
    key,
    reason,
    name: kind,
    places,
    hasValues,
    count: Math.round(count * scale),
    isEstimate: scale > 1,
    isUnfolded: hasValues && unfolded.has(key),
    fault: { kind, value: undefined },
  };
}

function valueRows(
  row: FaultRow,
  { kind, values, valueCount }: FaultKind,
  scale: number,
): readonly ListedRow[] {
  const rows = values.map(
    ({ value, count }): FaultRow => ({
      ...row,
      key: `${row.key}\n${value}`,
      name: value,
      count: Math.round(count * scale),
      places: undefined,
      hasValues: false,
      isUnfolded: false,
      fault: { kind, value },
    }),
  );
  const more = valueCount - values.length;
  return more === 0 ? rows : [...rows, note(row, `${formatCount(more)} other values`, 2)];
}

function note({ key }: ReasonRow | FaultRow, name: string, depth: number): NoteRow {
  return { kind: 'note', key: `${key} note ${name}`, name, depth };
}
