import { formatCount } from '../../format/human-format.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { TypeMix } from '../../query/session-answers.ts';
import { fileTypes, mixLine } from '../chart/file-types.ts';
import { factsFor, type RowFacts } from '../tabs/sessions/state.ts';
import type { Cell, CellLook, TableContext } from './table-spec.ts';

/** The text of a cell until its content is known. */
export const NOT_KNOWN = '...';

/** The most cells of the bar. */
const MIX_CELLS = 22;

/** Returns the facts of the rows of a dataset; undefined if they are of another grouping or scope. */
export function rowFactsOf({ tabs, scope }: TableContext, { grouping }: Dataset): RowFacts | undefined {
  return factsFor(tabs.sessions, grouping, scope);
}

/** Returns the types in words: `view 480, click 230`. */
export function mixText({ store }: Dataset, mix: TypeMix | undefined): string {
  if (mix === undefined) return NOT_KNOWN;
  const { types, counts } = mix;
  const parts = Array.from(types.subarray(0, MOST_NAMED), (type, i) => {
    return `${store.typeText(type)} ${formatCount(counts[i])}`;
  });
  return types.length > MOST_NAMED ? `${parts.join(', ')}, ...` : parts.join(', ');
}

const MOST_NAMED = 100;

/** Draws the types of a row as a bar in their colours, with the letters of the chart. */
export function mixLook(mixOf: (facts: RowFacts, id: number) => TypeMix | undefined): CellLook {
  const known = ({ context, dataset, id }: Cell): TypeMix | undefined => {
    const facts = rowFactsOf(context, dataset);
    return facts && mixOf(facts, id);
  };
  return {
    widthOf: () => MIX_CELLS,
    lineOf: (cell, room, ascii) => {
      const mix = known(cell);
      const { totals } = cell.context.tabs.sessions;
      if (mix === undefined || totals === undefined) return [];
      const types = fileTypes(totals.counts, [], cell.dataset.store);
      return mixLine(mix, types, Math.min(room, MIX_CELLS), ascii);
    },
  };
}
