import type { Dataset } from '../../pipeline/result/dataset.ts';
import { formatLabel, formatOfPath, notWrittenText } from '../../schema/output-formats.ts';
import { chipsOf } from '../chips/chips.ts';
import type { ChipKind, Message, Model } from '../model/model.ts';
import { type Transition, withMessage } from '../model/transition.ts';
import type { PromptState } from '../prompt/prompt.ts';
import { TABLES } from '../tables/registry.ts';
import type { CsvExport } from '../tables/table-spec.ts';
import { focusedPane } from '../tabs/active-list.ts';
import { TABS } from '../tabs/registry.ts';
import { eventsInView } from '../tabs/scoped-count.ts';
import type { ExportOffer } from '../tabs/tab-spec.ts';
import { exportColumns, unfoldedColumns } from './export-columns.ts';

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
  if (table === undefined || shown === undefined || csv === undefined) return undefined;
  const { dataset, rows, rowCount, undecided = 0 } = shown;
  const { what, fileName } = csv;
  const exported = {
    what,
    dataset,
    rows: { rows, rowCount },
    undecided,
    isPart: isOfPart(model, dataset),
    of: allRows(model, what),
    narrowedTo: narrowedTo(model, what),
    columns: exportColumns(model, table, what),
    ...(table === 'users' && { unfolded: unfoldedColumns(model) }),
    ...(what === 'users' && { ofSessions: { scope: model.scope, zone: model.options.zone } }),
  };
  return { exported, fileName, order: model.tables[table].shownSort };
}

/** Returns how many rows a table has when nothing narrows it. */
function allRows(model: Model, what: CsvExport['what']): number {
  const { dataset, scope } = model;
  if (what === 'sessions') return dataset?.grouping?.sessions.count ?? 0;
  if (what === 'users') return dataset?.grouping?.uniqueUsers ?? 0;
  return what === 'rejections' ? (dataset?.rejections.count ?? 0) : eventsInView(model, scope);
}

/**
 * What rows are narrowed to. Duplicates are a table of their own among events, but narrow sessions and users to those that
 * hold some; only rejections have a reason.
 */
function narrowedTo(model: Model, what: CsvExport['what']): readonly string[] {
  const hasSessions = what === 'sessions' || what === 'users';
  const isOf = (kind: ChipKind): boolean => {
    if (kind === 'reason') return what === 'rejections';
    return kind !== 'duplicates' || (hasSessions && model.scope.duplicates === 'alone');
  };
  return chipsOf(model).flatMap(({ kind, text }) => (isOf(kind) ? [text] : []));
}

/**
 * Whether rows of `dataset` may lack some of the file's. The state of `dataset` does not show it: rows stay as they are if
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

/**
 * Says in the prompt of an export in which format the ending of its path has it written, or that there is none of that
 * ending. Returns the prompt as it is for what is no table.
 */
export function withFormat(model: Model, prompt: PromptState): PromptState {
  const offer = exportOffer(model);
  if (offer === undefined || offer.exported.what === 'file' || prompt.text === '')
    return { ...prompt, hint: '' };
  const format = formatOfPath(prompt.text);
  return 'notWritten' in format
    ? { ...prompt, hint: '', note: notWrittenText(format.notWritten) }
    : { ...prompt, hint: formatLabel(format) };
}

/** Whether the path of an export has the ending of a format that is not written. */
export function isNotWritten(model: Model, path: string): boolean {
  return exportOffer(model)?.exported.what !== 'file' && 'notWritten' in formatOfPath(path);
}

/** Shows that another task is running. */
export function busy(model: Model): Transition {
  return withMessage(model, 'another task is running: Esc cancels it', 'bad');
}
