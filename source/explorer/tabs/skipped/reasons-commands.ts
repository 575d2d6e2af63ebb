import { isDamage } from '../../../format/stray-words.ts';
import type { ChosenReason } from '../../../query/rejected-scope.ts';
import { type Model, withTable, withTabState } from '../../model/model.ts';
import { withReason } from '../../model/scope.ts';
import { noEffects, rememberView, type Transition, withMessage } from '../../model/transition.ts';
import { AT_TOP, moved } from '../../view/viewport.ts';
import { goToByte } from '../original/original-commands.ts';
import type { ExportOffer } from '../tab-spec.ts';
import type { ListedRow, StrayRow } from './listed-row.ts';
import { focused, listedRowUnderCursor, reasonsListOf } from './panes.ts';
import { listedRows } from './reason-rows.ts';
import { listStrays } from './strays-commands.ts';

/** Narrows the rejections to the row of the cursor, and goes to them; on a row about stray runs, lists these. */
export function enterReason(model: Model): Transition {
  const row = listedRowUnderCursor(model);
  if (row === undefined) return noEffects(model);
  switch (row.kind) {
    case 'note':
      return noEffects(model);
    case 'reason':
      return noEffects(narrowedTo(model, { reason: row.reason, fault: undefined }));
    case 'fault':
      return noEffects(narrowedTo(model, { reason: row.reason, fault: row.fault }));
    default:
      return listStrays(model, row);
  }
}

function narrowedTo(model: Model, narrowed: ChosenReason): Model {
  const next = withReason(rememberView(model, 'drill'), narrowed, { at: 'top' });
  return withTable(focused(next, 'rejections'), 'rejections', { viewport: AT_TOP });
}

/** Unfolds a reason into its kinds, or a kind into its values. */
export function unfold(model: Model): Transition {
  const row = model.tabs.skipped.pane === 'reasons' ? listedRowUnderCursor(model) : undefined;
  if (!isFoldable(row)) return withMessage(model, 'there is nothing to unfold here');
  if (row.isUnfolded) return withMessage(model, 'this is unfolded already: - folds it');
  return noEffects(withUnfolded(model, row.key, true));
}

/** Folds the row under the cursor if it is unfolded, or else the row that it is below. */
export function fold(model: Model): Transition {
  const rows = listedRows(model);
  const { pane, reasons } = model.tabs.skipped;
  const row = pane === 'reasons' ? rows[reasons.cursor] : undefined;
  const at = rows.findLastIndex(
    (one) =>
      isFoldable(one) && one.isUnfolded && (one === row || row?.key.startsWith(`${one.key}${isIn(one)}`)),
  );
  const parent = rows[at];
  if (!isFoldable(parent)) return withMessage(model, 'there is nothing to fold here');
  const folded = withUnfolded(model, parent.key, false);
  const { viewport, count, height, withViewport } = reasonsListOf(folded);
  return noEffects(withViewport(moved(viewport, { to: at }, count, height)));
}

/** Returns what follows the key of a row in the keys of the rows below it. */
function isIn({ kind }: ListedRow): string {
  return kind === 'reason' ? ' ' : '\n';
}

/** Whether a row unfolds, into kinds or into values. */
export function isFoldable(
  row: ListedRow | undefined,
): row is Extract<ListedRow, { kind: 'reason' | 'fault' }> {
  return row?.kind === 'reason' || (row?.kind === 'fault' && row.hasValues);
}

function withUnfolded(model: Model, key: string, isUnfolded: boolean): Model {
  const unfolded = new Set(model.tabs.skipped.unfolded);
  if (isUnfolded) unfolded.add(key);
  else unfolded.delete(key);
  return withTabState(model, 'skipped', { unfolded });
}

/** Returns the row about stray runs under the cursor, if there is one. */
export function chosenStrays(model: Model): StrayRow | undefined {
  const row = model.tabs.skipped.pane === 'reasons' ? listedRowUnderCursor(model) : undefined;
  return row?.kind === 'usual' || row?.kind === 'damage' ? row : undefined;
}

/** Shows the first of some stray runs in Original, where `}` leads to the next one that is damage. */
export function goToStrays(model: Model, { first }: StrayRow): Transition {
  return first === undefined || model.dataset === undefined
    ? noEffects(model)
    : goToByte(rememberView(model, 'drill'), model.dataset.strays.byteOffsetOf(first));
}

/** Returns the export of the runs of the row under the cursor, if that is about stray runs. */
export function straysOffer(model: Model): ExportOffer | undefined {
  const { dataset } = model;
  const row = chosenStrays(model);
  if (row === undefined || dataset === undefined) return undefined;
  const runs = Uint32Array.from({ length: dataset.strays.count }, (_, run) => run).filter(
    (run) => isDamage(dataset, run) === (row.kind === 'damage'),
  );
  const isPart = dataset.state.kind !== 'done';
  return {
    exported: {
      what: 'strays',
      dataset,
      rows: { rows: runs, rowCount: runs.length },
      isPart,
      of: dataset.strays.count,
      narrowedTo: [],
      undecided: 0,
    },
    fileName: 'stray.csv',
  };
}
