import { clipMessage } from '../format/clip-text.ts';
import { formatCount, formatCounted, formatShare } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';
import { cut, inCells, widthOf } from '../format/text-width.ts';
import type { KeyStatistics, Plan, Role } from '../pipeline/plan/plan.ts';
import { fieldJson, planJson } from '../pipeline/plan/plan-file.ts';
import { planLineOf } from './plan-line.ts';

/** Wider cells are cut: a name is known by its beginning. */
const LONGEST_CELL = 40;
const HEADERS = ['key', 'in', 'holds', 'distinct', 'looks like', 'could be', 'samples'] as const;

/** Returns what `--plan` prints: the plan, what it gives on the sample, and a table of the keys with the evidence. */
export function planReport(plan: Plan): readonly string[] {
  const { outcome, warnings, nearest, fields } = plan;
  const { records, events, users } = outcome;
  const gives = `${formatCount(events)} of ${formatCounted(records, 'sampled record')} would be events, of ${formatCounted(users, 'user')}`;
  const rows = [HEADERS, ...fields.map((field) => cellsOf(plan, field))];
  const widths = HEADERS.map((_, column) => Math.max(...rows.map((cells) => widthOf(cells[column]))));
  const table = rows.map((cells) =>
    cells
      .map((cell, column) =>
        column === cells.length - 1 ? cell : inCells(cell, widths[column], '…', column === 3),
      )
      .join('  ')
      .trimEnd(),
  );
  return [
    planLineOf(plan),
    ...(nearest === undefined ? [] : [clipMessage(safeText(`no plan was found: ${nearest.why}`))]),
    ...warnings.map((text) => clipMessage(`warning: ${safeText(text)}`)),
    gives,
    ...(fields.length > 0 ? ['', ...table] : []),
  ];
}

/** Returns the same as one JSON object, which --plan-file reads. */
export function planReportJson(plan: Plan): string {
  return JSON.stringify({ ...planJson(plan), fields: plan.fields.map(fieldJson) }, undefined, 2);
}

function cellsOf(plan: Plan, field: KeyStatistics): readonly string[] {
  const { path, coverage, kinds, distinct, looksLike, samples } = field;
  const texts = [
    path,
    formatShare(coverage, 1),
    Object.keys(kinds).join(' '),
    formatCount(distinct),
    looksLike,
    rolesOf(plan, field),
    samples.map((sample) => cut(safeText(sample), LONGEST_CELL, '…')).join(', '),
  ];
  return texts.map((text, column) =>
    column === texts.length - 1 ? text : cut(safeText(text), LONGEST_CELL, '…'),
  );
}

/** The roles that a key has in the plan, and in parentheses those that it could have, with the rank among candidates. */
function rolesOf(plan: Plan, { path, ranks }: KeyStatistics): string {
  return (['user', 'time', 'type', 'id'] as const)
    .flatMap((role) => {
      if (keysOf(plan, role).includes(path)) return [role.toUpperCase()];
      const rank = ranks[role];
      return rank === undefined ? [] : [`${role} ${rank + 1}`];
    })
    .join(', ');
}

/** The keys that a plan reads as a role, each as the flags write it. */
function keysOf(plan: Plan, role: Role): readonly string[] {
  return plan[role]?.text.match(/(?:\\.|[^,\\])+/g) ?? [];
}
