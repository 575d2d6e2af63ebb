import type { Command, Hint } from '../model/command.ts';
import type { Model } from '../model/model.ts';
import type { Overlay } from '../model/overlay.ts';
import { overlayList } from '../overlays/overlay-list.ts';
import { activeTable } from '../tabs/active-list.ts';
import { TABS } from '../tabs/registry.ts';
import { hintKey, needsRows } from './find-binding.ts';

/** A key's label, and what the hint line says about it. */
interface HintText {
  readonly key: string;
  readonly label: string;
}

const LAST: readonly Hint[] = [
  ['help', 'help'],
  ['quit', 'quit'],
];

const OVERLAY_HINTS: Readonly<Record<Overlay['kind'], readonly [Hint, ...Hint[]]>> = {
  help: [['down', 'scroll']],
  info: [['down', 'scroll']],
  command: [
    ['enter', 'close'],
    ['copy', 'copy'],
  ],
  record: [
    ['enter', 'in the file'],
    ['copy', 'copy'],
  ],
  users: [
    ['enter', 'choose'],
    ['down', 'move'],
  ],
  columns: [['enter', 'show or hide']],
  fields: [
    ['readAs', 'read so'],
    ['asUser', 'user'],
    ['asTime', 'time'],
    ['asType', 'type'],
    ['asId', 'id'],
    ['addKey', 'add'],
    ['dropKey', 'take out'],
    ['findField', 'find'],
    ['nextRole', 'next role'],
  ],
};

/** Returns the hint at the help; undefined where it is open, or where its key is a letter of a text. */
export function helpHint({ overlay, options }: Pick<Model, 'overlay' | 'options'>): HintText | undefined {
  if (overlay?.kind === 'users' || overlay?.kind === 'help') return undefined;
  return { key: hintKey('help', options.ascii), label: 'help' };
}

const BACK: Hint = ['back', 'back'];

function overlayHints(model: Model, overlay: Overlay): readonly [Hint, ...Hint[]] {
  const hints = OVERLAY_HINTS[overlay.kind];
  const { isText, count } = overlayList(model, overlay);
  // A text that fits on the screen scrolls nowhere.
  return isText && count <= 1 && hints[0][0] === 'down' ? [BACK] : hints;
}

/** The hints of the tab, without what would do nothing since its table is empty. */
function tabHints(model: Model): readonly [Hint, ...Hint[]] {
  const hints = TABS[model.tab].hints(model);
  const table = activeTable(model);
  if (table === undefined || model.tables[table].shown?.rowCount !== 0) return hints;
  const [first = ['info', 'about the file'], ...others] = hints.filter(([command]) => !needsRows(command));
  return [first, ...others];
}

/** Returns the hints for the current state, the most useful first, as many as fit into `width` cells. */
export function hintTexts(model: Model, width: number): readonly HintText[] {
  const { overlay, trail, options } = model;
  const [main, ...others] = overlay === undefined ? tabHints(model) : overlayHints(model, overlay);
  const canGoBack = overlay !== undefined || trail.length > 0;
  // A pane may have a word of its own for it.
  const isNamed = [main, ...others].some(([command]) => command === 'back');
  const first: readonly Hint[] = canGoBack && !isNamed ? [BACK] : [];
  // Over an overlay `q` only closes it, as Esc does.
  const last = overlay === undefined ? LAST : helpHint(model) === undefined ? [] : LAST.slice(0, 1);
  const textsOf = (hints: readonly Hint[]): HintText[] =>
    hints.map(([command, label, other]) => ({
      key: [command, other ?? []]
        .flat()
        .map((one) => hintKey(one, options.ascii))
        .join(' '),
      label,
    }));
  const lengthOf = (hints: readonly Hint[]): number =>
    textsOf(hints).reduce((sum, { key, label }) => sum + key.length + label.length + 3, -2);
  // Dropped in this order if there is no room; the way out of an overlay stays.
  const dropped: readonly Command[] = overlay === undefined ? ['back', 'quit', main[0]] : ['help', main[0]];
  let chosen: readonly Hint[] = [main, ...first, ...last];
  for (const command of dropped) {
    if (lengthOf(chosen) > width && chosen.length > 1) chosen = chosen.filter(([of]) => of !== command);
  }
  let kept: readonly Hint[] = [];
  for (const hint of others) {
    if (lengthOf([...chosen, ...kept, hint]) > width) break;
    kept = [...kept, hint];
  }
  const [head, ...tail] = chosen;
  return textsOf([head, ...kept, ...tail]);
}
