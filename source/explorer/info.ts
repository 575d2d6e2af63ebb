import { formatBytes, formatCount, formatSpan } from '../format/human-format.ts';
import { formatTimestamp } from '../pipeline/time/format-timestamp.ts';
import type { Instant } from '../pipeline/time/parse-timestamp.ts';
import type { Model } from './model.ts';

/** A fact about the file or about how it is read. */
interface InfoRow {
  readonly name: string;
  readonly value: string;
}

/** The summary, under the names that every output gives its numbers; then the settings. */
export function infoRows({ file, load, dataset, options }: Model): readonly InfoRow[] {
  const rows: [string, string][] = [
    ['file', file.name],
    [
      'size',
      `${formatBytes(file.sizeBytes ?? load.bytesRead)} (${formatCount(file.sizeBytes ?? load.bytesRead)} bytes)`,
    ],
    ['state', load.state === 'failed' ? `failed: ${load.error}` : load.state],
  ];
  if (dataset !== undefined) {
    const { grouping, settings } = dataset;
    const asOf = dataset.finished ? '' : ' so far';
    rows.push(
      ['total_events', formatCount(dataset.totalEvents) + asOf],
      ['valid_events', formatCount(dataset.store.count) + asOf],
      ['skipped_events', formatCount(dataset.rejections.count) + asOf],
      ['duplicates_removed', formatCount(grouping?.duplicates.count ?? 0) + asOf],
      ['unique_users', formatCount(grouping?.uniqueUsers ?? 0) + asOf],
      ['sessions', formatCount(grouping?.sessions.count ?? 0) + asOf],
      ['event_types', formatCount(dataset.store.types.count) + asOf],
      ['stray_bytes', formatCount(dataset.strayBytes) + asOf],
      ['first_event', moment(grouping?.firstEvent)],
      ['last_event', moment(grouping?.lastEvent)],
      ['gap', settings.gapSeconds === undefined ? 'none' : formatSpan(settings.gapSeconds, 0)],
      ['bucket', formatSpan(options.bucketSeconds, 0)],
      ['keys', `${settings.userKey}, ${settings.timeKey}, ${settings.typeKey}`],
      ['max_record', `${formatCount(settings.maxRecordBytes)} bytes`],
    );
  }
  return rows.map(([name, value]) => ({ name, value }));
}

function moment(instant: Instant | undefined): string {
  return instant === undefined ? '' : formatTimestamp(instant.seconds, instant.nanoseconds);
}
