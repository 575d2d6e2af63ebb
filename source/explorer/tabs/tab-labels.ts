import { chipsInTab, layoutOf } from '../model/layout.ts';
import { TABS } from './registry.ts';
import type { TabName } from './states.ts';
import type { LabelContext } from './tab-spec.ts';

/** The tabs in their order on the screen: 1, 2 and so on. */
export function tabOrder(): readonly TabName[] {
  return Object.values(TABS).map(({ name }) => name);
}

/** How many cells each chip needs in the row of the tabs, if they share it. */
const CELLS_PER_CHIP = 22;

/** The labels of the tabs, side by side from the left edge; with counts if there is room. */
export function tabLabels(context: LabelContext): readonly string[] {
  const tabs = Object.values(TABS);
  const withCounts = (form: 0 | 1): string[] =>
    tabs.map(({ title, count }, i) => {
      const texts = count?.(context) ?? [''];
      const text = texts[form] ?? texts[0];
      return ` ${i + 1} ${title} ${text === '' ? '' : `${text} `}`;
    });
  const titles = tabs.map(({ title }, i) => ` ${i + 1} ${title} `);
  const spaced = tabs.map(({ shortTitle }, i) => ` ${i + 1} ${shortTitle} `);
  const short = tabs.map(({ shortTitle }, i) => `${i + 1} ${shortTitle}${i + 1 < tabs.length ? ' ' : ''}`);
  const sharing = layoutOf(context).chips.height > 0 ? 0 : chipsInTab(context).length;
  const room = context.columns - CELLS_PER_CHIP * sharing;
  const forms = [withCounts(0), withCounts(1), titles, spaced, short];
  const fitting = forms.find((labels) => labels.join('').length <= room);
  if (fitting !== undefined || sharing === 0) return fitting ?? short;
  // The number of a tab is enough to open it.
  return tabs.map(({ name }, i) =>
    name === context.tab ? ` ${i + 1} ${tabs[i].shortTitle} ` : ` ${i + 1} `,
  );
}
