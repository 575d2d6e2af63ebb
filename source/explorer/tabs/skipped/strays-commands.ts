import { withNews } from '../../model/kept-map.ts';
import { type Model, withTable, withTabState } from '../../model/model.ts';
import { noEffects, rememberView, type Transition } from '../../model/transition.ts';
import { idsOnScreen, selectedId } from '../../tables/table-state.ts';
import { AT_TOP } from '../../view/viewport.ts';
import { goToByte } from '../original/original-commands.ts';
import type { ExportOffer } from '../tab-spec.ts';
import type { StrayRow } from './listed-row.ts';
import { listHeight } from './panes.ts';

/** Lists the stray runs of a row in place of the rejections, and goes to them. */
export function listStrays(model: Model, { kind }: StrayRow): Transition {
  const next = withTabState(rememberView(model, 'drill'), 'skipped', { strays: kind, pane: 'rejections' });
  return noEffects(withTable(next, 'strays', { viewport: AT_TOP, cursorTarget: { at: 'top' } }));
}

/** Shows the stray run under the cursor in Original. */
export function enterStray(model: Model): Transition {
  const { dataset, tables } = model;
  const run = selectedId(tables.strays);
  return run === undefined || dataset === undefined
    ? noEffects(model)
    : goToByte(rememberView(model, 'drill'), dataset.strays.byteOffsetOf(run));
}

/** Returns the export of the listed runs. */
export function listedStrays({ tables }: Model): ExportOffer | undefined {
  const { shown } = tables.strays;
  if (shown === undefined) return undefined;
  const { dataset, rows, rowCount } = shown;
  const isPart = dataset.state.kind !== 'done';
  const of = { of: dataset.strays.count, narrowedTo: [], undecided: 0 };
  const exported = { what: 'strays', dataset, rows: { rows, rowCount }, isPart, ...of } as const;
  return { exported, fileName: 'stray.csv' };
}

/** The most texts that are kept; the oldest are dropped first. */
const MOST_TEXTS = 4096;

/** Requests the texts of the stray runs on the screen that are not known yet: they are read from the file. */
export function requestStrays(model: Model): Transition {
  if (model.tabs.skipped.strays === undefined) return noEffects(model);
  const missing = idsOnScreen(model.tables.strays, listHeight(model)).filter(
    (run) => !model.strayTexts.has(run),
  );
  if (missing.length === 0) return noEffects(model);
  const strayTexts = new Map(model.strayTexts);
  for (const run of missing) strayTexts.set(run, undefined);
  return [{ ...model, strayTexts }, [{ kind: 'readStrays', runs: missing }]];
}

/** Takes the texts of stray runs. */
export function straysRead(model: Model, texts: ReadonlyMap<number, string>): Model {
  return { ...model, strayTexts: withNews(model.strayTexts, texts, MOST_TEXTS) };
}
