import { placeChips } from '../explorer/chips/chip-places.ts';
import type { Model } from '../explorer/model/model.ts';
import { marksOf } from './components/marks.ts';
import { paint } from './components/theme.ts';

/** Returns the chips in `width` cells; the last one is the next that Esc takes back. */
export function chipLine(model: Model, width: number): string {
  const { chips, areCut } = placeChips(model, width);
  const mark = areCut && width > 2 ? marksOf(model.options).ellipsis.slice(0, 1) : '';
  const painted = chips.map(({ text }) => text.replace(/\S(?:.*\S)?/su, (shown) => paint('current', shown)));
  return ` ${mark}${painted.join(' ')}`;
}
