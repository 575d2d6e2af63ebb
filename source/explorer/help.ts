import { GROUPS, KEYS, keyLabel } from './keymap.ts';

/** A line of the help: a group's title, or keys and what they do. */
interface HelpLine {
  readonly keys: string;
  readonly help: string;
  readonly isTitle: boolean;
}

/** The help, made from the table that dispatches keys. */
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
