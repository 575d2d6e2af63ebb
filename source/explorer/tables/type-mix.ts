import { formatCount } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { beginning, cut, widthOf } from '../../format/text-width.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { TypeMix } from '../../query/session-answers.ts';
import { type FileTypes, fileTypes, mixLine } from '../chart/file-types.ts';
import { nameOfType } from '../chart/type-faces.ts';
import { factsFor, type RowFacts } from '../tabs/sessions/state.ts';
import type { Cell, CellLook, TableContext } from './table-spec.ts';

/** The text of a cell until its content is known. */
export const NOT_KNOWN = '...';

/** The most cells of the bar. */
const MIX_CELLS = 22;
/** The most cells that words ask for, and the most of one name. */
const MOST_WORDS = 120;
const MOST_NAME = 24;
const BETWEEN = '  ';

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

/**
 * Draws the types of a row as a bar in their colours, with the letters of the chart; where there is room, their names and
 * counts follow.
 */
export function mixLook(mixOf: (facts: RowFacts, id: number) => TypeMix | undefined): CellLook {
  const known = ({ context, dataset, id }: Cell): { mix: TypeMix; types: FileTypes } | undefined => {
    const facts = rowFactsOf(context, dataset);
    const mix = facts && mixOf(facts, id);
    const { totals } = context.tabs.sessions;
    if (mix === undefined || totals === undefined) return undefined;
    return { mix, types: fileTypes(totals.counts, [], dataset.store) };
  };
  return {
    widthOf: (cell) => {
      const found = known(cell);
      if (found === undefined) return MIX_CELLS;
      return MIX_CELLS + BETWEEN.length + widthOf(mixWords(found.mix, cell.dataset, MOST_WORDS, false));
    },
    lineOf: (cell, room, ascii) => {
      const found = known(cell);
      if (found === undefined) return [];
      const { mix, types } = found;
      const words = mixWords(mix, cell.dataset, room - MIX_CELLS - BETWEEN.length, ascii);
      const bar = mixLine(mix, types, Math.min(room, MIX_CELLS), ascii || cell.isInverse === true);
      return words === '' ? bar : [...bar, { text: BETWEEN + words, style: 'dim' }];
    },
  };
}

/** Returns the types of a row in words, as many as have room: `view 480  click 230  …`. */
function mixWords({ types, counts }: TypeMix, { store }: Dataset, room: number, ascii: boolean): string {
  const ellipsis = ascii ? '~' : '…';
  let words = '';
  for (const [i, type] of types.entries()) {
    const whole = safeText(beginning(nameOfType(store.typeText(type)), 2 * MOST_NAME));
    const word = `${words === '' ? '' : BETWEEN}${cut(whole, MOST_NAME, ellipsis)} ${formatCount(counts[i])}`;
    // Room for the sign that there are more.
    const left = room - (i === types.length - 1 ? 0 : BETWEEN.length + 1);
    if (widthOf(words + word) > left) return words === '' ? '' : words + BETWEEN + ellipsis;
    words += word;
  }
  return words;
}
