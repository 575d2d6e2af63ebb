import { MOST_KEPT_STRAY_RUNS } from '../pipeline/store/stray-batch.ts';
import type { StrayStore } from '../pipeline/store/stray-store.ts';
import { formatCount } from './human-format.ts';

/** What is known of the stray runs of an input; a Dataset is one. */
export interface StrayCounts {
  readonly totalEvents: number;
  readonly strays: StrayStore;
  readonly strayRuns: number;
  readonly strayPrefixes: number;
}

/** Something to say about stray runs, and what of them it is about. */
export interface StrayNews {
  /** `usual`: how the file is written, not damage. */
  readonly kind: 'usual' | 'damage';
  readonly count: number;
  readonly text: string;
  /** The first of these runs, an index into the runs that are kept. */
  readonly first: number | undefined;
}

/** Whether text before a record is how the file is written: more than half of its records have some, and not just one. */
function prefixesAreUsual({ totalEvents, strayPrefixes }: StrayCounts): boolean {
  return strayPrefixes > 1 && strayPrefixes * 2 > totalEvents;
}

/** Whether a run is damage, and not the usual text before a record. `run`: an index into the runs that are kept. */
export function isDamage(counts: StrayCounts, run: number): boolean {
  return !(prefixesAreUsual(counts) && counts.strays.isPrefix(run));
}

/**
 * Says what stray runs there are (spec section 1): calmly that most records have text before them, and as damage how many
 * other runs there are.
 */
export function strayNews(counts: StrayCounts): readonly StrayNews[] {
  const { totalEvents, strays, strayRuns, strayPrefixes } = counts;
  const usual = prefixesAreUsual(counts) ? strayPrefixes : 0;
  const others = strayRuns - usual;
  const news: StrayNews[] = [];
  if (usual > 0) {
    const text = `text before ${formatCount(usual)} of ${formatCount(totalEvents)} records`;
    news.push({ kind: 'usual', count: usual, text, first: strays.firstPrefix });
  }
  if (others > 0) {
    const text = `${formatCount(others)} stray ${others === 1 ? 'run' : 'runs'}`;
    // Where prefixes are damage too, that is the first run of all.
    const first = usual > 0 ? strays.firstOther : strays.count > 0 ? 0 : undefined;
    news.push({ kind: 'damage', count: others, text, first });
  }
  return news;
}

/** Says which runs are kept, if that is not all of them; `where` they are. */
export function keptStrays(where: string, { strays, strayRuns }: StrayCounts): string | undefined {
  if (strays.count === strayRuns) return undefined;
  const most = formatCount(MOST_KEPT_STRAY_RUNS);
  return `${where} has ${formatCount(strays.count)} of ${formatCount(strayRuns)} stray runs: the first ${most} before a record and the first ${most} others`;
}
