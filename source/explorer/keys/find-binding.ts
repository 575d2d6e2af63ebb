import { type Command, isTabCommand } from '../model/command.ts';
import type { Overlay } from '../model/overlay.ts';
import { TABS } from '../tabs/registry.ts';
import type { TabName } from '../tabs/states.ts';
import { keyLabel } from './key-labels.ts';
import { KEYS, type KeyBinding } from './key-table.ts';

const BY_KEY = bindingsByKey(({ inOverlay, inTab }) => inOverlay === undefined && inTab === undefined);
const IN_FIELDS = bindingsByKey((binding) => binding.inOverlay === 'fields');
const IN_TAB: Readonly<Partial<Record<TabName, ReadonlyMap<string, KeyBinding>>>> = Object.fromEntries(
  Object.values(TABS).map(({ name }) => [name, bindingsByKey(({ inTab }) => inTab === name)]),
);

function bindingsByKey(isOne: (binding: KeyBinding) => boolean): ReadonlyMap<string, KeyBinding> {
  const bindings = KEYS.filter(isOne);
  return new Map(bindings.flatMap((binding) => binding.keys.map((key) => [key, binding] as const)));
}

const BY_COMMAND: ReadonlyMap<Command, KeyBinding> = new Map(
  KEYS.map((binding) => [binding.command, binding] as const),
);

/** Where a key is pressed: over which overlay, in which tab. */
interface KeyPlace {
  readonly overlay?: Pick<Overlay, 'kind'> | undefined;
  readonly tab?: TabName;
}

/** Returns the entry of a key at a place; undefined for a key without a function there. */
export function bindingOf(key: string, { overlay, tab }: KeyPlace = {}): KeyBinding | undefined {
  const ofPlace =
    overlay === undefined
      ? tab && IN_TAB[tab]?.get(key)
      : overlay.kind === 'fields'
        ? IN_FIELDS.get(key)
        : undefined;
  return ofPlace ?? BY_KEY.get(key);
}

/** Whether a key does something in a tab. */
export function worksIn({ command, inTab, inTables, inOverlay }: KeyBinding, tab: TabName): boolean {
  if (inOverlay !== undefined || (inTab !== undefined && inTab !== tab)) return false;
  const { commands, scroller } = TABS[tab];
  if (isTabCommand(command)) return commands?.[command] !== undefined;
  return inTables !== true || scroller === undefined;
}

/** Whether a command acts on rows or on a chart, and so does nothing where there are none. */
export function needsRows(command: Command): boolean {
  return BY_COMMAND.get(command)?.needs !== undefined;
}

/** Returns the key that the hint line names for a command: the first one. */
export function hintKey(command: Command, ascii: boolean): string {
  const key = BY_COMMAND.get(command)?.keys[0];
  return key === undefined ? '' : keyLabel(key, ascii);
}
