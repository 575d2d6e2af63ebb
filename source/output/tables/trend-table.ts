import { countTrend } from '../../pipeline/group/trend.ts';
import type { Result } from '../../pipeline/result/result.ts';
import { TYPE_DIMENSION } from '../../pipeline/validate/dimensions.ts';
import type { CsvRows } from '../formats/csv-rows.ts';
import { DictionaryFields } from './dictionary-fields.ts';
import { type Table, tableColumns } from './table.ts';

/**
 * The trend's non-zero rows, by time, then by type. Counts them first, in one pass over all events, or over those chosen.
 */
export function trendTable(
  { store, duplicates, settings }: Pick<Result, 'store' | 'duplicates' | 'settings'>,
  bucketSeconds: number,
  events?: Uint32Array,
): Table {
  const { hashSeed } = settings;
  const { bucket, type, eventCount, count } = countTrend(store, duplicates, {
    bucketSeconds,
    events,
    hashSeed,
  });
  const fields = new DictionaryFields(store);
  return {
    columns: tableColumns('trend', { areSeveral: false }),
    size: count,
    makeRows(csv: CsvRows, from: number, to: number): number {
      for (let row = from; row < to; row++) {
        csv.timestamp(bucket[row] * bucketSeconds, 0);
        fields.dimension(csv, TYPE_DIMENSION, type[row]);
        csv.integer(eventCount[row]);
        csv.endRow();
        if (csv.isFull) return row + 1;
      }
      return to;
    },
  };
}
