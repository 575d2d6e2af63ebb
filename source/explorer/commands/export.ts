import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { Message, Model } from '../model/model.ts';
import { type Transition, withMessage } from '../model/transition.ts';
import { TABLES } from '../tables/registry.ts';
import { focusedPane } from '../tabs/active-list.ts';
import { TABS } from '../tabs/registry.ts';
import type { ExportOffer } from '../tabs/tab-spec.ts';

/** Shown when an export was cancelled. */
export const NOTHING_WRITTEN: Message = { text: 'nothing was written', kind: 'info' };

/** Shown if there is nothing to export. */
export const NOTHING_TO_EXPORT = 'there is nothing to export here';

/** Returns what an export of the shown rows writes; undefined if there is nothing to export. */
export function exportOffer(model: Model): ExportOffer | undefined {
  if (model.overlay !== undefined) return undefined;
  const tab = TABS[model.tab];
  const offer = tab.exportOffer?.(model);
  if (offer !== undefined) return offer;
  const table = tab.exportTable ?? focusedPane(model)?.table;
  const shown = table && model.tables[table].shown;
  const csv = table && TABLES[table].csv?.(model);
  if (shown === undefined || csv === undefined) return undefined;
  const { dataset, rows, rowCount } = shown;
  const isPart = isOfPart(model, dataset);
  return { exported: { what: csv.what, dataset, rows: { rows, rowCount }, isPart }, fileName: csv.fileName };
}

/**
 * Whether rows of `dataset` may lack some of the file's. The state of `dataset` does not tell: rows stay as they are if
 * the input ends after the last regrouping without new events.
 */
function isOfPart({ dataset: latest }: Model, dataset: Dataset): boolean {
  return (
    latest?.state.kind !== 'done' ||
    dataset.grouping !== latest.grouping ||
    dataset.rejections.count !== latest.rejections.count
  );
}

/** Exports what is shown to a path. `overwrite`: whether a file there may be replaced. */
export function exportTo(model: Model, path: string, overwrite: 'ask' | 'replace'): Transition {
  const offer = exportOffer(model);
  if (offer === undefined) return withMessage(model, NOTHING_TO_EXPORT);
  if (model.task !== undefined) return busy(model);
  return [
    { ...model, task: { what: 'export', text: `writing ${path}` } },
    [{ kind: 'export', exported: offer.exported, path, overwrite: overwrite === 'replace' }],
  ];
}

/** Shows that another task is running. */
export function busy(model: Model): Transition {
  return withMessage(model, 'another task is running: Esc cancels it', 'bad');
}
