import { type Command, hintKey } from './keymap.ts';
import type { Model } from './model.ts';

type Hint = readonly [command: Command, label: string];

const TABLE: readonly Hint[] = [
  ['search', 'search'],
  ['filter', 'filter'],
  ['sortUp', 'sort'],
  ['export', 'export'],
];
const LAST: readonly Hint[] = [
  ['help', 'help'],
  ['quit', 'quit'],
];

const HINTS: Readonly<Record<string, readonly Hint[]>> = {
  sessions: [['enter', 'events'], ...TABLE],
  reasons: [
    ['enter', 'these'],
    ['otherPane', 'rejections'],
    ['export', 'export'],
  ],
  rejections: [['enter', 'bytes'], ['otherPane', 'reasons'], ...TABLE],
  events: [
    ['enter', 'record'],
    ['pickUser', 'user'],
    ['pickTypes', 'types'],
    ['zoomIn', 'zoom'],
    ['panRight', 'pan'],
    ['duplicates', 'dupes'],
    ...TABLE,
  ],
  original: [
    ['enter', 'record'],
    ['nextReject', 'next reject'],
    ['search', 'search'],
    ['goTo', 'go to'],
    ['export', 'save a copy'],
  ],
  help: [['down', 'scroll']],
  info: [['down', 'scroll']],
  record: [
    ['enter', 'in the file'],
    ['copy', 'copy'],
  ],
  users: [
    ['enter', 'choose'],
    ['down', 'move'],
  ],
  types: [['enter', 'on or off']],
};

/** The hints for where the model is, the most useful first, as many as fit into `width` cells. */
export function hintTexts(model: Model, width: number): readonly { key: string; label: string }[] {
  const { overlay, tab, pane, trail, options } = model;
  const place = overlay?.kind ?? (tab === 'skipped' ? pane : tab);
  const canGoBack = overlay !== undefined || trail.length > 0;
  const first: readonly Hint[] = canGoBack ? [['back', 'back']] : [];
  // In the picker letters are typed.
  const last = place === 'users' ? [] : LAST;
  const [main, ...others] = HINTS[place];
  const textsOf = (hints: readonly Hint[]): { key: string; label: string }[] =>
    hints.map(([command, label]) => ({ key: hintKey(command, options.ascii), label }));
  const lengthOf = (hints: readonly Hint[]): number =>
    textsOf(hints).reduce((sum, { key, label }) => sum + key.length + label.length + 3, 0);
  // What is dropped first where there is no room. Out of an overlay one must know the way.
  const dropped: readonly Command[] =
    overlay === undefined ? ['back', 'help', main[0]] : ['help', 'quit', main[0]];
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
