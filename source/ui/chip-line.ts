import { chipsOf } from '../explorer/chips/chips.ts';
import type { Model } from '../explorer/model/model.ts';
import { safeText } from '../format/safe-text.ts';
import { cut, widthOf } from '../format/text-width.ts';
import { marksOf } from './components/marks.ts';
import { paint } from './components/theme.ts';

/** The widest chip: others have to be seen too. */
const MOST_CELLS = 40;

/** Returns what everything is narrowed to, in `width` cells: the chip that Esc takes back next comes last. */
export function chipLine(model: Model, width: number): string {
  const { ellipsis } = marksOf(model.options);
  const close = model.options.ascii ? 'x' : '✕';
  const chips = chipsOf(model).map(({ text }) => ` ${cut(safeText(text), MOST_CELLS, ellipsis)} ${close}`);
  // Where they do not fit, the newest ones stay: these are what Esc takes back.
  let first = 0;
  const isTooWide = (): boolean =>
    chips.slice(first).reduce((sum, chip) => sum + widthOf(chip) + 1, 1) > width;
  while (first < chips.length && isTooWide()) first++;
  const isCut = first > 0;
  const shown = chips.slice(first).map((chip) => paint('mark', chip));
  if (shown.length === 0) return isCut && width > 2 ? ` ${paint('mark', ellipsis)}` : '';
  return ` ${isCut ? ellipsis : ''}${shown.join(' ')}`;
}
