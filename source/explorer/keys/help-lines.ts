import type { HelpLine } from '../model/overlay.ts';
import { keyLabel } from './key-labels.ts';
import { GROUPS, KEYS } from './key-table.ts';

/** Returns the help, made from the table that dispatches keys. */
export function helpLines(ascii: boolean): readonly HelpLine[] {
  const lines = GROUPS.flatMap(({ group, title }): HelpLine[] => [
    { keys: '', help: '', isTitle: false },
    { keys: title, help: '', isTitle: true },
    ...KEYS.filter((binding) => binding.group === group).map(({ keys, help }) => ({
      keys: keys.map((key) => keyLabel(key, ascii)).join(' '),
      help,
      isTitle: false,
    })),
  ]);
  return lines.slice(1);
}
