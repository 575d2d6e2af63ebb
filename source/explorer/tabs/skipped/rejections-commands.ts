import { type Model, withTable } from '../../model/model.ts';
import { noEffects, rememberView, type Transition, withMessage } from '../../model/transition.ts';
import { faultPlace } from '../../tables/fault-place.ts';
import { idsOnScreen, selectedId } from '../../tables/table-state.ts';
import { moved } from '../../view/viewport.ts';
import { goToByte } from '../original/original-commands.ts';
import { focused, listedTable, listHeight } from './panes.ts';
import { chosenStrays, goToStrays } from './reasons-commands.ts';

/** Shows the rejection under the cursor in Original, where it is at fault. */
export function enterRejection(model: Model): Transition {
  const { dataset, described } = model;
  const rejection = selectedId(model.tables.rejections);
  if (rejection === undefined || dataset === undefined) return noEffects(model);
  const place = faultPlace(dataset, rejection, described.get(rejection));
  return goToByte(
    rememberView(model, 'drill'),
    place?.fromByteOffset ?? dataset.rejections.byteOffsetOf(rejection),
  );
}

/** Whether the fault of the rejection under the cursor is still being read. */
export function isFaultAwaited(model: Model): boolean {
  const rejection = selectedId(model.tables.rejections);
  return rejection !== undefined && model.describing.has(rejection);
}

/**
 * Goes to the next rejected record or stray run in the list, or with -1 to the previous one; from the reasons to the one
 * under the cursor, or to the stray run of a row about these.
 */
export function nextRejection(model: Model, direction: 1 | -1): Transition {
  const strays = chosenStrays(model);
  if (strays !== undefined) return goToStrays(model, strays);
  const table = listedTable(model);
  const { viewport, shown } = model.tables[table];
  const count = shown?.rowCount ?? 0;
  const row = model.tabs.skipped.pane === 'rejections' ? viewport.cursor + direction : viewport.cursor;
  if (row < 0 || row >= count) {
    const what = table === 'strays' ? 'stray run' : 'rejected record';
    return withMessage(model, `no ${what} ${direction === 1 ? 'after' : 'before'} this one`);
  }
  const height = listHeight(model);
  const next = withTable(focused(model, 'rejections'), table, {
    viewport: moved(viewport, { to: row }, count, height),
  });
  return noEffects(next);
}

/** How many rows beyond either edge of the screen are read, so that an arrow key paints a new row once, with its texts. */
const ROWS_AHEAD = 4;

/** Returns the rejections on the screen and next to it, by number. */
export function rejectionsOnScreen(model: Model): readonly number[] {
  return listedTable(model) === 'strays'
    ? []
    : idsOnScreen(model.tables.rejections, listHeight(model), ROWS_AHEAD);
}
