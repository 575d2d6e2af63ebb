import { formatBytes, formatCount, formatSpan } from '../../format/human-format.ts';
import type { Grouping } from '../../pipeline/group/grouping.ts';
import { namedTotals, totalsOf } from '../../pipeline/result/totals.ts';
import { formatTimestamp } from '../../pipeline/time/format-timestamp.ts';
import type { Instant } from '../../pipeline/time/parse-timestamp.ts';
import { isWhole, loadState } from '../model/load-state.ts';
import type { Model } from '../model/model.ts';
import { duplicateRows } from './duplicate-rows.ts';

/** A fact about the file or about how it is read. */
interface InfoRow {
  readonly name: string;
  readonly value: string;
}

/** The summary, under the names that every output gives its numbers; then the settings. */
export function infoRows(model: Model): readonly InfoRow[] {
  const { file, load, dataset, options } = model;
  const rows: [string, string][] = [
    ['file', file.name],
    [
      'size',
      `${formatBytes(file.sizeBytes ?? load.bytesRead)} (${formatCount(file.sizeBytes ?? load.bytesRead)} bytes)`,
    ],
    ['state', stateText(model)],
  ];
  if (dataset !== undefined) {
    const { grouping, settings } = dataset;
    const asOf = isWhole(model) ? '' : ' so far';
    rows.push(
      ...namedTotals(totalsOf(dataset)).map(([name, value]): [string, string] => [
        name,
        formatCount(value) + asOf,
      ]),
      ...duplicateRows(model),
      ['sessions', formatCount(grouping?.sessions.count ?? 0) + asOf],
      ['event_types', formatCount(dataset.store.types.count) + asOf],
      ['stray_bytes', formatCount(dataset.strayBytes) + asOf],
      ['first_event', moment(grouping?.firstEvent)],
      ['last_event', moment(grouping?.lastEvent)],
      ['gap', gapText(grouping)],
      ['bucket', formatSpan(options.bucketSeconds, 0)],
      ['keys', `${settings.userKey}, ${settings.timeKey}, ${settings.typeKey}`],
      ['max_record', `${formatCount(settings.maxRecordBytes)} bytes`],
    );
  }
  return rows.map(([name, value]) => ({ name, value }));
}

/** How far the file is loaded; if that failed, where and why. */
function stateText(model: Model): string {
  const { died } = model.load;
  if (died !== undefined) return `failed: ${died}`;
  const state = loadState(model);
  if (state.kind !== 'failed') return state.kind;
  const { byteOffset, message } = state.failure;
  return `failed at byte ${formatCount(byteOffset)}: ${message}`;
}

/** The gap that the shown sessions are cut by; blank before there are any. */
function gapText(grouping: Grouping | undefined): string {
  if (grouping === undefined) return '';
  return grouping.gapSeconds === undefined ? 'none' : formatSpan(grouping.gapSeconds, 0);
}

function moment(instant: Instant | undefined): string {
  return instant === undefined ? '' : formatTimestamp(instant.seconds, instant.nanoseconds);
}
