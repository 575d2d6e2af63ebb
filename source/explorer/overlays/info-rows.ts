import { formatBytes, formatCount, formatCounted, formatRoundSpan } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { strayNews } from '../../format/stray-words.ts';
import { wrapWords } from '../../format/text-width.ts';
import { zoneWords } from '../../format/zone-words.ts';
import { formatInZone } from '../../format/zoned-time.ts';
import type { Grouping } from '../../pipeline/group/grouping.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { namedTotals, totalsOf } from '../../pipeline/result/totals.ts';
import type { Instant } from '../../pipeline/time/instant.ts';
import { isUnusualPlan } from '../model/layout.ts';
import { hasWholeFile, loadState } from '../model/load-state.ts';
import type { Model } from '../model/model.ts';
import { duplicateFacts } from './duplicate-facts.ts';
import type { Fact } from './fact.ts';
import { fileFacts } from './file-facts.ts';
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
function facts(model: Model): readonly Fact[] {
  const { file, load, dataset } = model;
  return [
    ['file', file.name],
    ['size', sizeText(Math.max(file.sizeBytes ?? 0, load.bytesRead))],
    ['state', stateText(model)],
    ...(file.notes ?? []).map((note): Fact => ['note', note]),
    ...planFacts(model),
    ...(dataset === undefined ? [] : dataFacts(model, dataset)),
  ];
}

/** What was read so far. */
function dataFacts(model: Model, dataset: Dataset): readonly Fact[] {
  const { grouping, settings } = dataset;
  const { envelopeBytes, controlLines } = dataset.container;
  const { zone, bucketSeconds } = model.options;
  const asOf = hasWholeFile(model) ? '' : ' so far';
  const counted = (name: string, count: number): Fact => [name, formatCount(count) + asOf];
  return [
    ...namedTotals(totalsOf(dataset)).map(([name, value]) => counted(name, value)),
    ...duplicateFacts(model),
    counted('sessions', grouping?.sessions.count ?? 0),
    counted('event_types', dataset.store.types.count),
    counted('stray_bytes', dataset.strayBytes),
    ...strayNews(dataset).map(({ text }): Fact => ['stray_runs', text + asOf]),
    ...(envelopeBytes > 0 ? [counted('envelope_bytes', envelopeBytes)] : []),
    ...(controlLines > 0 ? [counted('control_lines', controlLines)] : []),
    ['times', zoneWords(dataset.zones, settings.assumeTz)],
    ['first_event', moment(grouping?.firstEvent, zone)],
    ['last_event', moment(grouping?.lastEvent, zone)],
    ['gap', gapText(grouping)],
    ['bucket', formatRoundSpan(bucketSeconds)],
    ['max_record', sizeText(settings.maxRecordBytes)],
    ...fileFacts(dataset),
  ];
}

function sizeText(bytes: number): string {
  const exact = `${formatCount(bytes)} bytes`;
  return bytes < 1000 ? exact : `${formatBytes(bytes)} (${exact})`;
}

const ORIGINS = { standard: '', found: ' (found)', named: ' (named)' } as const;

/** What is read as what and where that comes from, the command that fixes it, and what should be known about it. */
function planFacts(model: Model): readonly Fact[] {
  const { plan } = model;
  if (plan === undefined) return [];
  const facts = planParts(plan).map(
    ({ role, keys, origin }): Fact => [role, `${keys ?? 'none'}${ORIGINS[origin]}`],
  );
  const pin = isUnusualPlan(plan) ? pinCommand(model) : undefined;
  if (pin !== undefined) facts.push(['command', pin]);
  for (const warning of plan.warnings) facts.push(['warning', warning]);
  if (plan.nearest !== undefined) facts.push(['no plan', plan.nearest.why]);
  return facts;
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
