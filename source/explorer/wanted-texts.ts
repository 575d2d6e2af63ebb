import { idAt } from '../pipeline/columns/row-selection.ts';
import type { Effect } from './effects.ts';
import type { Model } from './model.ts';
import { rowsOnScreen } from './original-commands.ts';
import { tableHeight } from './places.ts';

/**
 * Asks for the texts of the rejections on the screen that are not known yet: their bytes are in the file, and are read
 * only when somebody looks.
 */
export function askForTexts(model: Model): [Model, Effect[]] {
  const missing = rejectionsOnScreen(model).filter(
    (rejection) => !model.described.has(rejection) && !model.describing.has(rejection),
  );
  if (missing.length === 0) return [model, []];
  const describing = new Set(model.describing);
  for (const rejection of missing) describing.add(rejection);
  return [{ ...model, describing }, [{ kind: 'describe', rejections: missing }]];
}

function rejectionsOnScreen(model: Model): number[] {
  if (model.tab === 'original') {
    return rowsOnScreen(model).flatMap(({ rejection }) => (rejection === undefined ? [] : [rejection.index]));
  }
  const { shown, viewport } = model.rejections;
  if (model.tab !== 'skipped' || shown === undefined) return [];
  const found: number[] = [];
  const end = Math.min(shown.rowCount, viewport.top + tableHeight(model, 'rejections'));
  for (let row = viewport.top; row < end; row++) found.push(idAt(shown, row));
  return found;
}
