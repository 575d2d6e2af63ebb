import type { Action } from '../model/action.ts';
import type { UserInput } from '../model/input.ts';
import { isLoading } from '../model/load-state.ts';
import { isUnderWay, type Model } from '../model/model.ts';
import { awaitsOther, isPaneAwaited } from '../queries/awaited.ts';
import type { TableName } from '../tables/registry.ts';
import { activeTable, focusedPane } from '../tabs/active-list.ts';
import { TABS } from '../tabs/registry.ts';
import { bindingOf } from './find-binding.ts';
import type { KeyBinding } from './key-table.ts';

/**
 * Keys typed faster than rows arrive are meant for the rows to come: keys, clicks and pastes wait for them, in order, and
 * no longer than that. Returns the model that holds the input; undefined if it need not wait.
 */
export function withTypedAhead(model: Model, action: Action): Model | undefined {
  if (!canWait(action)) return undefined;
  if (model.prompt !== undefined) return withEnteredAhead(model, action);
  const binding = bindingFor(model, action);
  // Input after a waiting input waits too: it may be text for what that one opens.
  const waits = model.typedAhead.length > 0 || mustWait(model, binding);
  if (!waits || overtakes(model, binding)) return undefined;
  if (model.typedAhead.length >= MOST_TYPED_AHEAD) return model;
  return { ...model, typedAhead: [...model.typedAhead, action] };
}

/** Returns the first input that need not wait any longer, and the model without it. */
export function nextReadyInput(model: Model): readonly [Model, UserInput] | undefined {
  const [first, ...others] = model.typedAhead;
  if (first === undefined) return undefined;
  const stillWaits =
    model.prompt === undefined ? mustWait(model, bindingFor(model, first)) : awaitsView(model, first);
  return stillWaits ? undefined : [{ ...model, typedAhead: others }, first];
}

/** In a prompt, only Enter waits, and with it what is typed after it, which is not for the prompt. */
function withEnteredAhead(model: Model, action: UserInput): Model | undefined {
  const isHeld = model.typedAhead.length > 0 || awaitsView(model, action);
  const isFree =
    (action.kind === 'key' && action.key === 'escape') || bindingFor(model, action)?.overPrompt === true;
  return isHeld && !isFree ? { ...model, typedAhead: [...model.typedAhead, action] } : undefined;
}

/**
 * Whether what is entered needs what is still to come: a time alone the trend, which shows what day is meant; a search its
 * rows.
 */
function awaitsView(model: Model, action: UserInput): boolean {
  const { prompt, pending } = model;
  if (action.kind !== 'key' || action.key !== 'enter') return false;
  if (prompt?.purpose === 'goTo') return /[:.-]/.test(prompt.text) && isUnderWay(pending.trend);
  const table = prompt?.purpose === 'search' ? activeTable(model) : undefined;
  return table !== undefined && model.tables[table].shown === undefined && isUnderWay(pending[table]);
}

const MOST_TYPED_AHEAD = 1000;

function canWait(action: Action): action is UserInput {
  return (
    action.kind === 'key' || action.kind === 'paste' || (action.kind === 'mouse' && action.action === 'press')
  );
}

function overtakes(model: Model, binding: KeyBinding | undefined): boolean {
  if (binding?.overtakes !== 'unlessText') return binding?.overtakes === 'always';
  return !model.typedAhead.some((input) => bindingFor(model, input)?.opensText);
}

/** Returns the binding that an input probably has; a click is taken for Enter. */
function bindingFor(place: Model, action: UserInput): KeyBinding | undefined {
  if (action.kind === 'key') return bindingOf(action.key, place);
  return action.kind === 'mouse' ? bindingOf('enter') : undefined;
}

/** Whether the tab has a chart that has not arrived. A key does not wait for a newer chart of more events. */
function awaitsChart({ tab, tabs, pending, dataset, load }: Model): boolean {
  if (!TABS[tab].slots.includes('trend') || tabs.events.trend !== undefined) return false;
  return load.died === undefined && (dataset?.grouping === undefined || isUnderWay(pending.trend));
}

/** Whether what a key would act on is still pending. */
function mustWait(model: Model, binding: KeyBinding | undefined): boolean {
  if (binding?.needs === undefined) return false;
  const { needs, command } = binding;
  const { overlay, pending, tab } = model;
  if (overlay?.kind === 'record') return overlay.lines === undefined && command === 'copy';
  if (overlay?.kind === 'users') return command === 'enter' && isUnderWay(pending.picker);
  if (overlay !== undefined) return false;
  const { scroller, slots, isAwaited, exportTable } = TABS[tab];
  // Ranges add up while they are counted.
  if (needs === 'chart') return awaitsChart(model);
  if (needs === 'buckets') return awaitsChart(model) || slots.some((slot) => awaitsOther(model, slot));
  // Moves add up while bytes are read.
  if (needs !== 'rows' && isAwaited?.(model)) return true;
  if (scroller !== undefined) return needs !== 'rows' && scroller.isAwaited(model);
  // Another search replaces the current one.
  if (pending.find !== undefined) return command !== 'search';
  const pane = focusedPane(model);
  // What is written must be what the screen shows, whichever pane has the cursor.
  const listed = exportTable ?? pane?.table;
  if (needs === 'listed' && listed !== undefined && isUnderWay(pending[listed])) return true;
  if (pane === undefined) return false;
  return isPaneAwaited(model, pane) || (pane.table !== undefined && awaitsRows(model, pane.table));
}

function awaitsRows(model: Model, table: TableName): boolean {
  if (model.dataset?.grouping === undefined && isLoading(model)) return true;
  return model.tables[table].cursorTarget.at !== 'same' && isUnderWay(model.pending[table]);
}
