import { safeText } from '../../format/safe-text.ts';
import { cut, cutMiddle, widthOf } from '../../format/text-width.ts';
import type { ChipKind, Model } from '../model/model.ts';
import { chipsOf } from './chips.ts';

/** A chip on the screen: a safe text, and the cell at which it begins in the room for chips. */
export interface PlacedChip {
  readonly kind: ChipKind;
  readonly text: string;
  readonly from: number;
  readonly width: number;
}

/** The widest chip, so that others have room, too. */
const MOST_CELLS = 40;

/** With fewer cells a chip is not shown. */
const LEAST_CELLS = 10;

/**
 * Places chips on `width` cells; the last one is the next that Esc takes back. If they do not fit, the newest ones stay:
 * `areCut`, and there is room for a mark of one cell before them.
 */
export function placeChips(
  model: Model,
  width: number,
): { readonly chips: readonly PlacedChip[]; readonly areCut: boolean } {
  const { ascii } = model.options;
  const ellipsis = ascii ? '...' : '…';
  const end = ascii ? ' x' : ' ✕';
  const cutChip = ({ kind, text }: { kind: ChipKind; text: string }, cells: number): string => {
    const safe = safeText(text);
    // Users may differ in the ends of their ids alone.
    return ` ${kind === 'user' ? cutMiddle(safe, cells, ellipsis) : cut(safe, cells, ellipsis)}${end}`;
  };
  const all = chipsOf(model);
  const texts = all.map((chip) => ({ kind: chip.kind, text: cutChip(chip, MOST_CELLS) }));
  const widthFrom = (first: number): number =>
    texts.slice(first).reduce((sum, { text }) => sum + widthOf(text) + 1, first > 0 ? 2 : 1);
  let first = 0;
  while (first < texts.length && widthFrom(first) > width) first++;
  const newest = all.at(-1);
  if (first === texts.length && newest !== undefined && width >= LEAST_CELLS) {
    const areCut = texts.length > 1;
    const from = areCut ? 2 : 1;
    const text = cutChip(newest, Math.min(MOST_CELLS, width - from - 1 - 1 - end.length));
    return { chips: [{ kind: newest.kind, text, from, width: widthOf(text) }], areCut };
  }
  let from = first > 0 ? 2 : 1;
  const chips = texts.slice(first).map(({ kind, text }) => {
    const chip = { kind, text, from, width: widthOf(text) };
    from += chip.width + 1;
    return chip;
  });
  return { chips, areCut: first > 0 };
}
