import { formatBytes, formatCount, formatCounted, formatRoundSpan } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { strayNews } from '../../format/stray-words.ts';
import { wrapWords } from '../../format/text-width.ts';
import { zoneWords } from '../../format/zone-words.ts';
import { formatInZone } from '../../format/zoned-time.ts';
import type { Grouping } from '../../pipeline/group/grouping.ts';
import type { ContainerCounts } from '../../pipeline/result/container-counts.ts';
import { namedTotals, totalsOf } from '../../pipeline/result/totals.ts';
import type { Instant } from '../../pipeline/time/instant.ts';
import { isUnusualPlan } from '../model/layout.ts';
import { hasWholeFile, loadState } from '../model/load-state.ts';
import type { Model } from '../model/model.ts';
import { duplicateRows } from './duplicate-rows.ts';
import { filesInfo } from './files-info.ts';
import { pinCommand } from './pin-command.ts';
import { planParts } from './plan-parts.ts';

/** A line of a fact about the file or about how it is read, safe to show; without a name if it goes on. */
interface InfoRow {
  readonly name: string;
  readonly value: string;
}

/** The cells of a name: those of `duplicates_that_differ`, the longest. */
export const NAME_CELLS = 22;
/** Those between and around the columns. */
const BETWEEN_CELLS = 4;
const LEAST_VALUE_CELLS = 10;

/** The facts about the file, in lines of a screen: a value that is too long goes on below. */
export function infoRows(model: Model): readonly InfoRow[] {
  const width = Math.max(LEAST_VALUE_CELLS, model.columns - NAME_CELLS - BETWEEN_CELLS);
  return facts(model).flatMap(([name, value]) =>
    wrapWords(safeText(value), width).map((part, i) => ({
      name: i === 0 ? name : '',
      value: part,
    })),
  );
}

/** The summary, under the names that every output gives its numbers; then what is read as what, and the settings. */
function facts(model: Model): readonly (readonly [name: string, value: string])[] {
  const { file, load, dataset, options } = model;
  const sizeBytes = Math.max(file.sizeBytes ?? 0, load.bytesRead);
  const rows: [string, string][] = [
    ['file', file.name],
    ['size', sizeText(sizeBytes)],
    ['state', stateText(model)],
    ...(file.notes ?? []).map((note): [string, string] => ['note', note]),
    ...planRows(model),
  ];
  if (dataset !== undefined) {
    const { grouping, settings } = dataset;
    const asOf = hasWholeFile(model) ? '' : ' so far';
    rows.push(
      ...namedTotals(totalsOf(dataset)).map(([name, value]): [string, string] => [
        name,
        formatCount(value) + asOf,
      ]),
      ...duplicateRows(model),
      ['sessions', formatCount(grouping?.sessions.count ?? 0) + asOf],
      ['event_types', formatCount(dataset.store.types.count) + asOf],
      ['stray_bytes', formatCount(dataset.strayBytes) + asOf],
      ...strayNews(dataset).map(({ text }): [string, string] => ['stray_runs', text + asOf]),
      ...containerRows(dataset.container, asOf),
      ['times', zoneWords(dataset.zones, settings.assumeTz)],
      ['first_event', moment(grouping?.firstEvent, options.zone)],
      ['last_event', moment(grouping?.lastEvent, options.zone)],
      ['gap', gapText(grouping)],
      ['bucket', formatRoundSpan(options.bucketSeconds)],
      ['max_record', sizeText(settings.maxRecordBytes)],
      ...filesInfo(dataset),
    );
  }
  return rows;
}

function sizeText(bytes: number): string {
  const exact = `${formatCount(bytes)} bytes`;
  return bytes < 1000 ? exact : `${formatBytes(bytes)} (${exact})`;
}

/** What is read as what and where that comes from, the command that fixes it, and what should be known about it. */
function planRows(model: Model): [string, string][] {
  const { plan } = model;
  if (plan === undefined) return [];
  const origins = { standard: '', found: ' (found)', named: ' (named)' };
  const pin = pinCommand(model);
  return [
    ...planParts(plan).map(({ role, keys, origin }): [string, string] => [
      role,
      `${keys ?? 'none'}${origins[origin]}`,
    ]),
    ...(isUnusualPlan(plan) && pin !== undefined ? [['command', pin] as [string, string]] : []),
    ...plan.warnings.map((warning): [string, string] => ['warning', warning]),
    ...(plan.nearest === undefined ? [] : [['no plan', plan.nearest.why] as [string, string]]),
  ];
}

/** How far the file is loaded; if that failed, where and why. */
function stateText(model: Model): string {
  const { died } = model.load;
  if (died !== undefined) return `failed: ${died}`;
  const state = loadState(model);
  if (state.kind !== 'failed') return state.kind;
  const { byteOffset, message } = state.failure;
  const failed = model.dataset?.fileTally.failed ?? 0;
  if (failed > 0) return `failed: ${formatCounted(failed, 'file')} could not be read to the end`;
  return `failed at byte ${formatCount(byteOffset)}: ${message}`;
}

/** The gap that the shown sessions are cut by; blank before there are any. */
function gapText(grouping: Grouping | undefined): string {
  if (grouping === undefined) return '';
  return grouping.gapSeconds === undefined ? 'none' : formatRoundSpan(grouping.gapSeconds);
}

function moment(instant: Instant | undefined, zone: string | undefined): string {
  return instant === undefined ? '' : formatInZone(instant, zone);
}

/** What the input holds besides records, if anything. */
function containerRows({ envelopeBytes, controlLines }: ContainerCounts, asOf: string): [string, string][] {
  return [
    ...(envelopeBytes > 0 ? [['envelope_bytes', formatCount(envelopeBytes) + asOf] as [string, string]] : []),
    ...(controlLines > 0 ? [['control_lines', formatCount(controlLines) + asOf] as [string, string]] : []),
  ];
}
