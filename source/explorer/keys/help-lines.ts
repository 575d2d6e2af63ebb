import { isTabCommand } from '../model/command.ts';
import type { HelpLine, LowerOverlay } from '../model/overlay.ts';
import { TABS } from '../tabs/registry.ts';
import type { TabName } from '../tabs/states.ts';
import { worksIn } from './find-binding.ts';
import { BRIEFS, besideOf } from './help-words.ts';
import { keyLabel } from './key-labels.ts';
import { GROUPS, KEYS, type KeyBinding } from './key-table.ts';

/** The place that the help is for. */
interface HelpPlace {
  readonly tab: TabName;
  readonly over: LowerOverlay | undefined;
  readonly ascii: boolean;
}

/**
 * Returns the keys that work at a place, made from the table that dispatches keys: first those of the tab, or of Fields
 * where that is open, then those that work everywhere.
 */
export function helpLines({ tab, over, ascii }: HelpPlace): readonly HelpLine[] {
  const isInFields = over?.kind === 'fields';
  const ofPlace = KEYS.filter((binding) =>
    isInFields ? binding.inOverlay === 'fields' : isTabCommand(binding.command) && worksIn(binding, tab),
  );
  const everywhere = KEYS.filter((binding) => !isTabCommand(binding.command) && worksIn(binding, tab));
  return [
    ...section(isInFields ? 'Fields' : TABS[tab].title, ofPlace, ascii),
    ...GROUPS.flatMap(({ group, title }) =>
      section(
        title,
        everywhere.filter((binding) => binding.group === group),
        ascii,
      ),
    ),
  ];
}

function section(title: string, bindings: readonly KeyBinding[], ascii: boolean): HelpLine[] {
  if (bindings.length === 0) return [];
  const commands = new Set(bindings.map(({ command }) => command));
  const isBeside = ({ command }: KeyBinding): boolean => {
    const other = besideOf(command);
    return other !== undefined && commands.has(other);
  };
  const own = bindings.filter((binding) => !isBeside(binding));
  return [
    { keys: title, help: '', brief: '', isTitle: true },
    ...own.map((binding): HelpLine => {
      const all = [binding, ...bindings.filter(({ command }) => besideOf(command) === binding.command)];
      return {
        keys: all.flatMap(({ keys }) => keys.map((key) => keyLabel(key, ascii))).join(' '),
        help: all.map(({ help }) => help).join(', '),
        brief: BRIEFS[binding.command] ?? binding.help,
        isTitle: false,
      };
    }),
  ];
}
