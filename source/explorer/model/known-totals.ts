import { type Totals, totalsOf } from '../../pipeline/result/totals.ts';
import type { Model } from './model.ts';

const NO_TOTALS: Totals = {
  totalEvents: 0,
  validEvents: 0,
  skippedEvents: 0,
  duplicatesRemoved: 0,
  uniqueUsers: 0,
};

/** Returns the five numbers as they are known so far, all 0 before anything was read. */
export function knownTotals({ dataset }: Pick<Model, 'dataset'>): Totals {
  return dataset === undefined ? NO_TOTALS : totalsOf(dataset);
}
