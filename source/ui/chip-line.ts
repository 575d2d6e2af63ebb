import { placeChips } from '../explorer/chips/chip-places.ts';
import type { Model } from '../explorer/model/model.ts';
import { marksOf } from './components/marks.ts';
import { paint } from './components/theme.ts';

/** Returns what everything is narrowed to, in `width` cells: the chip that Esc takes back next comes last. */
export function chipLine(model: Model, width: number): string {
  const { chips, areCut } = placeChips(model, width);
  const mark = areCut && width > 2 ? marksOf(model.options).ellipsis.slice(0, 1) : '';
  return ` ${mark}${chips.map(({ text }) => paint('current', text)).join(' ')}`;
}
